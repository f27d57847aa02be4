using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>The orientation comes before the application; that it was seen is recorded, what somebody thought of it is not.</summary>
public sealed class OrientationTests
{
    private static async Task<PageDriver> NewcomerAsync(TestApp app)
    {
        var page = app.Anonymous;
        await page.OpenAsync("/account/sign-up");
        await page.Fill("Input.Email", "casey@example.org").Fill("Input.Password", TestApp.Password).SubmitAsync();
        return await app.SignedInAsync("casey@example.org");
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-201.2", "CAL-801.1", "CAL-801.2", "CAL-801.2.A", "CAL-801.2.B")]
    public async Task Nobody_applies_before_the_orientation_was_seen_and_it_is_recorded_when(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await NewcomerAsync(app);
        await casey.OpenAsync("/my");
        casey.Sees("Before you apply");
        Assert.DoesNotContain("Start an application", casey.Said, StringComparison.Ordinal);

        await casey.OpenAsync("/my/orientation");
        casey.Sees("Your place in Medi-Cal", "Nobody sees them");
        await casey.PressAsync("I am done with the orientation");
        Assert.Equal(HttpStatusCode.BadRequest, casey.Status);   // the questions are a part of it
        Assert.NotNull(casey.ErrorAt("own-way"));
        await casey.AsksThemselves().PressAsync("I am done with the orientation");
        Assert.Equal("/my", casey.Path);
        await casey.PressAsync("Start an application");
        casey.Sees("The parts of your application");

        await using var db = app.Open();
        var fact = await db.Facts.SingleAsync(f => f.Kind == "orientation-viewed");
        Assert.Equal((app.Clock.Today, app.Clock.Now), (fact.EffectiveOn, fact.RecordedAt));
        Assert.DoesNotContain("mostly", fact.Value, StringComparison.Ordinal);
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "orientation-viewed"));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-201.2", "CAL-801.1")]
    public async Task A_form_kept_open_from_elsewhere_does_not_get_past_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        using var casey = await NewcomerAsync(app);

        await casey.OpenAsync("/my");
        var refused = await casey.Http.PostAsync("/my", new FormUrlEncodedContent([new("__RequestVerificationToken", casey.ValueOf("__RequestVerificationToken"))]));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("The orientation comes first", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var db = app.Open();
        Assert.Equal(0, await db.Applications.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Sent_twice_it_counts_once_with_its_first_day(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();

        await robin.SeesTheOrientationAsync();

        Assert.Equal("/my", robin.Path);
        await using var db = app.Open();
        Assert.Equal(1, await db.Facts.CountAsync(f => f.Kind == "orientation-viewed"));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "orientation-viewed"));
    }

    [Fact]
    public async Task A_video_of_the_operator_is_played_with_its_captions_to_whoever_is_signed_in()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my/orientation");
        Assert.Null(robin.Page.QuerySelector("video"));
        Assert.Equal(HttpStatusCode.NotFound, (await robin.Http.GetAsync("/my/orientation?handler=Video")).StatusCode);

        var folder = Directory.CreateDirectory(Path.Combine(app.DataFolder, "orientation")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "video.mp4"), Encoding.ASCII.GetBytes("an invented film"));
        await File.WriteAllTextAsync(Path.Combine(folder, "captions.en.vtt"), "WEBVTT\n");

        await robin.OpenAsync("/my/orientation");
        Assert.NotNull(robin.Page.QuerySelector("video track[kind=captions][srclang=en]"));
        using var part = new HttpRequestMessage(HttpMethod.Get, robin.Page.QuerySelector("video")!.GetAttribute("src"));
        part.Headers.Range = new(3, 10);
        var film = await robin.Http.SendAsync(part);
        Assert.Equal((HttpStatusCode.PartialContent, "invented"), (film.StatusCode, await film.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.OK, (await robin.Http.GetAsync("/my/orientation?handler=Captions&language=en")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await robin.Http.GetAsync("/my/orientation?handler=Captions&language=../../key")).StatusCode);
        using var stranger = app.Anonymous;
        await stranger.OpenAsync("/my/orientation?handler=Video");
        Assert.StartsWith("/account/sign-in?", stranger.Path, StringComparison.Ordinal);
    }
}
