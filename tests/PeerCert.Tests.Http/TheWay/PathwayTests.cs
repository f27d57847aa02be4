using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>The application asks what the pack asks on the pathway that was chosen, no more and no less.</summary>
public sealed class PathwayTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-204.1.C", "CAL-204.1.D", "CAL-204.1.D.i", "CAL-204.1.E", "CAL-204.1.F", "CAL-801.3", "CAL-801.5")]
    public async Task Somebody_certified_in_another_state_is_asked_by_the_out_of_state_pathway(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var casey = await app.ApplicantAsync("casey@example.org");
        await casey.FillsInOutOfStateAsync();
        casey.Sees("Certified in another state", "Example Peers of Texas: 1600 hours, from February 1, 2024 to January 31, 2025.", "Example Law Course: 6 hours");
        casey.DoesNotSee("core training");
        await casey.PressAsync("Send my application");
        casey.Sees("We are looking at your application");

        using var staff = await app.SignedInAsAsync(Role.Reviewer, Role.Finance);
        await staff.OpenAsync(casey.Path.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        staff.Sees("CalMHSA 2025 §204(1)(C)", "CalMHSA 2025 §204(1)(F)(i)", "Example Conference: 14 hours");
        staff.DoesNotSee("§202(1)(G)");
        await staff.AcceptsEverythingAsync();
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 18").PressAsync("Record this fee");

        // what the other state says stands in the way until it is recorded that it is over
        await staff.Fill("Overlay.Kind", "out-of-state-discipline").Fill("Overlay.IsThere", "yes").PressAsync("Record this finding");
        Assert.NotNull(staff.ErrorAt("Overlay.From"));
        Assert.NotNull(staff.ErrorAt("Overlay.Reason"));
        await staff.FillDay("Overlay.From", new(2026, 2, 1)).Fill("Overlay.Reason", "Their public list shows an open case.").PressAsync("Record this finding");
        await staff.PressAsync("Mark as complete");
        staff.Sees("The standard is not met yet");
        await staff.Fill("Overlay.Kind", "out-of-state-discipline").Fill("Overlay.IsThere", "no").Fill("Overlay.Reason", "Closed without action.").PressAsync("Record this finding");
        await staff.PressAsync("Mark as complete");
        await staff.PressAsync("Approve");
        staff.Sees("Approved", "Their public list shows an open case.", "Closed without action.");

        await using var db = app.Open();
        var facts = await db.Facts.Where(f => f.Kind == "out-of-state-discipline").OrderBy(f => f.RecordedAt).ThenBy(f => f.Id).ToListAsync();
        Assert.Equal([false, true], facts.Select(f => f.IsWithdrawal));
        Assert.Equal(facts[0].Id, facts[1].Supersedes);
    }

    [Fact]
    [Provision("CAL-102.16", "CAL-204.5")]
    public async Task Only_pathways_that_are_open_today_are_offered()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressAsync("Start an application");
        await robin.FollowAsync("How you apply");
        Assert.Equal(["initial", "out-of-state"], robin.ChoicesOf("Input.Value"));

        await robin.Fill("Input.Value", "initial").PressAsync("Save and go on");
        var evidence = robin.Path.Replace("/about-you", "/evidence", StringComparison.Ordinal);
        await robin.OpenAsync(evidence);
        robin.Sees("High school diploma", "Certificate of core training");
        robin.DoesNotSee("Letter from a supervisor");
        await robin.OpenAsync(evidence.Replace("/evidence", "/entries/peer-work", StringComparison.Ordinal));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, robin.Status);
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.8", "CAL-801.8.A", "CAL-801.8.D")]
    public async Task The_deficiency_letter_lists_the_steps_as_they_were_when_it_was_sent(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync(hours: "79");
        using var staff = await app.SignedInAsAsync(Role.Reviewer, Role.Finance);
        await staff.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        await staff.AsksForItemsAsync();
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");

        await robin.OpenAsync("/my/notices");
        var letter = robin.Page.QuerySelectorAll("main a").First(a => a.TextContent.StartsWith("Read the letter", StringComparison.Ordinal)).GetAttribute("href")!;
        await robin.OpenAsync(letter);
        robin.Sees("To Robin Example", "What is left to do", "Your longest course has 79", "Please pay the application fee of $100.00.", "CalMHSA 2025 §202(1)(G)");
        Assert.Equal(2, robin.Page.QuerySelectorAll("main ol > li").Length);

        using var casey = await app.ApplicantAsync("casey@example.org");
        await casey.OpenAsync(letter);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, casey.Status);
    }

    /// <summary>The steps above a page say what is done, not what comes before it.</summary>
    [Theory, OnEveryDatabase]
    public async Task A_step_that_was_passed_over_is_still_to_do(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.SeesTheOrientationAsync();
        await robin.PressAsync("Start an application");
        var mine = robin.Path;
        string[] Steps() => [.. robin.Page.QuerySelectorAll(".usa-step-indicator__segment-label").Select(s => s.TextContent)];

        await robin.OpenAsync($"{mine}/about-you");
        Assert.Equal(["How you apply (still to do)", "About you", "Check and send (still to do)"], Steps());
        await robin.OpenAsync($"{mine}/pathway");
        await robin.Fill("Input.Value", "initial").PressAsync("Save and go on");
        await robin.OpenAsync($"{mine}/ethics");
        Assert.Equal(
            ["How you apply (done)", "About you (still to do)", "Your experience (still to do)", "Core training (still to do)", "Your documents (still to do)", "Code of ethics", "Check and send (still to do)"],
            Steps());
        await robin.OpenAsync($"{mine}/about-you");
        Assert.Equal("How you apply (done)", Steps()[0]);
    }

    /// <summary>A page that only shows is not sent to: whoever does gets no half-loaded page.</summary>
    [Theory, OnEveryDatabase]
    public async Task A_page_without_a_form_takes_none(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.SeesTheOrientationAsync();
        var token = robin.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await robin.PressAsync("Start an application");
        foreach (var path in (string[])[robin.Path, "/", "/registry", "/my/notices"])
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            Assert.Equal(System.Net.HttpStatusCode.MethodNotAllowed, (await robin.Http.PostAsync(path, form)).StatusCode);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task An_answer_taken_back_before_it_is_sent_again_no_longer_counts(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync(hours: "79");
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        await reviewer.AsksForItemsAsync();

        await robin.OpenAsync($"{mine}/entries/core-training");
        await robin.PressAsync("Remove");
        await robin.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", "80,5").FillDay("Input.To", new(2026, 1, 20)).PressAsync("Add this");
        await robin.OpenAsync($"{mine}/review");
        robin.Sees("80.5 hours");
        await robin.PressAsync("Send my application");

        await using var db = app.Open();
        var facts = await db.Facts.Where(f => f.Kind == "core-training").OrderBy(f => f.RecordedAt).ThenBy(f => f.Id).ToListAsync();
        Assert.Equal([79m, 80.5m], facts.Select(f => ((Fact.Span)f.Read()).Quantity));
        Assert.Equal(facts[0].Id, facts[1].Supersedes);
    }

    [Theory]
    [InlineData("", "1600", "2024-02-01", "2025-01-31", "Who")]
    [InlineData("Example Peers", "0", "2024-02-01", "2025-01-31", "Quantity")]
    [InlineData("Example Peers", "1600", "2025-02-01", "2025-01-31", "To")]
    [InlineData("Example Peers", "1600", "2024-02-01", "2027-01-31", "To")]
    public async Task What_cannot_be_is_said_at_its_field_and_stays_typed(string who, string hours, string from, string to, string field)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var casey = await app.ApplicantAsync();
        await casey.OpenAsync("/my");
        await casey.PressAsync("Start an application");
        await casey.FollowAsync("How you apply");
        await casey.Fill("Input.Value", "out-of-state").PressAsync("Save and go on");
        await casey.OpenAsync(casey.Path.Replace("/about-you", "/entries/peer-work", StringComparison.Ordinal));
        await casey.Fill("Input.Who", who).Fill("Input.Quantity", hours)
            .FillDay("Input.From", DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture)).FillDay("Input.To", DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture)).PressAsync("Add this");

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, casey.Status);
        Assert.NotNull(casey.ErrorAt($"Input.{field}"));
        Assert.Equal(hours, casey.ValueOf("Input.Quantity"));
        casey.DoesNotSee("Remove");
    }
}
