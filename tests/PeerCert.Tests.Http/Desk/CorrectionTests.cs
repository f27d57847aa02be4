using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Applications;
using PeerCert.Core.Corrections;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Desk;

/// <summary>What was recorded wrongly is put right: its effects are seen first, what was wrong stays on record, and a second person looks where a standing changes.</summary>
public sealed class CorrectionTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-801.5")]
    public async Task A_wrong_day_of_birth_is_corrected_at_once_while_nothing_was_decided_and_the_wrong_one_stays_on_record(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var file = FileOf(await robin.AppliesAsync());
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(file);
        await reviewer.FollowAsync("Correct what is on record");
        reviewer.Sees("April 27, 1985");
        await reviewer.OpenAsync($"{file}/correct?what=BirthDate");
        Assert.Equal("1985", reviewer.ValueOf("Input.Day.Year"));
        await reviewer.FillDay("Input.Day", new(2015, 4, 27)).Fill("Input.Reason", "the driver license says otherwise").PressAsync("See what follows");
        reviewer.Sees("What follows", "A decision that was made stays as it is", "It is corrected at once.");
        await using var db = app.Open();
        Assert.Equal((0, 1), (await db.Corrections.CountAsync(), await db.Facts.CountAsync(f => f.Kind == "birth-date")));   // nothing happens by looking

        await reviewer.PressAsync("Correct it");
        reviewer.Sees("Made", "April 27, 1985", "April 27, 2015", "the driver license says otherwise", "What followed");
        var facts = await db.Facts.AsNoTracking().Where(f => f.Kind == "birth-date").OrderBy(f => f.RecordedAt).ThenBy(f => f.Supersedes != null).ToListAsync();
        Assert.Equal((2, facts[0].Id, facts[0].EffectiveOn), (facts.Count, facts[1].Supersedes, facts[1].EffectiveOn));
        Assert.Equal(new DateOnly(2015, 4, 27), Assert.IsType<Fact.PersonAttribute>(facts[1].Read()).Day);
        await reviewer.OpenAsync("/staff/people");
        await reviewer.FillDay("Input.Born", new(2015, 4, 27)).PressAsync("Search");
        reviewer.Sees("Robin Example", "April 27, 2015");
        await robin.OpenAsync("/my/notices");
        robin.Sees("We corrected your date of birth");
        Assert.DoesNotContain(await db.Journal.Select(e => e.Payload).ToListAsync(), p => p is null || p.Contains("1985", StringComparison.Ordinal) || p.Contains("2015", StringComparison.Ordinal));
        Assert.Equal("the driver license says otherwise", await db.Journal.Where(e => e.EventType == "correction-made").Select(e => e.Reason).SingleAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Where_a_standing_changes_another_person_confirms_and_a_decision_that_was_made_stays(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await using var db = app.Open();
        var application = await db.Applications.AsNoTracking().SingleAsync();
        using var one = await app.SignedInAsync(await app.StaffAsync("one@staff.example", Role.Reviewer));
        await ProposeAsync(one, application, "BirthDate", page => page.FillDay("Input.Day", new(2015, 4, 27)));
        one.Sees("Waits for a second person", "You proposed it. Another person has to confirm it.");
        var address = one.Path;
        Assert.DoesNotContain(one.Page.QuerySelectorAll("button"), b => b.TextContent == "Confirm this correction");
        var proposed = await db.Corrections.Select(c => c.Id).SingleAsync();
        var own = await app.InScopeAsync(async s =>
            await s.GetRequiredService<DecideCorrection.Handler>().HandleAsync(new(proposed, Confirms: true, null, (await db.SessionOfAsync("one@staff.example", default))!), default));
        Assert.Equal("second-is-another", own.Problem?.Code);
        Assert.Equal(1, await db.Facts.CountAsync(f => f.Kind == "birth-date"));
        await ProposeAsync(one, application, "LegalName", page => page.Fill("Input.AsPrinted", "Robin Other"), "Correct it");
        one.Sees("A correction of this file waits for a second person");   // one after the other

        using var officer = await app.SignedInAsync(await app.StaffAsync("officer@staff.example", Role.ExamOfficer));
        await officer.OpenAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, officer.Status);   // not theirs to see
        using var two = await app.SignedInAsync(await app.StaffAsync("two@staff.example", Role.Reviewer));
        using var three = await app.SignedInAsync(await app.StaffAsync("three@staff.example", Role.Reviewer));
        await two.OpenAsync("/staff/corrections");
        await two.FollowAsync(application.Reference);
        await three.OpenAsync(address);
        await Task.WhenAll(two.PressAsync("Confirm this correction"), three.PressAsync("Confirm this correction"));
        Assert.Equal((2, 1), (await db.Facts.CountAsync(f => f.Kind == "birth-date"), await db.Journal.CountAsync(e => e.EventType == "correction-made")));
        await two.OpenAsync(address);
        two.Sees("Made", "staff.example");
        Assert.Equal((ApplicationState.Certified, 1), (await db.Applications.AsNoTracking().Select(a => a.State).SingleAsync(), await db.Registry.CountAsync()));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-500.2.A")]
    public async Task A_wrong_name_is_corrected_in_the_registry_and_what_it_showed_before_is_kept(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.CertifiedAsync(name: "Robin Exampel");
        await using var db = app.Open();
        var application = await db.Applications.AsNoTracking().SingleAsync();
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync($"/staff/applications/{application.Id}/correct?what=LegalName");
        await reviewer.Fill("Input.AsPrinted", "Robin Example").Fill("Input.Given", "Robin").Fill("Input.Family", "Example").Fill("Input.Reason", "a slip of the finger").PressAsync("See what follows");
        reviewer.Sees("The registry shows MPSS000001 with the name Robin Example. It showed Robin Exampel.");
        await reviewer.PressAsync("Correct it");
        reviewer.Sees("Made");

        using var anybody = app.Anonymous;
        await anybody.OpenAsync("/registry/MPSS000001");
        anybody.Sees("Robin Example");
        anybody.DoesNotSee("Exampel");
        foreach (var (asked, found) in new[] { ("exampel", false), ("example, robin", true) })
        {
            await anybody.OpenAsync($"/registry?q={Uri.EscapeDataString(asked)}");
            Assert.Equal(found, anybody.Has("MPSS000001"));
        }
        await robin.OpenAsync("/my/certificate/MPSS000001");
        robin.Sees("Robin Example");
        Assert.Equal(["Robin Exampel", "Robin Example"], await db.Publications.OrderBy(p => p.ShownFrom).ThenBy(p => p.Because == "correction-made").Select(p => p.LegalName).ToListAsync());
        Assert.Equal(2, await db.LegalNames.CountAsync());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.11")]
    public async Task A_result_that_was_a_pass_after_all_starts_the_clock_of_the_certificate_and_yesterdays_file_does_not_undo_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.PassedAsync(outcome: "Fail");
        await using var db = app.Open();
        var application = await db.Applications.AsNoTracking().SingleAsync();
        var attempt = await db.ExamAttempts.AsNoTracking().SingleAsync();
        using var officer = await app.SignedInAsync(await app.StaffAsync("officer@staff.example", Role.ExamOfficer));
        await ProposeAsync(officer, application, "ExamResult", page => page.Fill("Input.Outcome", "Pass"), attempt: attempt.Id);
        officer.Sees("The exam becomes", "A certificate is due by");
        using var registrar = await app.SignedInAsync(await app.StaffAsync("registrar@staff.example", Role.Registrar));
        await registrar.OpenAsync(officer.Path);
        await registrar.PressAsync("Confirm this correction");
        Assert.Equal(ExamEligibilityState.Passed, await db.ExamEligibilities.AsNoTracking().Select(e => e.State).SingleAsync());
        Assert.Equal(application.DecidedOn!.Value.AddDays(14), await db.Applications.AsNoTracking().Select(a => a.DueOn).SingleAsync());
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<PeerCert.Core.Certifications.VerifyClocks>().HandleAsync(default)));
        await registrar.OpenAsync("/staff/certificates");
        registrar.Sees(application.Reference);

        // The wrong line comes again, as does the right one.
        var candidate = await db.ExamEligibilities.Select(e => e.CandidateId).SingleAsync();
        foreach (var (outcome, says) in new[] { ("Fail", "was found to be wrong"), ("Pass", "Saved") })
        {
            await officer.OpenAsync("/staff/results");
            await officer.Fill("Input.CandidateId", candidate).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", outcome).PressAsync("Save the result");
            Assert.True(officer.Has(says) || outcome is "Pass" && officer.Status is HttpStatusCode.OK, officer.Said);
        }
        Assert.Equal([AttemptOutcome.Fail, AttemptOutcome.Pass], await db.ExamAttempts.OrderBy(a => a.Revision).Select(a => a.Outcome).ToListAsync());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.11")]
    public async Task A_pass_that_was_somebody_elses_takes_its_certificate_with_it_and_the_number_is_never_used_again(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await using var db = app.Open();
        var application = await db.Applications.AsNoTracking().SingleAsync();
        var attempt = await db.ExamAttempts.AsNoTracking().SingleAsync();
        using var officer = await app.SignedInAsync(await app.StaffAsync("officer@staff.example", Role.ExamOfficer));
        await ProposeAsync(officer, application, "ExamResult", page => page.Fill("Input.Outcome", "Cancelled"), attempt: attempt.Id);
        officer.Sees("Certificate MPSS000001 is annulled");
        using var anybody = app.Anonymous;
        await anybody.OpenAsync("/registry/MPSS000001");
        anybody.Sees("Robin Example");
        using var registrar = await app.SignedInAsync(await app.StaffAsync("registrar@staff.example", Role.Registrar));
        await registrar.OpenAsync(officer.Path);
        await registrar.PressAsync("Confirm this correction");

        await anybody.OpenAsync("/registry/MPSS000001");
        Assert.Equal(HttpStatusCode.NotFound, anybody.Status);
        await anybody.OpenAsync("/registry?q=robin+example");
        anybody.DoesNotSee("MPSS000001");
        await robin.OpenAsync("/my/certificate/MPSS000001");
        Assert.Equal(HttpStatusCode.NotFound, robin.Status);
        await robin.OpenAsync("/my");
        robin.DoesNotSee("MPSS000001");
        var after = await db.Applications.AsNoTracking().SingleAsync();
        Assert.Equal((ApplicationState.Approved, (DateOnly?)null, ExamEligibilityState.Open), (after.State, after.DueOn, await db.ExamEligibilities.AsNoTracking().Select(e => e.State).SingleAsync()));
        Assert.Equal(["none", "withdrawn"], await db.Publications.OrderBy(p => p.ShownFrom).ThenBy(p => p.Action).Select(p => p.Action).ToListAsync());

        app.Time.Advance(TimeSpan.FromDays(3));
        using var later = await app.SignedInAsync(await app.StaffAsync("later@staff.example", Role.ExamOfficer, Role.Registrar));
        await later.OpenAsync("/staff/results");
        await later.Fill("Input.CandidateId", await db.ExamEligibilities.Select(e => e.CandidateId).SingleAsync()).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").PressAsync("Save the result");
        await later.OpenAsync("/staff/certificates");
        await later.PressAsync("Issue these certificates");
        later.Sees("MPSS000002");
        Assert.Equal([("MPSS000001", true), ("MPSS000002", false)], (await db.Certificates.OrderBy(c => c.Number).Select(c => new { c.Number, c.AnnulledOn }).ToListAsync()).Select(c => (c.Number, c.AnnulledOn is not null)));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-208.1")]
    public async Task A_wrong_day_of_issue_moves_both_days_of_the_certificate(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        var issued = app.Clock.Today;
        app.Time.Advance(TimeSpan.FromDays(5));
        await using var db = app.Open();
        var application = await db.Applications.AsNoTracking().SingleAsync();
        using var one = await app.SignedInAsync(await app.StaffAsync("one@staff.example", Role.Registrar));
        foreach (var (day, says) in new[] { (issued, "This is what is on record already."), (issued.AddDays(-1), "A certificate cannot be issued before"), (issued.AddDays(6), "has not come yet") })
        {
            await one.OpenAsync($"/staff/applications/{application.Id}/correct?what=IssueDay");
            await one.FillDay("Input.Day", day).Fill("Input.Reason", "printed late").PressAsync("See what follows");
            Assert.Contains(says, one.ErrorAt("Input.Day"), StringComparison.Ordinal);
            Assert.Equal("printed late", one.ValueOf("Input.Reason"));
        }
        await ProposeAsync(one, application, "IssueDay", page => page.FillDay("Input.Day", issued.AddDays(5)));
        one.Sees("The registry shows MPSS000001 from");
        using var two = await app.SignedInAsync(await app.StaffAsync("two@staff.example", Role.Registrar));
        await two.OpenAsync(one.Path);
        var before = await db.Certificates.AsNoTracking().SingleAsync();
        await two.PressAsync("Confirm this correction");
        var after = await db.Certificates.AsNoTracking().SingleAsync();
        Assert.Equal((before.IssuedOn.AddDays(5), before.CurrentUntil.AddDays(5)), (after.IssuedOn, after.CurrentUntil));
        Assert.Equal((after.IssuedOn, after.CurrentUntil), await db.Registry.Select(r => new { r.ActiveFrom, r.Expires }).SingleAsync() is { } line ? (line.ActiveFrom, line.Expires) : default);
        Assert.Equal(2, await db.CertificateTerms.CountAsync());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.11")]
    public async Task A_certificate_that_should_not_have_been_issued_is_annulled_and_is_due_again_while_the_pass_stands(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await using var db = app.Open();
        var application = await db.Applications.AsNoTracking().SingleAsync();
        using var one = await app.SignedInAsync(await app.StaffAsync("one@staff.example", Role.Registrar));
        await ProposeAsync(one, application, "Issue", _ => { });
        using var two = await app.SignedInAsync(await app.StaffAsync("two@staff.example", Role.Reviewer));
        await two.OpenAsync(one.Path);
        await two.PressAsync("Confirm this correction");
        Assert.Equal((0, app.Clock.Today.AddDays(14)), (await db.Registry.CountAsync(), await db.Applications.AsNoTracking().Select(a => a.DueOn).SingleAsync()));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<PeerCert.Core.Certifications.VerifyClocks>().HandleAsync(default)));
        await one.OpenAsync("/staff/certificates");
        await one.PressAsync("Issue these certificates");
        one.Sees("MPSS000002");
    }

    [Theory, OnEveryDatabase]
    public async Task What_does_not_follow_any_more_is_not_made(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.PassedAsync(outcome: "Fail");
        await using var db = app.Open();
        var application = await db.Applications.AsNoTracking().SingleAsync();
        var attempt = await db.ExamAttempts.AsNoTracking().SingleAsync();
        using var one = await app.SignedInAsync(await app.StaffAsync("one@staff.example", Role.ExamOfficer));
        await ProposeAsync(one, application, "ExamResult", page => page.Fill("Input.Outcome", "Pass"), attempt: attempt.Id);
        var address = one.Path;
        app.Time.Advance(TimeSpan.FromDays(2));
        using var later = await app.SignedInAsync("one@staff.example");
        await later.OpenAsync("/staff/results");
        await later.Fill("Input.CandidateId", await db.ExamEligibilities.Select(e => e.CandidateId).SingleAsync()).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").PressAsync("Save the result");
        using var two = await app.SignedInAsync(await app.StaffAsync("two@staff.example", Role.Registrar));
        await two.OpenAsync(address);
        await two.PressAsync("Confirm this correction");
        two.Sees("What follows from this correction is not what was shown before.");
        Assert.Equal(2, await db.ExamAttempts.CountAsync());
        await two.Fill("Input.Reason", "").PressAsync("Reject it");
        Assert.NotNull(two.ErrorAt("Input.Reason"));
        await two.Fill("Input.Reason", "sat again since").PressAsync("Reject it");
        two.Sees("Rejected");
        await two.OpenAsync(address);
        two.DoesNotSee("Confirm this correction");
    }

    [Theory, OnEveryDatabase]
    public async Task Each_role_corrects_what_is_its_own_and_nothing_else(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await using var db = app.Open();
        var (id, attempt) = (await db.Applications.Select(a => a.Id).SingleAsync(), await db.ExamAttempts.Select(a => a.Id).SingleAsync());
        foreach (var role in new[] { Role.Reviewer, Role.ExamOfficer, Role.Registrar })
        {
            using var page = await app.SignedInAsync(await app.StaffAsync($"{role}@staff.example".ToLowerInvariant(), role));
            foreach (var kind in Enum.GetValues<CorrectionKind>())
            {
                await page.OpenAsync($"/staff/applications/{id}/correct?what={kind}&attempt={attempt}");
                Assert.Equal(Permissions.Allow([role], Correction.PermissionFor(kind)) ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.Status);
            }
            await page.OpenAsync($"/staff/applications/{id}/corrections");
            Assert.Equal(role is Role.Reviewer, page.Has("April 27, 1985"));
        }
    }

    private static string FileOf(string my) => my.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);

    private static async Task ProposeAsync(PageDriver page, Application application, string what, Action<PageDriver> fill, string press = "Propose it to a second person", Id<ExamAttempt>? attempt = null)
    {
        await page.OpenAsync($"/staff/applications/{application.Id}/correct?what={what}&attempt={attempt}");
        fill(page);
        await page.Fill("Input.Reason", "the paper says so").PressAsync("See what follows");
        await page.PressAsync(press);
    }
}
