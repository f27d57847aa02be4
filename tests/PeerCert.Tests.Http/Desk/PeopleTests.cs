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

    [Theory, OnEveryDatabase]
    public async Task Records_that_could_be_one_persons_are_named_with_what_they_share_and_compared(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await AppliesAsync("robin@example.org", "Robin Example", new(1985, 4, 27));
        await AppliesAsync("robin+second@example.org", "Robin Exampel", new(1985, 4, 27));
        await AppliesAsync("other@example.org", "Róbin  Example", new(1990, 1, 2));
        await AppliesAsync("kim@example.org", "Kim Sample", new(1985, 4, 27));   // the same day alone says nothing
        await AppliesAsync("robin@example.com", "Lee Other", new(1970, 1, 1));   // nor does the same name at another house
        using (var sly = await app.ApplicantAsync("sly@example.org"))
        {
            await sly.AppliesAsync("Sly Borrower", born: new(1999, 9, 9));
            await sly.OpenAsync($"{sly.Path}/messages");
            await sly.Fill("Input.Words", "Here is my license").Attach("Input.File", "x.pdf", Applying.Pdf("driver-license", "Robin Example")).PressAsync("Send the message");
        }
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await using var db = app.Open();
        var first = await db.Applications.OrderBy(a => a.StartedAt).ThenBy(a => a.Id).FirstAsync(a => db.LegalNames.Any(n => n.Person == a.Person && n.AsPrinted == "Robin Example"));
        await reviewer.OpenAsync($"/staff/applications/{first.Id}");
        Assert.Equal(
            ["Robin Exampel: Similar name, Same date of birth, Same mailbox", "Róbin Example: Same name", "Sly Borrower: The very same document"],
            reviewer.Page.QuerySelectorAll("main li").Where(l => l.QuerySelector("a[href*='/like/']") is not null).Select(l => string.Join(' ', l.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        await reviewer.FollowAsync("Robin Exampel");
        reviewer.Sees("Robin Example", "Robin Exampel", "April 27, 1985", "robin+second@example.org");
        Assert.Equal(4, await db.ReadAudits.CountAsync(a => a.What == "person" || a.What == "application") + 1);   // the file, and both people

        var kim = await db.LegalNames.Where(n => n.AsPrinted == "Kim Sample").Select(n => n.Person).SingleAsync();
        await reviewer.OpenAsync($"/staff/people/{first.Person}/like/{kim}");
        Assert.Equal(HttpStatusCode.NotFound, reviewer.Status);   // not a way to read just anybody's record

        async Task AppliesAsync(string email, string name, DateOnly born)
        {
            using var person = await app.ApplicantAsync(email);
            await person.AppliesAsync(name, born: born);
        }
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
