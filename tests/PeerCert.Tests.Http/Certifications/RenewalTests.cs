using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>A certificate's next term. Issued on 2026-03-04, so due on 2028-03-04; the window opens on 2027-12-05.</summary>
public sealed class RenewalTests
{
    private const string Number = "MPSS000001";

    private static readonly DateOnly Due = new(2028, 3, 4), Opens = new(2027, 12, 5);

    internal static async Task<PageDriver> FiledAsync(TestApp app, string email = "robin@example.org")
    {
        var robin = await app.SignedInAsync(email);
        await robin.OpenAsync($"/my/certificate/{Number}/renew");
        await robin.Check("Input.Stated", robin.ChoicesOf("Input.Stated")).Fill("Input.SignedName", "Robin Example").PressKeyAsync("renewal.send");
        return robin;
    }

    internal static async Task PaidAsync(TestApp app, DateOnly on, params string[] lines)
    {
        using var finance = await app.SignedInAsync(await app.StaffAsync("fees@staff.example", Role.Finance));
        await finance.OpenAsync("/staff/renewals");
        await finance.OpenAsync(finance.Page.QuerySelector("main tbody a")!.GetAttribute("href")!);
        foreach (var line in lines)
            await finance.Fill("Fee.FeeLine", line).FillDay("Fee.PaidOn", on).Fill("Fee.Reference", "check 21").PressKeyAsync("staff.file.record-fee");
    }

    internal static async Task<PageDriver> OpenedAsync(TestApp app)
    {
        var reviewer = await app.SignedInAsync(await app.StaffAsync("deciding@staff.example", Role.Reviewer));
        await reviewer.OpenAsync("/staff/renewals");
        await reviewer.OpenAsync(reviewer.Page.QuerySelector("main tbody a")!.GetAttribute("href")!);
        return reviewer;
    }

    private static async Task<string> StatusAsync(TestApp app, DateOnly? asOf = null)
    {
        using var anybody = app.Client();
        var entry = (await anybody.GetFromJsonAsync<PublicEntry>($"/api/v1/registry/{Number}{(asOf is { } day ? $"?asOf={day:yyyy-MM-dd}" : "")}"))!;
        return $"{entry.Status} {entry.DateStatus} {entry.Action} {entry.Expires:yyyy-MM-dd}";
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.1", "CAL-207.3", "CAL-207.4", "CAL-207.5", "CAL-207.7", "CAL-207.8", "CAL-209.0", "CAL-802.2", "CAL-802.3")]
    public async Task A_renewal_counts_from_its_fee_and_keeps_the_certificate_current_until_it_is_decided(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Opens.AddDays(-1));
        using (var early = await app.SignedInAsync("robin@example.org"))
        {
            await early.OpenAsync($"/my/certificate/{Number}/standing");
            early.Sees("You can do this from December 5, 2027 through March 4, 2028", "It costs $80");
            await early.OpenAsync($"/my/certificate/{Number}/renew");
            early.SeesKey("problem.no-way-open");
        }

        app.GoTo(Due);
        using var robin = await FiledAsync(app);
        robin.Sees("It counts from the day your fee is here", "renewal fee of $80");
        Assert.Equal("active current none 2028-03-04", await StatusAsync(app));
        await PaidAsync(app, Due, "RENEW");

        app.GoTo(Due.AddDays(27));   // decided late: nobody's fault but ours
        Assert.Equal("active current none 2028-03-04", await StatusAsync(app));
        using var again = await app.SignedInAsync("robin@example.org");
        await again.OpenAsync($"/my/certificate/{Number}/standing");
        again.Sees("That is in time for March 4, 2028", "You filed in time");
        using (var reviewer = await OpenedAsync(app))
        {
            await reviewer.Fill("Input.Reason", "no reason").PressKeyAsync("staff.renewals.deny");
            reviewer.SeesKey("problem.nothing-denies");
            reviewer.Sees("It grants a term from March 5, 2028 through March 4, 2030");
            await reviewer.PressKeyAsync("staff.renewals.approve");
        }
        Assert.Equal("active current none 2030-03-04", await StatusAsync(app));
        Assert.Equal("active current none 2030-03-04", await StatusAsync(app, new(2028, 3, 10)));
        Assert.Equal("active current none 2028-03-04", await StatusAsync(app, Due));
        Assert.Equal("not-current lapsed none 2030-03-04", await StatusAsync(app, new(2030, 3, 5)));
        await using var db = app.Open();
        Assert.Equal(["certificate-issued", "renewal-whole", "certificate-renewed"], await db.Publications.OrderBy(p => p.ShownFrom).Select(p => p.Because).ToListAsync());
        Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == "certificate-renewed"));
        await ProvenAsync(app);
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-805.1", "CAL-805.2", "CAL-805.3", "CAL-802.1.B")]
    public async Task Denied_it_has_lapsed_since_the_due_date_and_whoever_asked_meanwhile_can_be_told(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Due.AddDays(-10));
        using var robin = await FiledAsync(app);
        await PaidAsync(app, Due.AddDays(-10), "RENEW");

        app.GoTo(Due.AddDays(20));
        using var registrar = await app.SignedInAsync(await app.StaffAsync("restricting@staff.example", Role.Registrar));
        await registrar.OpenAsync($"/staff/standings/{Number}");
        await registrar.Fill("Lay.Overlay", "Revoked").FillDay("Lay.From", Due.AddDays(20)).Fill("Lay.Reason", "found by an invented case").PressKeyAsync("staff.certificate.lay-button");
        Assert.Equal("revoked current revoked 2028-03-04", await StatusAsync(app));
        app.GoTo(Due.AddDays(21));
        using (var reviewer = await OpenedAsync(app))
            await reviewer.Fill("Input.Reason", "revoked").PressKeyAsync("staff.renewals.deny");
        Assert.Equal("revoked lapsed revoked 2028-03-04", await StatusAsync(app));

        app.GoTo(Due.AddDays(40));
        using var later = await app.SignedInAsync("restricting@staff.example");
        await later.OpenAsync($"/staff/standings/{Number}");
        await later.Fill("End.How", "overturned").Fill("End.Reason", "on appeal, also invented").PressKeyAsync("staff.certificate.end-button");
        // Asked about any day, it was never revoked; and it has lapsed since the day after it was due, since nothing keeps it any more.
        Assert.Equal("not-current lapsed none 2028-03-04", await StatusAsync(app, Due.AddDays(30)));
        Assert.Equal("not-current lapsed none 2028-03-04", await StatusAsync(app, Due.AddDays(1)));
        Assert.Equal("active current none 2028-03-04", await StatusAsync(app, Due));

        await later.FillDay("Ask.Day", Due.AddDays(10)).Fill("Ask.Time", "12:00").Fill("Ask.Reason", "the county asks").PressKeyAsync("staff.certificate.ask");
        later.Sees("Active, Current by its dates", "Days on which it showed something else");
        later.Sees("From March 5, 2028 through March 23, 2028 it showed: Current. By what is known now: Lapsed.");
        later.Sees("From March 25, 2028 through April 12, 2028 it showed: Revoked. By what is known now: Lapsed.");
        await using var db = app.Open();
        Assert.Equal(1, await db.ReadAudits.CountAsync(r => r.What == "registry-publication"));
        Assert.Equal("the county asks", await db.Journal.Where(e => e.EventType == "record-read").OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Select(e => e.Reason).FirstAsync());
        await ProvenAsync(app);
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.1x", "CAL-209.L1", "CAL-209.L2", "CAL-209.L3", "CAL-207.6")]
    public async Task A_fee_that_comes_after_the_due_date_makes_it_a_late_renewal(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Due);
        using var robin = await FiledAsync(app);
        app.GoTo(Due.AddDays(3));
        Assert.Equal("not-current lapsed none 2028-03-04", await StatusAsync(app));
        await PaidAsync(app, Due.AddDays(1), "RENEW");
        using (var again = await app.SignedInAsync("robin@example.org"))
        {
            await again.OpenAsync($"/my/certificate/{Number}/standing");
            again.Sees("late fee of $50").DoesNotSee("renewal fee of $80");
        }
        await PaidAsync(app, Due.AddDays(2), "LATE");
        app.GoTo(Due.AddDays(30));
        Assert.Equal("not-current lapsed none 2028-03-04", await StatusAsync(app));
        using (var reviewer = await OpenedAsync(app))
        using (var second = await OpenedAsync(app))
        {
            reviewer.Sees("Renew late", "It grants a term from April 3, 2028 through April 3, 2030");
            await reviewer.PressKeyAsync("staff.renewals.approve");
            await second.PressKeyAsync("staff.renewals.approve");   // who is second is told who was first
            Assert.Equal(HttpStatusCode.Conflict, second.Status);
            second.Sees("deciding@staff.example");
        }
        Assert.Equal("active current none 2030-04-03", await StatusAsync(app));
        Assert.Equal("not-current lapsed none 2028-03-04", await StatusAsync(app, new(2028, 4, 2)));
        await ProvenAsync(app);
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_filing_sent_twice_or_at_once_is_one_and_what_is_missing_is_told_at_its_field(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Opens);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync($"/my/certificate/{Number}/renew");
        await robin.Fill("Input.SignedName", "Somebody Else").PressKeyAsync("renewal.send");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        Assert.EndsWith("Please check this box if it is true. You can come back when it is.", robin.ErrorAt("Input.Stated"), StringComparison.Ordinal);
        Assert.NotNull(robin.ErrorAt("Input.SignedName"));
        Assert.Equal("Somebody Else", robin.ValueOf("Input.SignedName"));

        robin.Check("Input.Stated", robin.ChoicesOf("Input.Stated")).Fill("Input.SignedName", "Robin Example");
        var button = robin.FormOf("Send");
        using var second = await app.SignedInAsync("robin@example.org");
        await second.OpenAsync($"/my/certificate/{Number}/renew");
        second.Check("Input.Stated", second.ChoicesOf("Input.Stated")).Fill("Input.SignedName", "Robin Example");
        await Task.WhenAll(robin.SendAgainAsync(button), second.PressKeyAsync("renewal.send"));
        robin.Sees("It counts from the day your fee is here");
        second.Sees("It counts from the day your fee is here");
        await second.OpenAsync($"/my/certificate/{Number}/renew");
        second.SeesKey("renewal.sent-already");
        await robin.SendAgainAsync(button);
        await using var db = app.Open();
        Assert.Equal(1, await db.RenewalFilings.CountAsync());
        Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == "renewal-received"));

        await robin.OpenAsync($"/my/certificate/{Number}/standing");
        await robin.PressKeyAsync("my.standing.withdraw");
        Assert.Equal(RenewalFilingState.Withdrawn, (await db.RenewalFilings.AsNoTracking().SingleAsync()).State);
        using (await FiledAsync(app))
            Assert.Equal(2, await db.RenewalFilings.CountAsync());
        using var stranger = await app.ApplicantAsync("kim@example.org");
        foreach (var page in new[] { "standing", "renew" })
        {
            await stranger.OpenAsync($"/my/certificate/{Number}/{page}");
            Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        }
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-102.30", "CAL-207.6", "CAL-802.1.B", "CAL-805.2", "CAL-805.3", "CAL-500.2.E", "CAL-500.2.F")]
    public async Task While_it_is_suspended_it_is_not_renewed_and_the_registry_shows_it_at_once(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Opens);
        using var registrar = await app.SignedInAsync(await app.StaffAsync("restricting@staff.example", Role.Registrar));
        await registrar.OpenAsync($"/staff/standings/{Number}");
        await registrar.Fill("Lay.Overlay", "Suspended").FillDay("Lay.From", new(2026, 3, 3)).Fill("Lay.Reason", "invented").PressKeyAsync("staff.certificate.lay-button");
        Assert.EndsWith("The certificate was issued on March 4, 2026. It cannot begin before.", registrar.ErrorAt("Lay.From"), StringComparison.Ordinal);
        await registrar.FillDay("Lay.From", Opens).PressKeyAsync("staff.certificate.lay-button");
        await registrar.Fill("Lay.Overlay", "Suspended").FillDay("Lay.From", Opens).Fill("Lay.Reason", "invented").PressKeyAsync("staff.certificate.lay-button");
        Assert.Equal(HttpStatusCode.Conflict, registrar.Status);   // it lies there already
        Assert.Equal("suspended current suspended 2028-03-04", await StatusAsync(app));
        Assert.Equal("active current none 2028-03-04", await StatusAsync(app, Opens.AddDays(-1)));
        await app.InScopeAsync(s => s.GetRequiredService<TellOfStandings>().RunAsync(default));
        await using (var db = app.Open())
            Assert.False(await db.Notices.AnyAsync(n => n.Kind == "certificate-standing"));   // nobody is told to renew what is suspended
        using (var robin = await app.SignedInAsync("robin@example.org"))
        {
            await robin.OpenAsync($"/my/certificate/{Number}/standing");
            robin.Sees("Suspended, since December 5, 2027.", "Your certificate is suspended since December 5, 2027. You can do this once that is lifted.");
            await robin.OpenAsync($"/my/certificate/{Number}/renew");
            robin.SeesKey("problem.no-way-open");
        }

        await registrar.OpenAsync($"/staff/standings/{Number}");
        await registrar.Fill("End.How", "lifted").FillDay("End.Through", Opens.AddDays(-1)).Fill("End.Reason", "invented").PressKeyAsync("staff.certificate.end-button");
        Assert.Equal(HttpStatusCode.BadRequest, registrar.Status);
        await registrar.FillDay("End.Through", Opens.AddDays(9)).PressKeyAsync("staff.certificate.end-button");
        Assert.Equal("suspended current suspended 2028-03-04", await StatusAsync(app, Opens.AddDays(9)));
        app.GoTo(Opens.AddDays(10));
        Assert.Equal("active current none 2028-03-04", await StatusAsync(app));
        using var back = await FiledAsync(app);
        back.Sees("It counts from the day your fee is here");
        await ProvenAsync(app);
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-802.1", "CAL-802.1.A", "CAL-209.1", "CAL-209.2", "CAL-209.3")]
    public async Task Holders_are_told_once_of_each_thing_the_calendar_does(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        DateOnly[] days =
        [
            Opens.AddDays(-1), Opens, new(2028, 2, 2), new(2028, 2, 3), new(2028, 2, 26), Due, Due.AddDays(1), new(2029, 3, 4), new(2029, 3, 5), new(2031, 9, 6), new(2031, 9, 7), new(2032, 2, 3), new(2032, 2, 4), new(2032, 3, 4), new(2032, 3, 5),
        ];
        var told = new List<string>();
        foreach (var day in days)
        {
            app.GoTo(day);
            for (var times = 0; times < 3; times++)   // whatever runs twice
                await app.InScopeAsync(s => s.GetRequiredService<TellOfStandings>().RunAsync(default));
            await using var db = app.Open();
            var occasions = await db.Notices.Where(n => n.Kind == "certificate-standing").Select(n => n.Occasion).ToListAsync();
            told.AddRange(occasions.Except(told.Select(t => t[11..])).Select(o => $"{day:yyyy-MM-dd} {o}"));
        }

        Assert.Equal(
            [
                "2027-12-05 renewal-open", "2028-02-03 due-in-30", "2028-02-26 due-in-7", "2028-03-05 lapsed", "2029-03-05 expired", "2031-09-07 vacated-in-180", "2032-02-04 vacated-in-30", "2032-03-05 vacated",
            ],
            told.Select(t => $"{t[..10]} {t[(t.LastIndexOf('/') + 1)..]}"));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_renewed_is_not_told_to_and_two_that_tell_at_once_tell_once(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using (var registrar = await app.SignedInAsync(await app.StaffAsync("restricting@staff.example", Role.Registrar)))
        {
            await registrar.OpenAsync($"/staff/standings/{Number}");
            await registrar.Fill("Lay.Overlay", "Suspended").FillDay("Lay.From", new(2026, 3, 4)).FillDay("Lay.Through", Opens.AddDays(-1)).Fill("Lay.Reason", "invented").PressKeyAsync("staff.certificate.lay-button");
        }
        app.GoTo(Opens);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.InScopeAsync(s => s.GetRequiredService<TellOfStandings>().RunAsync(default))));
        await using var db = app.Open();
        Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == "certificate-standing"));
        using (await FiledAsync(app))
            await PaidAsync(app, Opens, "RENEW");
        using (var reviewer = await OpenedAsync(app))
            await reviewer.PressKeyAsync("staff.renewals.approve");
        app.GoTo(Due.AddDays(1));
        await app.InScopeAsync(s => s.GetRequiredService<TellOfStandings>().RunAsync(default));
        Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == "certificate-standing"));
    }

    [Theory, OnEveryDatabase]
    public async Task Certificates_are_listed_by_how_they_stand_today(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using (await app.CertifiedAsync("kim@example.org", "Kim Beispiel"))
            app.GoTo(new(2026, 6, 1));
        using var registrar = await app.SignedInAsync(await app.StaffAsync("listing@staff.example", Role.Registrar));
        await registrar.OpenAsync("/staff/standings?standing=current");
        registrar.Sees(Number, "MPSS000002", "Robin Example");
        await registrar.OpenAsync("/staff/standings?standing=current&name=beisp");
        registrar.Sees("MPSS000002").DoesNotSee(Number);
        await registrar.OpenAsync("/staff/standings?standing=lapsed");
        registrar.SeesKey("staff.standings.none");
        await registrar.OpenAsync("/staff/standings?standing=gone");
        Assert.Equal(HttpStatusCode.BadRequest, registrar.Status);
        await registrar.OpenAsync("/staff/standings?name=b");
        Assert.Equal(HttpStatusCode.BadRequest, registrar.Status);
        await registrar.OpenAsync($"/staff/standings/{Number}");
        await registrar.Fill("Lay.Overlay", "Suspended").FillDay("Lay.From", new(2026, 6, 1)).Fill("Lay.Reason", "invented").PressKeyAsync("staff.certificate.lay-button");
        await registrar.OpenAsync("/staff/standings?standing=suspended");
        registrar.Sees(Number).DoesNotSee("MPSS000002");

        app.GoTo(Due.AddDays(1));
        using var later = await app.SignedInAsync("listing@staff.example");
        await later.OpenAsync("/staff/standings?standing=lapsed");
        later.Sees(Number, "MPSS000002");
        await later.OpenAsync("/staff/standings?standing=current");
        later.SeesKey("staff.standings.none");
    }

    /// <summary>The dates that lists are searched by are those that follow from what was recorded.</summary>
    private static async Task ProvenAsync(TestApp app)
    {
        var report = await app.InScopeAsync(s => s.GetRequiredService<VerifyStandings>().HandleAsync(repair: false, default));
        Assert.Equal((1, 0), report.Match(r => (r.Counted, r.Different), p => throw new InvalidOperationException(p.Code)));
        await using var db = app.Open();
        var certificate = await db.Certificates.AsNoTracking().SingleAsync();
        var line = await db.Registry.AsNoTracking().SingleAsync();
        Assert.Equivalent(await db.LifeOfAsync(certificate, default), LifeText.Read(line.Life, line.ActiveFrom, line.Expires), strict: true);
    }
}
