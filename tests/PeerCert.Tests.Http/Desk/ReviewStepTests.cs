using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Desk;

/// <summary>What a reviewer does with a file beside deciding it: reasons and the letter, a second reviewer, taking a step back, notes.</summary>
public sealed class ReviewStepTests
{
    private static readonly Dictionary<string, string?> HoldsBack = new() { ["Review:HoldBackMinutes"] = "5" };
    private static readonly Dictionary<string, string?> AsksForSecond = new() { ["Review:SecondReviewerFor:0"] = "Approve", ["Review:SecondReviewerFor:1"] = "AskForItems" };

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.8")]
    public async Task The_letter_names_each_missing_point_with_its_reason_in_the_language_of_its_reader(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync(hours: "79");
        await robin.OpenAsync("/language/es?to=/my");
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(FileOf(mine));
        await reviewer.FollowAsync("Ask for what is missing");
        reviewer.Sees("Language: Español", "Para Robin Example");
        var rules = reviewer.Page.QuerySelectorAll("[name$='.Rule']").Select(r => r.GetAttribute("value")!).ToList();
        Assert.NotEmpty(rules);

        // A point without a reason, and one whose words are too long, are refused at their fields; nothing is sent.
        await reviewer.Fill("Items[0].Reason", "").Fill("Items[1].Words", new string('x', AskedReason.WordsLength + 1)).PressAsync("Send this letter");
        Assert.Equal(HttpStatusCode.BadRequest, reviewer.Status);
        Assert.NotNull(reviewer.ErrorAt("Items[0].Reason"));
        Assert.NotNull(reviewer.ErrorAt("Items[1].Words"));

        await reviewer.Fill("Items[0].Reason", "CannotBeRead").Fill("Items[0].Words", "The lower half is dark.").Fill("Items[1].Words", new string('x', AskedReason.WordsLength)).PressAsync("See the letter with these reasons");
        reviewer.Sees("No se puede leer. Envíe una foto clara.", "The lower half is dark.");
        Assert.Equal(0, await StepsAsync(app));
        await reviewer.PressAsync("Send this letter");
        reviewer.Sees("Waiting for you");

        await robin.OpenAsync(mine);
        robin.Sees("No se puede leer. Envíe una foto clara.", "The lower half is dark.");
        await robin.OpenAsync("/my/notices");
        await robin.OpenAsync(robin.Page.QuerySelector("main a[href^='/my/letters/']")!.GetAttribute("href")!);
        robin.Sees("No se puede leer. Envíe una foto clara.", "The lower half is dark.");
        await using var db = app.Open();
        Assert.Equal(rules.Order(), (await db.AskedReasons.Select(a => a.Rule).ToListAsync()).Order());
        Assert.DoesNotContain(await db.Journal.ToListAsync(), e => e.Payload!.Contains("lower half", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task A_step_is_taken_back_until_the_person_is_told_and_leaves_both_lines_in_the_journal(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: HoldsBack);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(FileOf(mine));
        await app.RunBackgroundAsync();
        var mails = app.SentMail.Count;
        await reviewer.AsksForItemsAsync();
        await app.RunBackgroundAsync();
        await robin.OpenAsync("/my/notices");
        robin.DoesNotSee("Something is missing");
        Assert.Equal(mails, app.SentMail.Count);

        using var other = await app.SignedInAsync(await app.StaffAsync("other@staff.example", Role.Reviewer));
        await other.OpenAsync(FileOf(mine));
        other.DoesNotSee("Take it back");   // theirs alone
        await reviewer.OpenAsync(FileOf(mine));
        var undo = reviewer.FormOf("Take it back");
        await reviewer.PressAsync("Take it back");
        reviewer.Sees("Took a step back");
        await reviewer.SendAgainAsync(undo);
        Assert.Equal(HttpStatusCode.Conflict, reviewer.Status);   // sent twice, it is taken back once

        app.Time.Advance(TimeSpan.FromMinutes(10));
        await app.RunBackgroundAsync();
        await robin.OpenAsync("/my/notices");
        robin.DoesNotSee("Something is missing");
        Assert.Equal(mails, app.SentMail.Count);
        await using var db = app.Open();
        var application = await db.Applications.SingleAsync();
        Assert.Equal((ApplicationState.Submitted, new DateOnly(2026, 4, 3)), (application.State, application.DueOn));   // the clock of before
        Assert.Empty(await db.Stages.ToListAsync());
        Assert.Equal(["items-asked-for", "step-undone"], await db.Journal.Where(e => e.EventType == "items-asked-for" || e.EventType == "step-undone").OrderBy(e => e.Id).Select(e => e.EventType).ToListAsync());
        Assert.Equal("reviewer@staff.example", (await db.Claims.SingleAsync()).Name);
    }

    [Theory, OnEveryDatabase]
    public async Task Once_the_person_was_told_a_step_stays(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: HoldsBack);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(FileOf(mine));
        await reviewer.AsksForItemsAsync();
        var undo = reviewer.FormOf("Take it back");
        await reviewer.PressAsync("Tell the person now");
        await app.RunBackgroundAsync();
        await robin.OpenAsync("/my/notices");
        robin.Sees("Something is missing");
        await reviewer.SendAgainAsync(undo);
        Assert.Equal(HttpStatusCode.Conflict, reviewer.Status);
        reviewer.Sees("The person was told of this step already.").DoesNotSee("Take it back");
    }

    [Theory, OnEveryDatabase]
    public async Task An_approval_is_taken_back_with_the_exam_that_would_have_followed(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: HoldsBack);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var reviewer = await app.SignedInAsync(await app.StaffAsync("both@staff.example", Role.Reviewer, Role.Finance));
        await reviewer.OpenAsync(FileOf(mine));
        await ReadyAsync(app, reviewer);
        await reviewer.PressAsync("Mark as complete");
        await reviewer.PressAsync("Approve");
        await reviewer.PressAsync("Take it back");
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.RunBackgroundAsync();
        await using (var db = app.Open())
        {
            Assert.Empty(await db.ExamEligibilities.ToListAsync());
            Assert.Equal(ApplicationState.Complete, (await db.Applications.SingleAsync()).State);
            Assert.Null((await db.Applications.SingleAsync()).DecidedOn);
        }

        // And complete goes back to sent: nobody is told of it, so only its hour counts.
        await reviewer.OpenAsync(FileOf(mine));
        app.Time.Advance(TimeSpan.FromMinutes(54));   // the sixtieth minute
        await reviewer.PressAsync("Take it back");
        await reviewer.PressAsync("Mark as complete");
        await reviewer.PressAsync("Approve");
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.RunBackgroundAsync();
        await reviewer.OpenAsync(FileOf(mine));
        reviewer.DoesNotSee("Take it back").Sees("Candidate number");
    }

    [Theory, OnEveryDatabase]
    public async Task After_its_hour_a_step_stays_even_where_nobody_was_told(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var reviewer = await app.SignedInAsync(await app.StaffAsync("both@staff.example", Role.Reviewer, Role.Finance));
        await reviewer.OpenAsync(FileOf(mine));
        await ReadyAsync(app, reviewer);
        await reviewer.PressAsync("Mark as complete");
        var undo = reviewer.FormOf("Take it back");
        app.Time.Advance(TimeSpan.FromMinutes(60) + TimeSpan.FromSeconds(1));
        await reviewer.SendAgainAsync(undo);
        Assert.Equal(HttpStatusCode.Conflict, reviewer.Status);
        reviewer.Sees("A step can be taken back for 60 minutes. That time is over.");
    }

    [Theory, OnEveryDatabase]
    public async Task A_step_that_needs_a_second_reviewer_happens_when_another_one_confirms_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: AsksForSecond);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var first = await app.SignedInAsAsync(Role.Reviewer);
        using var second = await app.SignedInAsync(await app.StaffAsync("second@staff.example", Role.Reviewer));
        await first.OpenAsync(FileOf(mine));
        await first.AsksForItemsAsync();
        first.Sees("Another reviewer has to confirm it.").DoesNotSee("Confirm this step");
        await robin.OpenAsync("/my/notices");
        robin.DoesNotSee("Something is missing");
        await first.OpenAsync($"{FileOf(mine)}/letter?step=AskForItems");
        Assert.Equal(HttpStatusCode.Conflict, first.Status);   // one proposal at a time

        await second.OpenAsync("/staff");
        await second.PressAsync("Next file");   // the proposer's own next file it is not
        second.Sees("reviewer@staff.example proposed this step");
        await second.PressAsync("Say no to it");
        Assert.NotNull(second.ErrorAt("Second.Reason"));
        await second.Fill("Second.Reason", "The diploma is fine.").PressAsync("Say no to it");
        second.Sees("Said no to a proposed step", "The diploma is fine.");

        await second.AsksForItemsAsync();   // now the second one proposes
        await first.OpenAsync(FileOf(mine));
        var confirm = first.FormOf("Confirm this step");
        await first.PressAsync("Confirm this step");
        first.Sees("Waiting for you");
        await first.SendAgainAsync(confirm);
        Assert.Equal(HttpStatusCode.Conflict, first.Status);
        await robin.OpenAsync("/my/notices");
        robin.Sees("Something is missing");
        await using var db = app.Open();
        var step = await db.ReviewSteps.SingleAsync(s => s.State == ReviewStepState.Taken);
        Assert.Equal(("second@staff.example", "reviewer@staff.example"), (step.Name, step.SecondName));
        Assert.Equal(1, await db.Decisions.CountAsync());
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "items-asked-for"));
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_confirms_what_they_proposed_whatever_they_send(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: AsksForSecond);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var first = await app.SignedInAsAsync(Role.Reviewer);
        using var second = await app.SignedInAsync(await app.StaffAsync("second@staff.example", Role.Reviewer));
        await first.OpenAsync(FileOf(mine));
        await first.AsksForItemsAsync();
        await second.OpenAsync(FileOf(mine));
        var theirs = second.FormOf("Confirm this step").Form!;
        var own = first.FormOf("Say no to it");
        own.Form!.SetAttribute("action", theirs.GetAttribute("action")!);
        await first.SendAgainAsync(own);
        Assert.Equal(HttpStatusCode.Conflict, first.Status);
        first.Sees("You proposed this step yourself.");
        await using var db = app.Open();
        Assert.Equal(ApplicationState.Submitted, (await db.Applications.SingleAsync()).State);
    }

    [Theory, OnEveryDatabase]
    public async Task What_changed_since_the_last_decision_stands_on_top_and_notes_are_for_the_staff(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync(hours: "79");
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(FileOf(mine));
        reviewer.DoesNotSee("What changed since the last decision");
        await reviewer.Fill("Note.Says", "Called the school about the hours.").PressAsync("Save note");
        await reviewer.PressAsync("Save note");
        Assert.NotNull(reviewer.ErrorAt("Note.Says"));
        await reviewer.OpenAsync(FileOf(mine));
        await reviewer.AsksForItemsAsync();
        reviewer.Sees("Called the school about the hours.");

        await robin.OpenAsync($"{mine}/entries/core-training");
        await robin.PressKeyAsync("apply.entries.remove");
        await robin.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", "80").FillDay("Input.To", new(2026, 1, 15)).PressKeyAsync("apply.entries.add");
        await robin.OpenAsync($"{mine}/review");
        await robin.PressKeyAsync("apply.review.send");
        await reviewer.OpenAsync(FileOf(mine));
        reviewer.Sees("What changed since the last decision", "Changed: ");
        await robin.OpenAsync(mine);
        robin.DoesNotSee("Called the school");
        await using var db = app.Open();
        Assert.DoesNotContain(await db.Journal.ToListAsync(), e => e.Payload!.Contains("Called", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Staff_see_a_file_as_its_applicant_does_and_who_saw_it_is_told(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(FileOf(mine));
        await reviewer.AsksForItemsAsync();
        await robin.OpenAsync(mine);
        await reviewer.FollowAsync("See it as the applicant sees it");
        foreach (var item in robin.Page.QuerySelectorAll(".asked li strong"))
            reviewer.Sees(item.TextContent.Trim());
        Assert.Empty(reviewer.Page.QuerySelectorAll("main form"));   // to read only
        Assert.Empty(reviewer.Page.QuerySelectorAll("main a[href^='/my']"));

        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync($"{FileOf(mine)}/readers");
        registrar.Sees("reviewer@staff.example", "The application, as the applicant sees it");
        await registrar.OpenAsync($"{FileOf(mine)}/readers");
        registrar.Sees("registrar@staff.example", "Who saw this file");   // asking is a reading, too
    }

    private static string FileOf(string mine) => mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);

    private static async Task ReadyAsync(TestApp app, PageDriver reviewer)
    {
        await app.ApproveFeesAsync();
        await reviewer.AcceptsEverythingAsync();
        await reviewer.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");
    }

    private static async Task<int> StepsAsync(TestApp app)
    {
        await using var db = app.Open();
        return await db.ReviewSteps.CountAsync();
    }
}
