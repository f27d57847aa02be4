using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Registry;
using PeerCert.Testing;
using PeerCert.Tests.Http.Certifications;

namespace PeerCert.Tests.Http.Commands;

/// <summary>The dates of certificates, and what the calendar does to them, from the command line.</summary>
public sealed class StandingsTests
{
    [Theory, OnEveryDatabase]
    public async Task Dates_that_were_changed_past_the_program_are_named_and_put_right_where_that_is_asked_for(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var program = await app.AsProgramAsync();
        (await Said.ByAsync(["verify", "standings", .. program])).Has("Recounted 1 certificate. Put right: 0.");

        await using (var db = app.Open())
            await db.Certificates.ExecuteUpdateAsync(set => set.SetProperty(c => c.CurrentUntil, new DateOnly(2031, 1, 1)));
        var said = await Said.ByAsync(["verify", "standings", .. program]);
        Assert.Equal((1, ""), (said.Status, said.Output));
        Assert.Contains("MPSS000001: kept as current through January 1, 2031, counted as March 4, 2028.", said.Error, StringComparison.Ordinal);

        var repaired = await Said.ByAsync(["verify", "standings", "--repair", .. program]);
        Assert.Equal(0, repaired.Status);
        Assert.Contains("Put right: 1.", repaired.Output, StringComparison.Ordinal);
        (await Said.ByAsync(["verify", "standings", .. program])).Has("Put right: 0.");
        await using var after = app.Open();
        Assert.Equal(new DateOnly(2028, 3, 4), (await after.Certificates.SingleAsync()).CurrentUntil);
        Assert.Equal(1, await after.Journal.CountAsync(e => e.EventType == "standing-rebuilt"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_county_that_is_not_where_the_holder_lives_is_named_and_put_right_too(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var program = await app.AsProgramAsync();
        await using (var db = app.Open())
            await db.People.ExecuteUpdateAsync(set => set.SetProperty(p => p.County, "kern"));
        var said = await Said.ByAsync(["verify", "standings", .. program]);
        Assert.Equal(1, said.Status);
        Assert.Contains("MPSS000001: kept under another county", said.Error, StringComparison.Ordinal);
        Assert.Contains("Put right: 1.", (await Said.ByAsync(["verify", "standings", "--repair", .. program])).Output, StringComparison.Ordinal);
        await using var after = app.Open();
        Assert.Equal("kern", (await after.Certificates.SingleAsync()).County);
    }

    /// <summary>Issued on 2026-03-04 for two years: lapsed for one more, expired through the fourth, then vacated.</summary>
    [Theory, OnEveryDatabase]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3")]
    public async Task Standings_are_counted_for_any_day_by_both_sides_of_each_boundary(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var program = await app.AsProgramAsync();
        await using (var scope = app.Services.CreateAsyncScope())
            foreach (var (day, says) in new (DateOnly, string)[]
            {
                (new(2026, 3, 4), "current"), (new(2028, 3, 4), "current"), (new(2028, 3, 5), "lapsed"), (new(2029, 3, 4), "lapsed"), (new(2029, 3, 5), "expired"), (new(2032, 3, 4), "expired"), (new(2032, 3, 5), "vacated"),
            })
                Assert.Equal([(says, 1L)], (await scope.ServiceProvider.GetRequiredService<CountStandings>().OnAsync(day, default)).Select(c => (c.DateStatus, c.Certificates)));
        (await Said.ByAsync(["count", "standings", "--on", "2026-03-03", .. program])).Has("0 certificates, as they stand");
        (await Said.ByAsync(["count", "standings", .. program])).Has("1 certificate, as it stands on March 4, 2026", "Current");
        (await Said.ByAsync(["count", "standings", "--on", "soon", .. program])).IsRefused(2, "soon");
        (await Said.ByAsync(["count", "standings", "--data", "/nowhere"])).IsRefused(1, "/nowhere");
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-802.1")]
    public async Task A_day_is_swept_by_hand_and_each_is_told_once(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var program = await app.AsProgramAsync();
        await using (var db = app.Open())
            await db.Certificates.ExecuteUpdateAsync(set => set.SetProperty(c => c.CurrentUntil, new DateOnly(2026, 6, 1)));   // 89 days ahead
        (await Said.ByAsync(["sweep", "standings", "--on", "2026-03-02", .. program])).Has("Went through March 2, 2026: 0 certificates");
        (await Said.ByAsync(["sweep", "standings", .. program])).Has("Went through March 4, 2026: 1 certificate had");
        (await Said.ByAsync(["sweep", "standings", "--on", "2026-03-04", .. program])).Has(": 0 certificates");
        await using var after = app.Open();
        Assert.Equal(1, await after.Notices.CountAsync(n => n.Kind == "certificate-standing"));

        (await Said.ByAsync(["sweep", "standings", "--on", "2026-03-05", .. program])).IsRefused(1, "is after today");
        (await Said.ByAsync(["sweep", "standings", "--on", "soon", .. program])).IsRefused(2, "soon");
        (await Said.ByAsync(["sweep", "standings", "--data", "/nowhere"])).IsRefused(1, "/nowhere");
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-802.4.A")]
    public async Task Reviews_whose_proof_is_overdue_are_swept_by_hand_and_each_is_told_once(Engine engine)
    {
        await using var app = await CeAuditTests.WholeAsync(engine);
        await CeAuditTests.DrawAsync(app);
        var program = await app.AsProgramAsync();   // for which it is 2026-03-04
        await using (var db = app.Open())
            await db.CeAudits.ExecuteUpdateAsync(set => set.SetProperty(a => a.RequestedOn, new DateOnly(2026, 2, 20)).SetProperty(a => a.DueOn, new DateOnly(2026, 3, 2)));
        (await Said.ByAsync(["sweep", "audits", "--on", "2026-02-26", .. program])).Has("Went through February 26, 2026: 0 holders were told.");
        (await Said.ByAsync(["sweep", "audits", "--on", "2026-03-02", .. program])).Has("Went through March 2, 2026: 1 holder was told.");
        (await Said.ByAsync(["sweep", "audits", .. program])).Has("Went through March 4, 2026: 1 holder was told.");
        (await Said.ByAsync(["sweep", "audits", .. program])).Has(": 0 holders were told.");
        (await Said.ByAsync(["sweep", "audits", "--on", "2026-03-05", .. program])).IsRefused(1, "is after today");
        await using var after = app.Open();
        Assert.Equal(2, await after.Notices.CountAsync(n => n.Kind == "ce-audit-reminder"));
    }
}
