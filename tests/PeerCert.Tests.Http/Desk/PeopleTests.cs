using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Desk;

/// <summary>Staff find people without an address that tells whom they looked for; whose record was shown is kept.</summary>
public sealed class PeopleTests
{
    [Theory, OnEveryDatabase]
    public async Task A_person_is_found_by_name_birthday_address_and_number(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync("Róbin Example-Sample", born: new(1985, 4, 27));
        using var kim = await app.ApplicantAsync("kim@example.org");
        await kim.AppliesAsync("Kim Sample", born: new(1985, 4, 28));
        await using var db = app.Open();
        var reference = await db.Applications.OrderBy(a => a.StartedAt).Select(a => a.Reference).FirstAsync();
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);

        foreach (var typed in new[] { "robin", "EXAMPLE SAMPLE", "sample róbin", "robin@example.org", reference.ToLowerInvariant() })
        {
            await SearchAsync(reviewer, typed);
            Assert.Equal(["Róbin Example-Sample"], Names(reviewer));
            Assert.Equal("/staff/people", reviewer.Path);
        }
        await SearchAsync(reviewer, "sam");
        Assert.Equal(["Róbin Example-Sample", "Kim Sample"], Names(reviewer));
        await SearchAsync(reviewer, "sample", new(1985, 4, 28));
        Assert.Equal(["Kim Sample"], Names(reviewer));
        await SearchAsync(reviewer, "", new(1985, 4, 27));
        Assert.Equal(["Róbin Example-Sample"], Names(reviewer));
        reviewer.Sees("April 27, 1985", "robin@example.org", reference);
        await SearchAsync(reviewer, "sampler");
        Assert.Empty(Names(reviewer));

        await reviewer.OpenAsync("/staff/people?Input.Typed=robin");   // asked in the address nothing is told
        Assert.Empty(Names(reviewer));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_shown_is_kept_and_what_was_typed_is_not(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync("Robin Example");
        using var finance = await app.SignedInAsAsync(Role.Finance);
        await SearchAsync(finance, "robin");
        Assert.Equal(["Robin Example"], Names(finance));
        finance.DoesNotSee("April 27, 1985", "robin@example.org");   // not what that role needs

        await using var db = app.Open();
        var read = await db.ReadAudits.Where(a => a.What == "person").ToListAsync();
        Assert.Equal((await db.People.SingleAsync(p => db.Applications.Any(a => a.Person == p.Id))).Id.Value, Assert.Single(read).Subject);
        Assert.Equal("finance@staff.example", read[0].ActorName);
    }

    [Theory, OnEveryDatabase]
    public async Task A_search_for_nothing_or_too_little_says_so_at_the_field_and_keeps_what_was_typed(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        foreach (var typed in new[] { "", "   ", "x", "!", new string('y', 201) })
        {
            await SearchAsync(reviewer, typed);
            Assert.Equal(HttpStatusCode.BadRequest, reviewer.Status);
            Assert.NotNull(reviewer.ErrorAt("Input.Typed"));
        }
        await reviewer.OpenAsync("/staff/people");
        await reviewer.Fill("Input.Typed", "李").PressAsync("Search");
        Assert.Equal("李", reviewer.ValueOf("Input.Typed"));
        await reviewer.Fill("Input.Typed", "").Fill("Input.Born.Year", "1985").Fill("Input.Born.Month", "2").Fill("Input.Born.Day", "30").PressAsync("Search");
        Assert.NotNull(reviewer.ErrorAt("Input.Born"));
        await SearchAsync(reviewer, "% _' OR 1=1 --");
        Assert.Empty(Names(reviewer));
    }

    private static async Task SearchAsync(PageDriver reviewer, string typed, DateOnly? born = null)
    {
        await reviewer.OpenAsync("/staff/people");
        reviewer.Fill("Input.Typed", typed);
        if (born is { } day)
            reviewer.FillDay("Input.Born", day);
        await reviewer.PressAsync("Search");
    }

    private static List<string> Names(PageDriver page) => [.. page.Page.QuerySelectorAll("main h3").Select(h => h.TextContent.Trim())];
}
