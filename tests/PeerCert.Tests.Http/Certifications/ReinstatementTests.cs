using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>
/// An expired certificate comes back. Issued on 2026-03-04 and due on 2028-03-04, it is lapsed through 2029-03-04, expired through 2032-03-04 and vacated after.
/// </summary>
public sealed class ReinstatementTests
{
    private const string Number = "MPSS000001", Page = $"/my/certificate/{Number}/reinstatement", Renew = $"/my/certificate/{Number}/renew";

    private static readonly DateOnly Expired = new(2029, 6, 1), LastDay = new(2032, 3, 4), LastToAsk = new(2032, 2, 19);

    internal static async Task<PageDriver> RobinAsync(TestApp app)
    {
        var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        return robin;
    }

    internal static async Task<PageDriver> StaffAsync(TestApp app, Role role)
    {
        var staff = await app.SignedInAsync(await app.StaffAsync($"returns.{role}@staff.example".ToLowerInvariant(), role));
        await staff.OpenAsync("/staff/renewals");
        await staff.OpenAsync(staff.Page.QuerySelector("main a[href^='/staff/reinstatements/']")!.GetAttribute("href")!);
        return staff;
    }

    internal static async Task PaidAsync(PageDriver finance, DateOnly on, params string[] lines)
    {
        foreach (var line in lines)
            await finance.Fill("Fee.FeeLine", line).FillDay("Fee.PaidOn", on).Fill("Fee.Reference", "check 21").PressKeyAsync("staff.file.record-fee");
        Assert.Equal(HttpStatusCode.OK, finance.Status);
    }

    internal static async Task SatAsync(TestApp app, string outcome)
    {
        await using var db = app.Open();
        var candidate = await db.ExamEligibilities.Where(e => e.Application == null).Select(e => e.CandidateId).SingleAsync();
        using var officer = await app.SignedInAsync(await app.StaffAsync("results@staff.example", Role.ExamOfficer));
        await officer.OpenAsync("/staff/results");
        await officer.Fill("Input.CandidateId", candidate).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", outcome).PressKeyAsync("staff.results.save");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
    }

    /// <summary>The filing itself with its fees, and the page of it as a reviewer sees it.</summary>
    internal static async Task<PageDriver> FiledAsync(TestApp app)
    {
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Renew);
        await robin.Check("Input.Stated", robin.ChoicesOf("Input.Stated")).Fill("Input.SignedName", "Robin Example").PressKeyAsync("renewal.send");
        var staff = await app.SignedInAsync(await app.StaffAsync("filed@staff.example", Role.Finance, Role.Reviewer));
        await staff.OpenAsync("/staff/renewals");
        await staff.OpenAsync(staff.Page.QuerySelector("main a[href^='/staff/renewals/']")!.GetAttribute("href")!);
        await PaidAsync(staff, app.Clock.Today, "RENEW", "LATE");
        return staff;
    }

    private static async Task<string> StatusAsync(TestApp app)
    {
        using var anybody = app.Client();
        var entry = (await anybody.GetFromJsonAsync<PublicEntry>($"/api/v1/registry/{Number}"))!;
        return $"{entry.Status} {entry.DateStatus} {entry.Expires:yyyy-MM-dd}";
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-209.2", "CAL-209.X0", "CAL-209.XA1", "CAL-209.XA3", "CAL-209.XA4", "CAL-601.4")]
    public async Task The_exam_brings_it_back_at_the_third_sitting_and_each_sitting_is_paid_for(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Expired);
        foreach (var (line, outcome) in new[] { ("EXAM", "Fail"), ("RETAKE", "Fail"), ("RETAKE", "Pass") })
        {
            using var robin = await RobinAsync(app);
            await robin.OpenAsync(Renew);
            robin.SeesKey("problem.no-way-open");   // nothing can be filed before
            await robin.OpenAsync(Page);
            var again = robin.FormOf("Ask for the exam");
            await robin.PressKeyAsync("reinstatement.ask");
            robin.SeesKey("reinstatement.asked");
            await robin.SendAgainAsync(again);   // sent twice, it is asked for once
            using (var finance = await StaffAsync(app, Role.Finance))
                await PaidAsync(finance, app.Clock.Today, line);
            app.GoTo(app.Clock.Today.AddDays(7));
            await SatAsync(app, outcome);
        }
        using var passed = await RobinAsync(app);
        passed.SeesKey("reinstatement.ready");
        using (var reviewer = await FiledAsync(app))
        {
            reviewer.Sees($"It grants a term from {app.Clock.Today:MMMM d, yyyy}");
            await reviewer.PressKeyAsync("staff.renewals.approve");
        }
        Assert.Equal($"active current {app.Clock.Today.AddYears(2):yyyy-MM-dd}", await StatusAsync(app));
        await using var db = app.Open();
        Assert.Equal(3, await db.Facts.CountAsync(f => f.Kind == "exam-requested"));
        Assert.Equal(["reinstatement-by-exam"], await db.RenewalFilings.Select(f => f.Way).ToListAsync());
        await passed.OpenAsync(Page);
        passed.SeesKey("problem.no-way-open");   // what was done is done
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-209.XB1", "CAL-209.XB2", "CAL-209.XB3", "CAL-209.X3")]
    public async Task A_refresher_brings_it_back_once_its_proof_is_accepted(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Expired);
        using var robin = await RobinAsync(app);
        await robin.Fill("Course.Kind", "refresher-training").Fill("Course.Who", "Example Center").Fill("Course.Quantity", "79.5").FillDay("Course.To", Expired.AddDays(-20)).PressKeyAsync("reinstatement.course-save");
        await robin.Fill("Proof.Kind", "refresher-certificate").Attach("Proof.Upload", "course.pdf", Applying.Pdf("refresher")).PressKeyAsync("apply.evidence.send");
        await robin.OpenAsync(Renew);
        robin.SeesKey("problem.no-way-open");   // half an hour is missing
        await robin.OpenAsync(Page);
        await robin.PressKeyAsync("apply.entries.remove");
        await robin.Fill("Course.Kind", "refresher-training").Fill("Course.Who", "Example Center").Fill("Course.Quantity", "80").FillDay("Course.To", Expired.AddDays(-20)).PressKeyAsync("reinstatement.course-save");
        robin.SeesKey("reinstatement.ready");
        using var reviewer = await FiledAsync(app);
        await reviewer.PressKeyAsync("staff.renewals.approve");
        reviewer.SeesKey("problem.standard-not-met");   // nobody has looked at the proof
        using (var looking = await StaffAsync(app, Role.Reviewer))
        {
            await looking.Fill("Check.Found", "Accepted").PressKeyAsync("staff.file.save-check");
            await reviewer.OpenAsync(reviewer.Path);
            await reviewer.PressKeyAsync("staff.renewals.approve");
            reviewer.SeesKey("problem.standard-not-met");   // nor found that its provider was approved
            await looking.OpenAsync(looking.Path + looking.Page.QuerySelector("main a[href*='look=']")!.GetAttribute("href")!.Split('#')[0]);
            await looking.Fill("Check.Found", "Accepted").Check("Check.Features", looking.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        }
        await reviewer.OpenAsync(reviewer.Path);
        await reviewer.PressKeyAsync("staff.renewals.approve");
        Assert.Equal($"active current {Expired.AddYears(2):yyyy-MM-dd}", await StatusAsync(app));
        await using var db = app.Open();
        Assert.Equal(["reinstatement-by-refresher"], await db.RenewalFilings.Select(f => f.Way).ToListAsync());
    }

    [Fact]
    [Provision("CAL-209.XB1")]
    public async Task A_falsified_proof_denies_it_and_it_stays_expired()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        app.GoTo(Expired);
        using var robin = await RobinAsync(app);
        await robin.Fill("Course.Kind", "refresher-training").Fill("Course.Who", "Example Center").Fill("Course.Quantity", "80").FillDay("Course.To", Expired).PressKeyAsync("reinstatement.course-save");
        await robin.Fill("Proof.Kind", "refresher-certificate").Attach("Proof.Upload", "course.pdf", Applying.Pdf("refresher")).PressKeyAsync("apply.evidence.send");
        using var reviewer = await FiledAsync(app);
        await robin.OpenAsync(Page);
        Assert.Null(robin.Page.QuerySelector("main form[action*='Remove']"));   // what was filed with stays
        using (var looking = await StaffAsync(app, Role.Reviewer))
            await looking.Fill("Check.Found", "Falsified").Fill("Check.Note", "no such provider").PressKeyAsync("staff.file.save-check");
        await reviewer.OpenAsync(reviewer.Path);
        await reviewer.Fill("Input.Reason", "falsified").PressKeyAsync("staff.renewals.deny");
        Assert.Equal("not-current expired 2028-03-04", await StatusAsync(app));
    }

    [Fact]
    [Provision("CAL-209.X1", "CAL-209.X2", "CAL-209.V1")]
    public async Task The_exam_is_asked_for_fourteen_days_before_the_last_day_and_not_later()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        app.GoTo(LastToAsk.AddDays(1));
        using var robin = await RobinAsync(app);
        robin.Sees("February 19, 2032").DoesNotSee("Ask for the exam");
        await using (var db = app.Open())
            Assert.False(await db.ExamEligibilities.AnyAsync(e => e.Application == null));

        app.GoTo(LastDay);
        using var atTheEnd = await RobinAsync(app);
        Assert.NotNull(atTheEnd.Page.QuerySelector("[name='Course.Kind']"));
        app.GoTo(LastDay.AddDays(1));
        using var late = await RobinAsync(app);
        late.SeesKey("problem.no-way-open");
        Assert.Empty(late.Page.QuerySelectorAll("main form"));
    }

    [Fact]
    [Provision("CAL-209.X2")]
    public async Task On_the_last_day_to_ask_it_is_open_through_the_last_day_of_the_certificate()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        app.GoTo(LastToAsk);
        using var robin = await RobinAsync(app);
        await robin.PressKeyAsync("reinstatement.ask");
        await using var db = app.Open();
        Assert.Equal(LastDay, await db.ExamEligibilities.Where(e => e.Application == null).Select(e => e.WindowEnds).SingleAsync());
    }

    [Fact]
    public async Task Nobody_looks_at_their_own_proof()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        app.GoTo(Expired);
        using var robin = await RobinAsync(app);
        await robin.Fill("Proof.Kind", "refresher-certificate").Attach("Proof.Upload", "course.pdf", Applying.Pdf("refresher")).PressKeyAsync("apply.evidence.send");
        using var looking = await StaffAsync(app, Role.Reviewer);
        await using (var db = app.Open())
        {
            var account = await db.Users.Where(u => u.Email == "returns.reviewer@staff.example").Select(u => u.Id).SingleAsync();
            await db.People.Where(p => p.Account != null).ExecuteUpdateAsync(set => set.SetProperty(p => p.Account, account));   // the reviewer turns out to be Robin
        }
        await looking.Fill("Check.Found", "Accepted").PressKeyAsync("staff.file.save-check");
        looking.SeesKey("problem.own-renewal");
        await using var after = app.Open();
        Assert.False(await after.EvidenceChecks.AnyAsync(c => after.Evidence.Any(e => e.Id == c.Evidence && e.Kind == "refresher-certificate")));
    }

    [Fact]
    public async Task Bad_input_is_told_at_its_field_and_nobody_else_gets_in()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        app.GoTo(Expired);
        using var robin = await RobinAsync(app);
        await robin.Fill("Course.Kind", "refresher-training").Fill("Course.Who", "").Fill("Course.Quantity", "0").FillDay("Course.To", Expired.AddDays(1)).PressKeyAsync("reinstatement.course-save");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        foreach (var field in new[] { "Course.Who", "Course.Quantity", "Course.To" })
            Assert.NotNull(robin.ErrorAt(field));
        Assert.Equal("0", robin.ValueOf("Course.Quantity"));
        await robin.PressKeyAsync("apply.evidence.send");
        Assert.NotNull(robin.ErrorAt("Proof.Upload"));
        using var kim = await app.ApplicantAsync("kim@example.org");
        await kim.OpenAsync(Page);
        Assert.Equal(HttpStatusCode.NotFound, kim.Status);
        await using var db = app.Open();
        Assert.False(await db.Reinstatements.AnyAsync());
    }
}
