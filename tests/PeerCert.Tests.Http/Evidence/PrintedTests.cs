using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Evidence;

/// <summary>What is printed on an ID is typed by its sender, compared at once, and seen by whoever looks at the ID.</summary>
public sealed class PrintedTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-202.1.A")]
    public async Task The_name_on_the_id_is_asked_for_and_the_application_is_whole_only_with_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await SendsIdAsync(app, "Robin Example");
        robin.SeesKey("apply.printed.title");
        Assert.Contains("To do", robin.Page.QuerySelectorAll("main section h2").First(h => h.TextContent.Contains("photo ID", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);

        await robin.Fill("Printed.Name", " ").PressKeyAsync("apply.printed.save");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        Assert.NotNull(robin.ErrorAt("Printed.Name"));
        Assert.Null(robin.ErrorAt("Upload"));
        await robin.Fill("Printed.Name", "EXAMPLE ROBIN").FillDay("Printed.Until", "2031", "2", "30").PressKeyAsync("apply.printed.save");
        Assert.NotNull(robin.ErrorAt("Printed.Until"));
        Assert.Equal("EXAMPLE ROBIN", robin.ValueOf("Printed.Name"));

        await robin.FillDay("Printed.Until", "", "", "").PressKeyAsync("apply.printed.save");
        robin.Sees("On it you read the name EXAMPLE ROBIN.").DoesNotSee("are not quite the same", "is not the one", "ended on");
        Assert.Contains("Done", robin.Page.QuerySelectorAll("main section h2").First(h => h.TextContent.Contains("photo ID", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        await using var db = app.Open();
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "printed-details-typed"));
        Assert.False(await db.Journal.AnyAsync(e => e.Payload!.Contains("EXAMPLE ROBIN")));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-202.1.A")]
    public async Task What_does_not_go_together_is_told_at_once_and_stops_nobody(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await SendsIdAsync(app, "Robin Example");
        await robin.Fill("Printed.Name", "Robin Quinn Example").FillDay("Printed.Until", app.Clock.Today.AddDays(-1)).PressKeyAsync("apply.printed.save");
        robin.Sees("your legal name here, Robin Example, are not quite the same", "This ID ended on March 3, 2026");
        await robin.OpenAsync(robin.Page.QuerySelector("a[href$='#printed']")!.GetAttribute("href") is { } change ? robin.Path.Split('?')[0] + change : "");
        await robin.Fill("Printed.Name", "Casey Sample").FillDay("Printed.Until", app.Clock.Today).PressKeyAsync("apply.printed.save");
        robin.Sees("not the one you gave as your legal name: Robin Example").DoesNotSee("This ID ended");
    }

    [Theory, OnEveryDatabase]
    public async Task Staff_see_it_beside_the_legal_name_by_the_day_of_filing(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.FillsInApplicationAsync();
        var mine = robin.Path.Replace("/review", "", StringComparison.Ordinal);
        await robin.OpenAsync($"{mine}/evidence");
        await robin.OpenAsync($"{mine}/evidence{robin.Page.QuerySelector("a[href*='printed=']")!.GetAttribute("href")!.Split('#')[0]}");
        await robin.Fill("Printed.Name", "ROBIN Q EXAMPLE").FillDay("Printed.Until", app.Clock.Today).PressKeyAsync("apply.printed.save");
        await robin.OpenAsync($"{mine}/review");
        await robin.PressKeyAsync("apply.review.send");
        app.Time.Advance(TimeSpan.FromDays(2));
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        reviewer.Sees("The applicant reads on it: ROBIN Q EXAMPLE, last day March 4, 2026.", "Not quite the legal name").DoesNotSee("Had ended at filing");
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_types_about_a_file_of_somebody_else_or_one_that_is_no_id_and_a_removed_one_forgets(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await SendsIdAsync(app, "Robin Example");
        var evidence = robin.ValueOf("Printed.Evidence");
        await robin.Fill("Printed.Name", "Robin Example").PressKeyAsync("apply.printed.save");
        var part = robin.Path.Split('?', '#')[0];
        using var casey = await app.ApplicantAsync("casey@example.org");
        await casey.OpenAsync("/account");
        using (var other = await SendAsync(casey, part, evidence))
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        await robin.OpenAsync(part);
        await robin.Fill("Kind", "diploma").Attach("Upload", "diploma.pdf", Applying.Pdf("diploma")).PressKeyAsync("apply.evidence.send");
        await using var db = app.Open();
        var diploma = await db.Evidence.SingleAsync(f => f.Kind == "diploma");
        using (var none = await SendAsync(robin, part, $"{diploma.Id}"))
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        await robin.OpenAsync(part);
        await robin.SendAgainAsync(robin.FormOf("Remove"));
        Assert.All(await db.Evidence.AsNoTracking().Where(f => f.DeletedAt != null).ToListAsync(), f => Assert.Null(f.PrintedName));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-202.1.A", "CAL-202.1.G")]
    public async Task A_birth_date_and_a_training_that_do_not_suit_are_told_on_their_own_page(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        var mine = robin.Path;
        await robin.OpenAsync($"{mine}/pathway");
        await robin.Fill("Input.Value", "initial").PressKeyAsync("apply.save");
        await robin.Fill("Input.AsPrinted", "Robin Example").FillDay("Input.BirthDate", app.Clock.Today.AddYears(-18).AddDays(1)).PressKeyAsync("apply.save");
        Assert.EndsWith("/about-you", robin.Path, StringComparison.Ordinal);
        robin.SeesKey("apply.against.title").Sees("18", "March 5, 2026");
        await robin.FollowKeyAsync("apply.entries.go-on");
        Assert.EndsWith("/statements", robin.Path, StringComparison.Ordinal);   // nobody is held up
        await robin.OpenAsync($"{mine}/about-you");
        await robin.FillDay("Input.BirthDate", app.Clock.Today.AddYears(-18)).PressKeyAsync("apply.save");
        Assert.EndsWith("/statements", robin.Path, StringComparison.Ordinal);

        await robin.OpenAsync($"{mine}/entries/core-training");
        robin.DoesNotSee(Spoken.In("en", "apply.against.title"));   // nothing is typed yet
        await robin.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", "80").FillDay("Input.To", app.Clock.Today.AddYears(-2).AddDays(-1)).PressKeyAsync("apply.entries.add");
        robin.SeesKey("apply.against.title");
        await robin.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", "80").FillDay("Input.To", app.Clock.Today.AddYears(-2)).PressKeyAsync("apply.entries.add");
        robin.DoesNotSee(Spoken.In("en", "apply.against.title"));
    }

    private static async Task<PageDriver> SendsIdAsync(TestApp app, string name)
    {
        var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        var mine = robin.Path;
        await robin.OpenAsync($"{mine}/pathway");
        await robin.Fill("Input.Value", "initial").PressKeyAsync("apply.save");
        await robin.Fill("Input.AsPrinted", name).FillDay("Input.BirthDate", new(1985, 4, 27)).PressKeyAsync("apply.save");
        await robin.OpenAsync($"{mine}/evidence");
        return await robin.Fill("Kind", "driver-license").Attach("Upload", "card.pdf", Applying.Pdf("driver-license")).PressKeyAsync("apply.evidence.send");
    }

    private static Task<HttpResponseMessage> SendAsync(PageDriver page, string part, string evidence) => page.Http.PostAsync($"{part}?handler=Printed", new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["Printed.Evidence"] = evidence,
        ["Printed.Name"] = "Casey Sample",
        ["__RequestVerificationToken"] = page.ValueOf("__RequestVerificationToken"),
    }));
}
