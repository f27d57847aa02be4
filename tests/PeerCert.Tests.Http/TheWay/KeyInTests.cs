using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>What came on paper or by telephone is keyed in by staff: its clocks start on the day it came in, and somebody else decides it.</summary>
public sealed class KeyInTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-801.8")]
    public async Task A_paper_counts_from_the_day_it_came_in(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var keyer = await app.SignedInAsAsync(Role.Reviewer);
        var received = app.Clock.Today.AddDays(-6);
        await BeginAsync(keyer, received);
        await keyer.FillsInOpenApplicationAsync("Pat Paper");
        await keyer.PressKeyAsync("apply.review.send");
        Assert.Equal("/staff/key-in", keyer.Path);
        keyer.DoesNotSee("Pat Paper");

        await using var db = app.Open();
        var application = await db.Applications.SingleAsync();
        Assert.Equal((received, ApplicationState.Submitted, FilingChannel.Paper), (application.SubmittedOn, application.State, application.Channel));
        Assert.Equal(received.AddDays(-1), (await db.CodeAgreements.SingleAsync()).SignedOn);
        await keyer.OpenAsync("/staff");
        keyer.Sees("Pat Paper", "March 28, 2026");   // 30 days from February 26
        var file = $"/staff/applications/{application.Id}";
        await keyer.OpenAsync(file);
        keyer.Sees("On paper", "Keyed in an application");
        await keyer.AcceptsEverythingAsync();
        using var finance = await app.SignedInAsAsync(Role.Finance);
        await finance.OpenAsync(file);
        await finance.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");
        await keyer.OpenAsync(file);
        await keyer.PressAsync("Mark as complete");

        await keyer.PressAsync("Approve");
        Assert.Equal(HttpStatusCode.Conflict, keyer.Status);
        keyer.Sees("You keyed in this application yourself.");
        using var other = await app.SignedInAsAsync(Role.Reviewer, Role.Registrar);
        await other.OpenAsync(file);
        await other.PressAsync("Approve");
        other.Sees("Approved");
    }

    [Theory, OnEveryDatabase]
    public async Task Only_whoever_keys_it_in_fills_it_in_and_only_until_it_is_sent(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var keyer = await app.SignedInAsAsync(Role.Reviewer);
        await BeginAsync(keyer, app.Clock.Today);
        var mine = keyer.Path;
        using var other = await app.SignedInAsAsync(Role.Reviewer, Role.Registrar);
        using var robin = await app.ApplicantAsync();
        foreach (var who in new[] { other, robin })
            foreach (var page in new[] { mine, $"{mine}/about-you", $"{mine}/messages" })
            {
                await who.OpenAsync(page);
                Assert.Equal(HttpStatusCode.NotFound, who.Status);
            }
        await keyer.OpenAsync($"{mine}/messages");
        Assert.Equal(HttpStatusCode.NotFound, keyer.Status);   // nobody writes in the person's name
        await keyer.OpenAsync(mine);
        await keyer.FillsInOpenApplicationAsync("Pat Paper");
        await keyer.PressKeyAsync("apply.review.send");
        await keyer.OpenAsync($"{mine}/about-you");
        Assert.Equal(HttpStatusCode.NotFound, keyer.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_wrong_is_told_at_its_field_and_twice_counts_once(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var keyer = await app.SignedInAsAsync(Role.Registrar);
        await keyer.OpenAsync("/staff/key-in");
        await keyer.FillDay("Input.ReceivedOn", app.Clock.Today.AddDays(1)).Fill("Input.AsPrinted", "P").PressAsync("Begin");
        foreach (var field in new[] { "Input.Channel", "Input.ReceivedOn", "Input.BirthDate" })
            Assert.NotNull(keyer.ErrorAt(field));
        Assert.Equal("P", keyer.ValueOf("Input.AsPrinted"));
        var form = keyer.Fill("Input.Channel", "Phone").FillDay("Input.ReceivedOn", app.Clock.Today).Fill("Input.AsPrinted", "Pat Paper").FillDay("Input.BirthDate", new(1980, 1, 2)).FormOf("Begin");
        await keyer.SendAgainAsync(form);
        var first = keyer.Path;
        await keyer.SendAgainAsync(form);
        Assert.Equal(first, keyer.Path);
        await using var db = app.Open();
        Assert.Equal((1, 1), (await db.Applications.CountAsync(), await db.People.CountAsync()));
    }

    private static async Task BeginAsync(PageDriver keyer, DateOnly received)
    {
        await keyer.OpenAsync("/staff/key-in");
        await keyer.Fill("Input.Channel", "Paper").FillDay("Input.ReceivedOn", received).Fill("Input.AsPrinted", "Pat Paper")
            .FillDay("Input.BirthDate", new(1985, 4, 27)).FillDay("Input.OrientationOn", received.AddDays(-20)).PressAsync("Begin");
    }
}
