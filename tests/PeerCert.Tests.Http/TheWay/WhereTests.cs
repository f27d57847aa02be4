using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>"Where is it?" in one place: whose turn, by which day, what happens otherwise; and only what is missing is asked again.</summary>
public sealed class WhereTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-801.7", "CAL-801.8", "CAL-801.8.B", "CAL-801.11.C")]
    public async Task Each_place_says_whose_turn_it_is_and_by_when(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var robin = await app.ApplicantAsync();
        await robin.FillsInApplicationAsync(hours: "79");
        var mine = robin.Path[..robin.Path.LastIndexOf('/')];
        await robin.OpenAsync(mine);
        robin.Sees("You have not sent your application yet. It is your turn");
        await robin.OpenAsync($"{mine}/review");
        await robin.PressKeyAsync("apply.review.send");
        robin.Sees("It is our turn: you hear from us by April 3, 2026.");

        using var staff = await app.SignedInAsAsync(Enum.GetValues<Role>());
        var file = mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);
        await staff.OpenAsync(file);
        await staff.AsksForItemsAsync();
        await robin.OpenAsync(mine);
        robin.Sees("It is your turn: send what is missing by June 2, 2026. If you do not, this application ends and its fees are lost.");
        await robin.OpenAsync("/my");
        robin.Sees("It is your turn: send what is missing by June 2, 2026.");

        // The hours and nothing else: the documents wait to be looked at, which is not the applicant's to do.
        await robin.OpenAsync(mine);
        var asked = robin.Page.QuerySelectorAll(".asked > li").Select(li => li.QuerySelector("a")?.TextContent.Trim()).ToList();
        Assert.Equal(["Go to Core training", null], asked);   // the fee is paid elsewhere
        Assert.Null(robin.Page.QuerySelector("ol.parts"));

        await robin.FollowAsync("Go to Core training");
        await robin.PressKeyAsync("apply.entries.remove");
        await robin.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", "80").FillDay("Input.To", new(2026, 1, 20)).PressKeyAsync("apply.entries.add");
        await robin.OpenAsync(mine);
        await robin.FollowKeyAsync("apply.asked.send");
        await robin.PressKeyAsync("apply.review.send");
        robin.Sees("It is our turn: you hear from us by April 3, 2026.");   // sending again does not move the clock (CF-52)

        await staff.OpenAsync(file);
        await staff.AcceptsEverythingAsync();
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");
        await staff.PressAsync("Mark as complete");
        await robin.OpenAsync(mine);
        robin.Sees("It is our turn: we tell you what we decided by");
        await staff.PressAsync("Approve");
        await robin.OpenAsync(mine);
        robin.Sees("we get your exam number ready");
        await app.RunBackgroundAsync();
        await robin.OpenAsync(mine);
        robin.Sees("It is your turn: sit the exam by March 4, 2027. If you do not, this approval ends.");
    }

    [Theory, OnEveryDatabase]
    public async Task A_part_of_a_sent_application_is_no_form_and_what_was_sent_can_be_read(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        foreach (var part in new[] { "pathway", "about-you", "statements", "entries/core-training", "evidence", "ethics" })
        {
            await robin.OpenAsync($"{mine}/{part}");
            Assert.Equal(mine, robin.Path);
        }
        robin.DoesNotSee("Change");
        robin.Sees("What you sent", "Robin Example", "80 hours", "diploma.pdf");
        var file = robin.Page.QuerySelectorAll("main a").First(a => a.TextContent.Contains("diploma.pdf", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Equal(Applying.Pdf("diploma", "Robin Example"), await robin.Http.GetByteArrayAsync(file));
    }

    [Theory, OnEveryDatabase]
    public async Task What_may_be_expected_is_read_from_the_last_ninety_days(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        robin.DoesNotSee("half of the people");

        var today = app.Clock.Today;
        await StagesAsync(app, ApplicationState.Submitted, Expectations.AtLeast - 1, today.AddDays(-Expectations.Days + 1), days: 6);
        await StagesAsync(app, ApplicationState.Submitted, 30, today.AddDays(-Expectations.Days), days: 50);   // a day too long ago
        await StagesAsync(app, ApplicationState.Complete, 30, today, days: 50);                                // another wait
        await robin.OpenAsync(mine);
        robin.DoesNotSee("half of the people");

        await StagesAsync(app, ApplicationState.Submitted, 1, today, days: 6);
        await robin.OpenAsync(mine);
        robin.Sees("half of the people heard from us as fast as by March 10, 2026. Eight of ten heard as fast as by March 10, 2026.");
        app.Time.Advance(TimeSpan.FromDays(7));
        await StagesAsync(app, ApplicationState.Submitted, 20, app.Clock.Today, days: 6);
        using var later = await app.SignedInAsync("robin@example.org");
        await later.OpenAsync(mine);
        later.Sees("This takes longer than it did for most people");
    }

    [Theory, OnEveryDatabase]
    public async Task How_long_it_stood_in_a_state_is_kept_when_it_leaves_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.FillsInApplicationAsync(hours: "79");
        await robin.PressKeyAsync("apply.review.send");
        var sent = app.Clock.Today;
        app.Time.Advance(TimeSpan.FromDays(5));
        using var staff = await app.SignedInAsAsync(Role.Reviewer);
        await staff.OpenAsync(robin.Path.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        await staff.AsksForItemsAsync();
        await using var db = app.Open();
        var stage = await db.Stages.SingleAsync();
        Assert.Equal((ApplicationState.Submitted, sent, sent.AddDays(5)), (stage.State, stage.Since, stage.Until));
    }

    private static Task StagesAsync(TestApp app, ApplicationState state, int count, DateOnly until, int days) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PeerCertDb>();
        var application = await db.Applications.Select(a => a.Id).FirstAsync();
        for (var n = 0; n < count; n++)
            db.Add(ApplicationStage.Stood(application, state, until.AddDays(-days), until, app.Clock.Now));
        Assert.Null(await db.TrySaveAsync(default));
    });
}
