using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>What is collected for the counts of the state: by choice, apart from the application, never seen by whoever decides.</summary>
public sealed class StatisticsTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-808.0", "CAL-808.1", "CAL-808.2", "CAL-E.2", "CAL-E.3", "CAL-E.4", "CAL-E.5", "CAL-E.7")]
    public async Task Answers_are_kept_changed_and_taken_back(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my/statistics");
        robin.Sees("You do not have to answer.");
        await robin.Fill("gender", "non-binary").Check("languages", "es", "hmn").Fill("county-of-residence", "yolo").PressAsync("Save");
        robin.Sees("Thank you.");
        Assert.Equal(["hmn", "es"], robin.Page.QuerySelectorAll("[name=languages][checked]").Select(l => l.GetAttribute("value")));
        Assert.Equal("yolo", robin.ValueOf("county-of-residence"));
        await robin.Fill("gender", "").Check("languages").PressAsync("Save");
        await using var db = app.Open();
        Assert.Equal("county-of-residence", (await db.Demographics.SingleAsync()).Read().Keys.Single());
        Assert.False(await db.Journal.AnyAsync(e => e.Payload!.Contains("non-binary") || e.Payload.Contains("yolo")));
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_decides_never_sees_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        await robin.OpenAsync("/my/statistics");
        await robin.Fill("gender", "non-binary").Check("race-ethnicity", "black", "hispanic").Fill("county-of-residence", "siskiyou").PressAsync("Save");
        using var staff = await app.SignedInAsAsync(Enum.GetValues<Role>());
        foreach (var page in new[] { "/staff", mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal), mine.Replace("/my/application/", "/staff/messages/", StringComparison.Ordinal) })
        {
            await staff.OpenAsync(page);
            Assert.Equal(HttpStatusCode.OK, staff.Status);
            staff.DoesNotSee("Non-binary", "Hispanic", "Siskiyou");
        }
        await staff.OpenAsync("/my/statistics");   // one's own page, and nobody else's
        Assert.Null(staff.Page.QuerySelector("main [checked][value=non-binary]"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_not_asked_cannot_be_answered(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my/statistics");
        robin.Page.QuerySelector("[name=gender][value=female]")!.SetAttribute("value", "robot");
        await robin.Fill("gender", "robot").PressAsync("Save");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        Assert.NotNull(robin.ErrorAt("gender"));
        await using var db = app.Open();
        Assert.Equal(0, await db.Demographics.CountAsync());
    }
}
