using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>Reviews of continuing education. Robin's certificate is due on 2028-03-04; the renewal is whole on 2028-02-01 and drawn on 2028-02-10, so proof is due on 2028-02-20.</summary>
public sealed class CeAuditTests
{
    private const string Number = "MPSS000001", Record = $"/my/certificate/{Number}/education", Audit = $"/my/certificate/{Number}/audit";

    private static readonly DateOnly Filed = new(2028, 2, 1), Drawn = new(2028, 2, 10), LastDay = new(2028, 2, 20);

    private static async Task AddAsync(PageDriver robin, string title, DateOnly on, string hours, string? ethics = null)
    {
        await robin.OpenAsync(Record);
        robin.Fill("Input.Title", title).Fill("Input.Provider", "Example County").Fill("Input.Source", "county").Fill("Input.Area", "direct-care").Fill("Input.Mode", "online")
            .FillDay("Input.To", on).Fill("Input.Hours", hours).Fill("Input.LawAndEthics", ethics ?? "");
        if (ethics is not null)
            robin.Fill("Input.Topic", "minors");
        await robin.PressKeyAsync("ce.save");
        robin.Sees(title);
    }

    private static async Task ProveAsync(PageDriver robin, string title)
    {
        await robin.OpenAsync(Record);
        var entry = robin.Page.QuerySelectorAll("main a[href*='/education/']").First(a => a.TextContent.Contains(title, StringComparison.Ordinal)).GetAttribute("href")!;
        await robin.OpenAsync(entry);
        await robin.Attach("Input.Upload", "proof.pdf", Applying.Pdf($"proof of {title}")).PressKeyAsync("apply.evidence.send");
        robin.Sees("proof.pdf");
    }

    /// <summary>Robin learned, filed and paid; both classes count, the second one for law and ethics.</summary>
    internal static async Task<TestApp> WholeAsync(Engine engine, bool proven = true)
    {
        var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Filed);
        using var robin = await app.SignedInAsync("robin@example.org");
        await AddAsync(robin, "Groups", new(2027, 5, 1), "14");
        await AddAsync(robin, "Law", new(2027, 6, 1), "6", "6");
        if (proven)
        {
            await ProveAsync(robin, "Groups");
            await ProveAsync(robin, "Law");
        }
        await robin.OpenAsync($"/my/certificate/{Number}/renew");
        await robin.Check("Input.Stated", robin.ChoicesOf("Input.Stated")).Fill("Input.SignedName", "Robin Example").PressKeyAsync("renewal.send");
        using var finance = await app.SignedInAsync(await app.StaffAsync("fees@staff.example", Role.Finance));
        await finance.OpenAsync("/staff/renewals");
        await finance.OpenAsync(finance.Page.QuerySelector("main tbody a")!.GetAttribute("href")!);
        await finance.Fill("Fee.FeeLine", "RENEW").FillDay("Fee.PaidOn", Filed).Fill("Fee.Reference", "check 21").PressKeyAsync("staff.file.record-fee");
        app.GoTo(Drawn);
        return app;
    }

    private static async Task<PageDriver> AuditorAsync(TestApp app, string email = "audits@staff.example")
    {
        var auditor = await app.SignedInAsync(await app.StaffAsync(email, Role.Reviewer));
        await auditor.OpenAsync("/staff/audits");
        return auditor;
    }

    internal static async Task DrawAsync(TestApp app, string size = "1")
    {
        using var auditor = await AuditorAsync(app);
        await auditor.FillDay("Input.From", new(2028, 1, 1)).FillDay("Input.Through", Drawn).Fill("Input.Size", size).PressKeyAsync("staff.audits.draw-button");
        auditor.SeesKey("staff.audits.comes-out");
    }

    private static async Task<PageDriver> ReviewingAsync(TestApp app, string email = "audits@staff.example")
    {
        var auditor = await AuditorAsync(app, email);
        await auditor.OpenAsync(auditor.Page.QuerySelector("main tbody a")!.GetAttribute("href")!);
        return auditor;
    }

    private static async Task<PageDriver> SentAsync(TestApp app)
    {
        var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Audit);
        await robin.PressKeyAsync("ce-audit.send");
        robin.SeesKey("ce-audit-state.received");
        return robin;
    }

    private static Task<PageDriver> SettleAsync(PageDriver auditor, string step, string reason = "It does not show the hours") =>
        auditor.Fill("Settle.Step", step).Fill("Settle.Reason", reason).PressKeyAsync("staff.audits.settle");

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.9", "CAL-207.10", "CAL-207.11", "CAL-207.11.B", "CAL-802.4", "CAL-802.4.A")]
    public async Task Whoever_is_drawn_sends_the_proof_of_the_record_at_once_and_it_is_accepted_when_it_proves_what_the_standard_asks_for(Engine engine)
    {
        await using var app = await WholeAsync(engine);
        await DrawAsync(app);
        using (var told = await app.SignedInAsync("robin@example.org"))
        {
            await told.OpenAsync("/my/notices");
            told.Sees("Please send the proof of your classes by February 20, 2028.");
        }
        using (var early = await ReviewingAsync(app))
        {
            early.SeesKey("staff.audits.nothing-yet").DoesNotSee("Groups");   // what was not sent is its holder's own
            await SettleAsync(early, "FindDeficient");
            early.Sees("The holder has time through February 20, 2028.");
        }

        app.GoTo(LastDay);
        using var robin = await SentAsync(app);
        robin.DoesNotSee("Late");
        using var auditor = await ReviewingAsync(app);
        var review = auditor.Path;
        auditor.Sees("Groups", "Law");
        await auditor.PressKeyAsync("ce-audit-action.accept");
        auditor.SeesKey("problem.standard-not-met");   // nothing is looked at
        await auditor.OpenAsync(review);
        // Proof that does not show all five things proves nothing.
        await auditor.Fill("Check.Found", "Accepted").Check("Check.Features", auditor.ChoicesOf("Check.Features").Take(4)).PressKeyAsync("staff.file.save-check");
        await auditor.Fill("Check.Found", "Accepted").Check("Check.Features", auditor.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        await auditor.PressKeyAsync("ce-audit-action.accept");
        auditor.SeesKey("problem.standard-not-met");
        await auditor.OpenAsync(review + auditor.Page.QuerySelector("main a[href*='look=']")!.GetAttribute("href")!.Split('#')[0]);
        await auditor.Fill("Check.Found", "Accepted").Check("Check.Features", auditor.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        await auditor.PressKeyAsync("ce-audit-action.accept");
        auditor.SeesKey("ce-audit-state.accepted");
        await robin.OpenAsync(Audit);
        robin.SeesKey("ce-audit-state.accepted");
        await using var db = app.Open();
        Assert.Equal(["ce-audit-requested", "ce-proof-sent", "evidence-checked", "evidence-checked", "evidence-checked", "ce-audit-accepted"],
            await db.Journal.Where(e => e.RootKind == "ce-audit").OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.EventType).ToListAsync());
        Assert.Equal(1, await db.Decisions.CountAsync(d => d.Question == OpenCeRecord.Question));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.10", "CAL-207.12", "CAL-802.4.B")]
    public async Task The_day_after_the_last_one_proof_is_taken_marked_late_and_may_be_referred(Engine engine)
    {
        await using var app = await WholeAsync(engine);
        await DrawAsync(app);
        app.GoTo(LastDay.AddDays(1));
        await app.InScopeAsync(s => s.GetRequiredService<TellOfCeAudits>().RunAsync(default));
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Audit);
        robin.Sees("The last day was February 20, 2028. You can still send your proof. We mark it as late.");
        await robin.PressKeyAsync("ce-audit.send");
        robin.SeesKey("ce-audit.late");
        using var auditor = await ReviewingAsync(app);
        auditor.SeesKey("ce-audit.late");
        await SettleAsync(auditor, "Refer", "Eleven days");
        auditor.SeesKey("ce-audit-state.referred");
        await auditor.OpenAsync("/staff/audits");
        auditor.SeesKey("staff.audits.referred").Sees(Number);
        await using var db = app.Open();
        Assert.Equal(["ce-audit-referred", "ce-audit-reminder", "ce-audit-requested", "ce-proof-received"], (await db.Notices.Where(n => n.Kind.StartsWith("ce-")).Select(n => n.Kind).ToListAsync()).Order());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.12")]
    public async Task What_is_missing_is_said_supplied_and_looked_at_again(Engine engine)
    {
        await using var app = await WholeAsync(engine, proven: false);
        await DrawAsync(app);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Audit);
        await robin.PressKeyAsync("ce-audit.send");
        robin.SeesKey("problem.ce-nothing-to-send");
        await ProveAsync(robin, "Groups");
        await robin.OpenAsync(Audit);
        var again = robin.FormOf("Send all of it");
        await robin.PressKeyAsync("ce-audit.send");
        await robin.SendAgainAsync(again);   // sent twice it came once

        using var auditor = await ReviewingAsync(app);
        await SettleAsync(auditor, "Refer");
        auditor.SeesKey("problem.ce-audit-in-time");
        await SettleAsync(auditor, "FindDeficient", "");
        Assert.Equal(HttpStatusCode.BadRequest, auditor.Status);   // a reason is said
        await SettleAsync(auditor, "FindDeficient");
        auditor.SeesKey("ce-audit-state.deficient");
        await robin.OpenAsync("/my/notices");
        robin.Sees("Something is missing. The reasons are below. You can send more.");

        await ProveAsync(robin, "Law");
        using (var resent = await SentAsync(app))
            resent.DoesNotSee("Late");
        await auditor.OpenAsync(auditor.Path);
        foreach (var _ in new[] { 1, 2 })
            await auditor.Fill("Check.Found", "Accepted").Check("Check.Features", auditor.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        await SettleAsync(auditor, "FindDeficient");
        auditor.SeesKey("problem.ce-audit-proven");
        await auditor.OpenAsync(auditor.Path);
        await auditor.PressKeyAsync("ce-audit-action.accept");
        auditor.SeesKey("ce-audit-state.accepted");
        await using var db = app.Open();
        Assert.Equal(2, await db.Notices.CountAsync(n => n.Kind == "ce-proof-received"));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.12")]
    public async Task Who_sends_nothing_is_found_deficient_after_the_last_day_and_referred(Engine engine)
    {
        await using var app = await WholeAsync(engine);
        await DrawAsync(app);
        app.GoTo(LastDay.AddDays(1));
        using var auditor = await ReviewingAsync(app);
        auditor.SeesKey("staff.audits.overdue");
        await SettleAsync(auditor, "FindDeficient", "Nothing came");
        await SettleAsync(auditor, "Refer", "Nothing came");
        auditor.SeesKey("ce-audit-state.referred");
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Audit);
        Assert.Null(robin.Page.QuerySelector("main form[action*='Send']"));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-802.4", "CAL-802.4.A")]
    public async Task The_last_day_is_announced_three_days_before_and_each_is_told_once_whatever_runs_twice(Engine engine)
    {
        await using var app = await WholeAsync(engine);
        await DrawAsync(app);
        async Task<int> ToldAsync()
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.InScopeAsync(s => s.GetRequiredService<TellOfCeAudits>().RunAsync(default))));
            await app.InScopeAsync(s => s.GetRequiredService<TellOfCeAudits>().RunAsync(default));
            await using var db = app.Open();
            return await db.Notices.CountAsync(n => n.Kind == "ce-audit-reminder");
        }
        app.GoTo(LastDay.AddDays(-4));
        Assert.Equal(0, await ToldAsync());
        app.GoTo(LastDay.AddDays(-3));
        Assert.Equal(1, await ToldAsync());
        app.GoTo(LastDay);
        Assert.Equal(1, await ToldAsync());
        app.GoTo(LastDay.AddDays(1));
        Assert.Equal(2, await ToldAsync());
        app.GoTo(LastDay.AddDays(9));
        Assert.Equal(2, await ToldAsync());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-802.4")]
    public async Task A_draw_is_made_once_kept_whole_and_shows_where_it_was_changed(Engine engine)
    {
        await using var app = await WholeAsync(engine);
        using var auditor = await AuditorAsync(app);
        await auditor.PressKeyAsync("staff.audits.draw-button");
        auditor.Sees("Type how many to draw, from 1 to 1,000.");
        await auditor.FillDay("Input.From", new(2028, 1, 1)).FillDay("Input.Through", Drawn).Fill("Input.Size", "2").PressKeyAsync("staff.audits.draw-button");
        auditor.Sees("There is only 1 renewal to draw from in these days.");
        await auditor.FillDay("Input.From", Filed.AddDays(1)).Fill("Input.Size", "1").PressKeyAsync("staff.audits.draw-button");
        auditor.Sees("There are only 0 renewals");
        await auditor.FillDay("Input.From", Drawn).FillDay("Input.Through", Filed).PressKeyAsync("staff.audits.draw-button");
        Assert.Equal(HttpStatusCode.BadRequest, auditor.Status);
        auditor.FillDay("Input.From", Filed).FillDay("Input.Through", Filed).Fill("Input.Seed", "thrown in public: 4 4 2 6");
        var again = auditor.FormOf("Draw and write to them");
        await auditor.PressKeyAsync("staff.audits.draw-button");
        auditor.SeesKey("staff.audits.comes-out").Sees("thrown in public: 4 4 2 6");
        var draw = auditor.Path;
        await auditor.SendAgainAsync(again);
        Assert.Equal(draw, auditor.Path);
        await using var db = app.Open();
        Assert.Equal(1, await db.CeAudits.CountAsync());

        await auditor.OpenAsync("/staff/audits");
        await auditor.FillDay("Input.From", Filed).FillDay("Input.Through", Drawn).Fill("Input.Size", "1").Fill("Input.Seed", "thrown in public: 4 4 2 6").PressKeyAsync("staff.audits.draw-button");
        auditor.Sees("This seed was used on February 10, 2028");
        await auditor.OpenAsync("/staff/audits");
        await auditor.FillDay("Input.From", Filed).FillDay("Input.Through", Filed).Fill("Input.Size", "1").PressKeyAsync("staff.audits.draw-button");
        auditor.Sees("There are only 0 renewals");   // nobody is drawn twice for one filing

        await db.CeAuditDraws.ExecuteUpdateAsync(u => u.SetProperty(d => d.Population, "R-OTHER\n"));
        await auditor.OpenAsync(draw);
        auditor.SeesKey("staff.audits.differs");
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_asked_for_cannot_be_taken_out_of_the_record_and_what_was_sent_stays(Engine engine)
    {
        await using var app = await WholeAsync(engine);
        await DrawAsync(app);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Record);
        robin.SeesKey("ce-audit.link");
        await robin.PressKeyAsync("ce.remove");
        robin.SeesKey("problem.ce-entry-reviewed");
        using var sent = await SentAsync(app);
        await robin.OpenAsync(Record);
        await robin.OpenAsync(robin.Page.QuerySelector("main a[href*='/education/']")!.GetAttribute("href")!);
        await robin.PressKeyAsync("apply.entries.remove");
        robin.SeesKey("problem.ce-proof-sent");
    }

    [Theory, OnEveryDatabase]
    public async Task Proof_that_nobody_asked_for_can_be_taken_back_and_goes_with_its_class(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Filed);
        using var later = await app.SignedInAsync("robin@example.org");
        await AddAsync(later, "Groups", new(2027, 5, 1), "14");
        await ProveAsync(later, "Groups");
        var page = later.Path;
        await later.PressKeyAsync("apply.evidence.send");
        later.SeesKey("evidence.missing");
        await later.OpenAsync(page);
        await later.PressKeyAsync("apply.entries.remove");
        later.DoesNotSee("proof.pdf");
        await ProveAsync(later, "Groups");
        await later.OpenAsync(Record);
        later.Sees("Proof: 1 file");
        await later.PressKeyAsync("ce.remove");
        await using var db = app.Open();
        var proofs = await db.Evidence.Where(e => e.Kind == "ce-proof").ToListAsync();
        Assert.Equal(2, proofs.Count);
        Assert.All(proofs, e => Assert.NotNull(e.DeletedAt));
        Assert.Equal(2, await db.Journal.CountAsync(e => e.EventType == "evidence-removed"));
        await later.OpenAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, later.Status);
    }

    [Fact]
    public async Task Nobody_reviews_their_own_and_whoever_was_second_is_told()
    {
        await using var app = await WholeAsync(Engine.Sqlite);
        await DrawAsync(app);
        app.GoTo(LastDay.AddDays(1));
        using var first = await ReviewingAsync(app);
        using var second = await ReviewingAsync(app, "second@staff.example");
        await SettleAsync(first, "FindDeficient", "Nothing came");
        await SettleAsync(second, "FindDeficient", "Nothing came");
        second.Sees("audits@staff.example");
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        await using (var db = app.Open())
        {
            var account = await db.Users.Where(u => u.Email == "audits@staff.example").Select(u => u.Id).SingleAsync();
            await db.People.Where(p => p.Account != null).ExecuteUpdateAsync(u => u.SetProperty(p => p.Account, account));
        }
        await first.OpenAsync(first.Path);
        await SettleAsync(first, "Refer", "Nothing came");
        first.SeesKey("problem.own-audit");
    }

    [Fact]
    public async Task Nobody_else_sees_it_and_no_file_of_another_record_is_opened_through_it()
    {
        await using var app = await WholeAsync(Engine.Sqlite);
        await DrawAsync(app);
        using var sent = await SentAsync(app);
        using var auditor = await ReviewingAsync(app);
        await using var db = app.Open();
        var other = await db.Evidence.Where(e => e.Kind != "ce-proof" && e.DeletedAt == null).Select(e => e.Id).FirstAsync();
        var page = auditor.Path;
        await auditor.OpenAsync($"{page}?handler=File&evidence={other}");
        Assert.Equal(HttpStatusCode.NotFound, auditor.Status);
        Assert.Equal(1, await db.ReadAudits.CountAsync(r => r.What == "ce-audit"));
        using var casey = await app.ApplicantAsync("casey@example.org");
        foreach (var path in new[] { Audit, Record, page, "/staff/audits" })
        {
            await casey.OpenAsync(path);
            Assert.Contains(casey.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
        }
        using var finance = await app.SignedInAsAsync(Role.Finance);
        await finance.OpenAsync(page);
        Assert.Equal(HttpStatusCode.Forbidden, finance.Status);
    }
}
