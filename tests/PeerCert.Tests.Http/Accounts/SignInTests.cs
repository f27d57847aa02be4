using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

public sealed class SignInTests
{
    private const string Wrong = "not at all my password";

    [Theory, OnEveryDatabase]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var known = await app.StaffAsync("known@staff.example", Role.Reviewer);
        using var page = app.Anonymous;
        await TryAsync(page, known, Wrong);
        var (status, said) = (page.Status, page.Said);
        await TryAsync(page, "nobody@staff.example", Wrong);
        Assert.Equal((status, said), (page.Status, page.Said));
        Assert.Equal("nobody@staff.example", page.ValueOf("Input.Email"));
    }

    [Theory, OnEveryDatabase]
    public async Task The_tenth_wrong_password_locks_and_the_right_one_is_refused_alike_until_the_time_is_over(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        for (var i = 1; i < Tries.Most; i++)
            Assert.False(await MayAsync(app, email, Wrong));
        Assert.True(await MayAsync(app, email, TestApp.Password));   // nine are forgiven, and forgotten

        for (var i = 1; i <= Tries.Most; i++)
            Assert.False(await MayAsync(app, email, Wrong));
        Assert.False(await MayAsync(app, email, TestApp.Password));
        await using (var db = app.Open())
            Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "account-locked"));

        app.Time.Advance(Tries.LockedFor - TimeSpan.FromSeconds(1));
        Assert.False(await MayAsync(app, email, TestApp.Password));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await MayAsync(app, email, TestApp.Password));
    }

    [Theory, OnEveryDatabase]
    public async Task Guesses_made_at_once_get_no_more_tries_than_one_after_another(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        await Task.WhenAll(Enumerable.Range(0, 3 * Tries.Most).Select(_ => MayAsync(app, email, Wrong)));
        await using var db = app.Open();
        var account = await db.Users.SingleAsync();
        Assert.Equal(Tries.Most, account.AccessFailedCount);
        Assert.NotNull(account.LockoutEnd);
    }

    [Theory]
    [InlineData("/account", "/account")]
    [InlineData("https://elsewhere.example/", "/staff")]
    [InlineData("//elsewhere.example/", "/staff")]
    [InlineData("/\\elsewhere.example", "/staff")]
    public async Task Signing_in_leads_only_to_pages_of_this_site(string returnUrl, string leadsTo)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        using var page = app.Anonymous;
        await TryAsync(page, email, TestApp.Password, $"?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal(leadsTo, page.Path);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites_and_over_https_bound_to_this_host()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        foreach (var (scheme, name) in new[] { ("http", "peercert="), ("https", "__Host-peercert=") })
        {
            using var http = app.Client();
            http.BaseAddress = new($"{scheme}://localhost");
            using var page = new PageDriver(http);
            await page.OpenAsync("/account/sign-in");
            using var answer = await http.PostAsync(new Uri("/account/sign-in", UriKind.Relative), new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", page.Page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                new("Input.Email", email), new("Input.Password", TestApp.Password),
            ]));
            var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(name, StringComparison.Ordinal));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(scheme == "https", cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Signing_out_everywhere_and_a_new_password_end_the_other_sessions_at_once(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var email = await app.StaffAsync("known@staff.example", Role.Reviewer);
        using var here = await app.SignedInAsync(email);
        using var there = await app.SignedInAsync(email);
        await here.OpenAsync("/account");
        await here.Fill("Input.Current", TestApp.Password).Fill("Input.Password", "five badgers dug a tunnel").PressAsync("Change your password");
        here.Sees("Your password is changed");
        Assert.StartsWith("/account/sign-in", (await there.OpenAsync("/account")).Path, StringComparison.Ordinal);

        await here.PressAsync("Sign out everywhere");
        Assert.StartsWith("/account/sign-in", (await here.OpenAsync("/account")).Path, StringComparison.Ordinal);
    }

    private static async Task<bool> MayAsync(TestApp app, string email, string password) =>
        (await app.InScopeAsync(s => s.GetRequiredService<SignIn.Handler>().HandleAsync(new(email, password), default))).Problem is null;

    private static async Task TryAsync(PageDriver page, string email, string password, string query = "")
    {
        await page.OpenAsync($"/account/sign-in{query}");
        await page.Fill("Input.Email", email).Fill("Input.Password", password).PressAsync("Sign in");
    }
}
