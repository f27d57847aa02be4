using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>Anybody can ask the standard how they stand, before they have an account, and leaves nothing behind.</summary>
public sealed class ReadyTests
{
    private static async Task<PageDriver> AskedAsync(TestApp app, string pathway)
    {
        var anybody = app.Anonymous;
        await anybody.OpenAsync("/ready");
        await anybody.Fill("pathway", pathway).PressAsync("Go on");
        return anybody;
    }

    private static PageDriver AnswersAll(PageDriver anybody, DateOnly born, DateOnly trained, string hours = "80")
    {
        anybody.FillDay("Input.BirthDate", born).Fill("Input.Stretches[core-training].Quantity", hours).FillDay("Input.Stretches[core-training].To", trained);
        foreach (var question in new[] { "peer-with-lived-experience", "willing-to-share", "dedicated-to-recovery", "photo-id", "education", "training-certificate" })
            anybody.Fill(question, "yes");
        return anybody;
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-202.1.A", "CAL-202.1.G", "CAL-601.1")]
    public async Task Whoever_has_everything_is_told_so_with_the_cost_of_the_whole_way(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var anybody = await AskedAsync(app, "initial");
        var trained = app.Clock.Today.AddMonths(-3);

        await AnswersAll(anybody, app.Clock.Today.AddYears(-18), trained).PressAsync("See how I stand");

        Assert.Equal(HttpStatusCode.OK, anybody.Status);
        anybody.Sees("You look ready. You can apply now.", "You finished a course of 80 hours", "Application for certification", "$100.00", "Certification exam", "$150.00", "$250.00");
        anybody.DoesNotSee("Still missing", "we accepted it");
        Assert.Equal("/ready", anybody.Path);   // nothing of it stands in an address
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-202.1.A", "CAL-202.1.G")]
    public async Task Each_thing_that_is_missing_is_named_with_the_day_from_which_it_is_there(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var anybody = await AskedAsync(app, "initial");
        var today = app.Clock.Today;

        await AnswersAll(anybody, today.AddYears(-18).AddDays(1), today.AddYears(-2).AddDays(-1)).Fill("education", "no").PressAsync("See how I stand");

        anybody.Sees("You are on your way", "Your course ended on", "Please send us proof that you finished high school", FormattableString.Invariant($"From {today.AddDays(1):MMMM d, yyyy}"));

        await AnswersAll(anybody, today.AddYears(-18), today.AddYears(-2)).Fill("education", "yes").PressAsync("See how I stand");
        anybody.Sees("You look ready");
    }

    [Fact]
    public async Task Nothing_of_it_is_stored()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var anybody = await AskedAsync(app, "initial");
        await using var db = app.Open();
        async Task<int[]> RowsAsync() =>
            [await db.People.CountAsync(), await db.Applications.CountAsync(), await db.Drafts.CountAsync(), await db.Facts.CountAsync(), await db.Decisions.CountAsync(), await db.Journal.CountAsync(), await db.Outbox.CountAsync()];
        var before = await RowsAsync();

        await AnswersAll(anybody, app.Clock.Today.AddYears(-30), app.Clock.Today.AddMonths(-1)).PressAsync("See how I stand");

        anybody.Sees("You look ready");
        Assert.Equal(before, await RowsAsync());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-204.1.C", "CAL-204.1.D", "CAL-204.1.E")]
    public async Task Somebody_certified_elsewhere_is_asked_for_work_and_classes(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var anybody = await AskedAsync(app, "out-of-state");
        var today = app.Clock.Today;
        anybody.DoesNotSee("Core training");

        await anybody.Fill("out-of-state-certification", "Texas")
            .Fill("Input.Stretches[peer-work].Quantity", "1550").FillDay("Input.Stretches[peer-work].From", today.AddYears(-1)).FillDay("Input.Stretches[peer-work].To", today.AddDays(-1))
            .Fill("Input.Stretches[continuing-education].Quantity", "20").Fill("Input.Stretches[continuing-education].OfTopic[law-and-ethics]", "5")
            .FillDay("Input.Stretches[continuing-education].To", today.AddMonths(-2))
            .PressAsync("See how I stand");

        anybody.Sees("Still missing", "Law and ethics", "Enough hours of classes");
        Assert.DoesNotContain("1550 hours inside 36", anybody.Said, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_read_is_said_at_its_field_and_everything_typed_stays(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var anybody = await AskedAsync(app, "initial");

        await anybody.Fill("photo-id", "yes").FillDay("Input.BirthDate", "2090", "2", "30").Fill("Input.Stretches[core-training].Quantity", "-80")
            .FillDay("Input.Stretches[core-training].To", app.Clock.Today.AddDays(1)).PressAsync("See how I stand");

        Assert.Equal(HttpStatusCode.BadRequest, anybody.Status);
        Assert.NotNull(anybody.ErrorAt("Input.BirthDate"));
        Assert.NotNull(anybody.ErrorAt("Input.Stretches[core-training].Quantity"));
        Assert.NotNull(anybody.ErrorAt("Input.Stretches[core-training].To"));
        Assert.Equal("-80", anybody.Page.QuerySelector("[name='Input.Stretches[core-training].Quantity']")!.GetAttribute("value"));
        Assert.NotNull(anybody.Page.QuerySelector("[name='photo-id'][value='yes'][checked]"));

        await anybody.OpenAsync("/ready?pathway=grandparenting");   // closed
        Assert.Equal(HttpStatusCode.BadRequest, anybody.Status);
        await anybody.OpenAsync("/ready?pathway=%00nothing");
        Assert.Equal(HttpStatusCode.BadRequest, anybody.Status);
    }
}
