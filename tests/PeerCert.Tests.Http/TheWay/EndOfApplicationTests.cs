using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Applications;
using PeerCert.Core.Ledger;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>An application that its applicant takes back, and one that nobody made complete in time.</summary>
public sealed class EndOfApplicationTests
{
    [Theory, OnEveryDatabase]
    public async Task A_sent_application_is_taken_back_and_leaves_the_desk(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        var file = mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);
        using var staff = await app.SignedInAsAsync(Role.Reviewer);
        await staff.OpenAsync($"{file}/claim");
        await staff.PressAsync("Take this file");

        await robin.FollowAsync("Withdraw this application");
        robin.Sees("We stop working on it", "Fees that you paid do not come back by themselves");
        var form = robin.FormOf("Withdraw");
        await robin.Fill("Input.Reason", "I moved away").PressAsync("Withdraw");
        Assert.Equal(mine, robin.Path);
        robin.Sees("You withdrew this application. You can start a new one at any time.");
        robin.DoesNotSee("Withdraw this application");
        await robin.SendAgainAsync(form);   // a double click
        Assert.Equal(HttpStatusCode.OK, robin.Status);
        await robin.OpenAsync($"{mine}/withdraw");
        Assert.Equal(mine, robin.Path);

        await using var db = app.Open();
        var application = await db.Applications.SingleAsync();
        Assert.Equal((ApplicationState.Withdrawn, (DateOnly?)null), (application.State, application.DueOn));
        Assert.Empty(await db.Claims.ToListAsync());
        var withdrawn = await db.Journal.SingleAsync(e => e.EventType == "application-withdrawn");
        Assert.Equal(("I moved away", "robin@example.org"), (withdrawn.Reason, withdrawn.ActorName));
        Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == "application-withdraw"));
        await staff.OpenAsync("/staff");
        staff.DoesNotSee(application.Reference);
        await staff.OpenAsync(file);
        staff.Sees("Withdrawn");
        staff.DoesNotSee("Mark as complete");

        await robin.OpenAsync("/my");
        await robin.PressAsync("Start an application");
        Assert.NotEqual(mine, robin.Path);
    }

    [Theory, OnEveryDatabase]
    public async Task A_draft_that_is_taken_back_is_never_seen_by_staff(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressAsync("Start an application");
        var mine = robin.Path;
        await robin.FollowAsync("Withdraw this application");
        robin.Sees("What you typed here is not sent");
        robin.DoesNotSee("Fees that you paid");
        await robin.Fill("Input.Reason", new string('x', Reason.MaxLength + 1)).PressAsync("Withdraw");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        Assert.Equal(Reason.MaxLength + 1, robin.ValueOf("Input.Reason").Length);
        await robin.Fill("Input.Reason", new string('x', Reason.MaxLength)).PressAsync("Withdraw");
        Assert.Equal(mine, robin.Path);

        using var staff = await app.SignedInAsAsync(Enum.GetValues<Role>());
        await staff.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, staff.Status);
        await using var db = app.Open();
        Assert.Equal(0, await db.Notices.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Of_an_applicant_who_takes_it_back_and_staff_who_decide_at_once_one_is_first(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var staff = await app.SignedInAsAsync(Role.Reviewer);
        await staff.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        await staff.FollowAsync("Ask for what is missing");
        await robin.FollowAsync("Withdraw this application");
        await robin.PressAsync("Withdraw");
        await staff.PressAsync("Send this letter");
        Assert.Equal(HttpStatusCode.Conflict, staff.Status);
        staff.Sees("robin@example.org changed this first");

        using var casey = await app.ApplicantAsync("casey@example.org");
        await casey.OpenAsync(mine);
        Assert.Equal(HttpStatusCode.NotFound, casey.Status);
        await casey.OpenAsync($"{mine}/withdraw");
        Assert.Equal(HttpStatusCode.NotFound, casey.Status);
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.8.B", "CAL-801.8.C")]
    public async Task Still_incomplete_after_day_90_it_ends_with_its_fees_and_not_a_day_before(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync(hours: "79");
        using var staff = await app.SignedInAsAsync(Enum.GetValues<Role>());
        await staff.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");
        await staff.AsksForItemsAsync();

        await OnDayAsync(app, mine, 90);
        Assert.Equal(ApplicationState.Incomplete, await StateAsync(app));

        await OnDayAsync(app, mine, 91, voids: false);
        using (var late = await app.SignedInAsync("robin@example.org"))
        {
            await late.OpenAsync($"{mine}/review");
            await late.PressAsync("Send my application");
            Assert.Equal(HttpStatusCode.Conflict, late.Status);
            late.Sees("The last day to send what was missing was June 2, 2026");
        }
        await app.RunBackgroundAsync();
        await app.RunBackgroundAsync();   // run twice it ends once
        Assert.Equal(ApplicationState.Voided, await StateAsync(app));

        await using var db = app.Open();
        var entries = await db.Ledger.ToListAsync();
        Assert.Equal(2, entries.Count);
        var sums = entries.SelectMany(e => e.Postings).GroupBy(p => p.Account).ToDictionary(g => g.Key, g => g.Sum(p => p.Cents));
        Assert.True(sums[LedgerAccount.Received] > 0);
        Assert.Equal((-sums[LedgerAccount.Received], 0L), (sums[LedgerAccount.Forfeited], sums[LedgerAccount.FeeIncome]));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "application-voided"));
        Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == "application-void"));
        using var after = await app.SignedInAsync("robin@example.org");
        await after.OpenAsync(mine);
        after.Sees("This application has ended. Something was still missing after the last day.");
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<PeerCert.Core.Certifications.VerifyClocks>().HandleAsync(default)));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.8.C")]
    public async Task Sent_again_within_the_hold_it_does_not_end(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync(hours: "79");
        using var staff = await app.SignedInAsAsync(Role.Reviewer);
        await staff.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        await staff.AsksForItemsAsync();
        await OnDayAsync(app, mine, 90);
        using (var last = await app.SignedInAsync("robin@example.org"))
        {
            await last.OpenAsync($"{mine}/review");
            await last.PressAsync("Send my application");
        }
        await OnDayAsync(app, mine, 91);
        Assert.Equal(ApplicationState.Submitted, await StateAsync(app));
    }

    /// <summary>Goes to a day counted from the submission, and lets the background work run.</summary>
    private static async Task OnDayAsync(TestApp app, string mine, int day, bool voids = true)
    {
        await using var db = app.Open();
        var sent = (await db.Applications.SingleAsync()).SubmittedOn!.Value;
        Assert.StartsWith("/my/application/", mine, StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromDays(sent.AddDays(day).DayNumber - app.Clock.Today.DayNumber));
        if (voids)
            await app.RunBackgroundAsync();
    }

    private static async Task<ApplicationState> StateAsync(TestApp app)
    {
        await using var db = app.Open();
        return (await db.Applications.SingleAsync()).State;
    }
}
