using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;
using PeerCert.Web.Access;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>Where somebody is signed in is written down, can be seen, and ends when they say so.</summary>
public sealed class SessionTests
{
    private const string Phone = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

    [Theory, OnEveryDatabase]
    public async Task Each_is_listed_with_where_and_when_and_this_one_is_marked(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        using var phone = await OnAsync(app, email, Phone);
        app.Time.Advance(TimeSpan.FromHours(2));
        using var here = await OnAsync(app, email, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        await here.OpenAsync("/account/sessions");
        here.Sees("Chrome, Android", "Firefox, Linux", "March 4, 2026, 12:00", "March 4, 2026, 2:00");
        var panels = here.Page.QuerySelectorAll("main section").Select(s => s.TextContent).ToList();
        Assert.Equal(2, panels.Count);
        Assert.Equal("Firefox, Linux", here.Page.QuerySelector("main section:has(strong) h2")!.TextContent);
        await using var db = app.Open();
        Assert.DoesNotContain("Mozilla", string.Join(' ', await db.Journal.Select(e => e.Payload).ToListAsync()), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task One_that_was_ended_elsewhere_is_refused_at_its_next_request(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        using var lost = await app.SignedInAsync(email);
        using var other = await app.SignedInAsync(email);
        using var here = await app.SignedInAsync(email);
        await lost.OpenAsync("/account");
        Assert.Equal("/account", lost.Path);
        await here.OpenAsync("/account/sessions");
        var lostOne = await SessionIdOfAsync(app, lost, here);
        await here.SendAgainAsync((AngleSharp.Html.Dom.IHtmlButtonElement)here.Page.QuerySelector($"form:has(input[value='{lostOne}']) button")!);
        here.SeesKey("sessions.ended");
        Assert.StartsWith("/account/sign-in", (await lost.OpenAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await other.OpenAsync("/account")).Path);
        Assert.Equal("/account", (await here.OpenAsync("/account")).Path);
        await using var db = app.Open();
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "session-ended"));
    }

    [Theory, OnEveryDatabase]
    public async Task All_others_end_at_once_and_this_one_goes_on(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        using var one = await app.SignedInAsync(email);
        using var two = await app.SignedInAsync(email);
        using var here = await app.SignedInAsync(email);
        await here.OpenAsync("/account/sessions");
        await here.PressKeyAsync("sessions.end-others");
        here.SeesKey("sessions.others-ended").SeesKey("sessions.only");
        foreach (var ended in new[] { one, two })
            Assert.StartsWith("/account/sign-in", (await ended.OpenAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await here.OpenAsync("/account")).Path);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_ends_a_session_of_somebody_else(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await app.SignedInAsync(await app.StaffAsync("casey@staff.example", Role.Reviewer));
        var email = await app.StaffAsync("robin@staff.example", Role.Reviewer);
        using var second = await app.SignedInAsync(email);
        using var robin = await app.SignedInAsync(email);
        await using (var db = app.Open())
        {
            var caseys = await (from s in db.AccountSessions join a in db.Users on s.Account equals a.Id where a.Email == "casey@staff.example" select s.Id).SingleAsync();
            await robin.OpenAsync("/account/sessions");
            robin.Page.QuerySelector("input[name=id]")!.SetAttribute("value", caseys.ToString());
            await robin.PressKeyAsync("sessions.end");
        }
        Assert.Equal("/account", (await casey.OpenAsync("/account")).Path);
    }

    [Theory, OnEveryDatabase]
    public async Task A_cookie_that_was_copied_is_worth_nothing_after_signing_out(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var page = await app.SignedInAsync(await app.StaffAsync("known@staff.example", Role.Reviewer));
        await page.OpenAsync("/account");
        var cookies = page.Response.RequestMessage!.Headers.GetValues("Cookie").Single();
        await page.PressKeyAsync("account.sign-out");
        using var thief = app.Anonymous;
        thief.Http.DefaultRequestHeaders.Add("Cookie", cookies);
        Assert.StartsWith("/account/sign-in", (await thief.OpenAsync("/account")).Path, StringComparison.Ordinal);
        await using var db = app.Open();
        Assert.False(await db.AccountSessions.AnyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Its_last_use_is_kept_to_the_hour_and_one_that_is_not_used_is_over(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        using var page = await app.SignedInAsync(email);
        for (var hour = 1; hour <= 12; hour++)
        {
            app.Time.Advance(TimeSpan.FromMinutes(61));
            Assert.Equal("/account", (await page.OpenAsync("/account")).Path);
            await using var db = app.Open();
            Assert.Equal(AccountSession.HourOf(app.Clock.Now), (await db.AccountSessions.SingleAsync()).UsedAt);
        }
        app.Time.Advance(AccountSession.Idle + TimeSpan.FromMinutes(1));
        Assert.StartsWith("/account/sign-in", (await page.OpenAsync("/account")).Path, StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromHours(1));
        using var again = await app.SignedInAsync(email);
        await using var after = app.Open();
        Assert.Equal(1, await after.AccountSessions.CountAsync());   // the one that is over is forgotten
    }

    [Theory]
    [InlineData(Phone, Browser.Chrome, Machine.Android)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1", Browser.Safari, Machine.IPhone)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1", Browser.Chrome, Machine.IPhone)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", Browser.Edge, Machine.Windows)]
    [InlineData("Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-A146U) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", Browser.SamsungInternet, Machine.Android)]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", Browser.Firefox, Machine.Mac)]
    [InlineData("", Browser.Other, Machine.Other)]
    public void What_a_browser_says_of_itself_is_read(string userAgent, Browser browser, Machine machine) =>
        Assert.Equal((browser, machine), BrowserWords.Read(userAgent));

    private static async Task<PageDriver> OnAsync(TestApp app, string email, string userAgent)
    {
        var page = app.Anonymous;
        page.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        await page.OpenAsync("/account/sign-in");
        await page.Fill("Input.Email", email).Fill("Input.Password", TestApp.Password).SubmitAsync();
        return page;
    }

    /// <summary>The session that one browser has, told by ending nothing: both are listed, each is marked in its own.</summary>
    private static async Task<string> SessionIdOfAsync(TestApp app, PageDriver whose, PageDriver seenFrom)
    {
        await whose.OpenAsync("/account/sessions");
        var others = whose.Page.QuerySelectorAll("main input[name=id]").Select(i => i.GetAttribute("value")!).ToHashSet();
        await using var db = app.Open();
        return seenFrom.Page.QuerySelectorAll("main input[name=id]").Select(i => i.GetAttribute("value")!).Single(i => !others.Contains(i));
    }
}
