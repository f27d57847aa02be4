using System.Net;
using Microsoft.AspNetCore.Builder;

namespace PeerCert.Tests.Http.Hosting;

public sealed class HeaderAndLimitTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/privacy")]
    [InlineData("/accessibility")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/nothing")]
    [InlineData("/css/site.css")]
    [InlineData("/api/nothing")]
    public async Task Every_answer_has_the_security_headers(string path)
    {
        await using var site = await SmallSite.StartAsync();
        using var answer = await site.Client.GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("http", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.True(answer.Headers.Contains("Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Over_https_the_browser_is_told_to_stay_there()
    {
        await using var site = await SmallSite.StartAsync();
        using var answer = await site.Client.GetAsync(new Uri("https://localhost/"));
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_style_sheet_is_kept_for_a_year_and_nothing_comes_from_elsewhere()
    {
        await using var site = await SmallSite.StartAsync();
        var (_, page) = await site.GetAsync("/");
        var style = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        Assert.Matches("^/css/site\\..+\\.css$", style);
        Assert.Empty(page.QuerySelectorAll("script, iframe, img[src^=http], link[href^=http], [style], [onclick]"));

        using var answer = await site.Client.GetAsync(style);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("max-age=31536000", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_back()
    {
        await using var site = await SmallSite.StartAsync(settings: [("Limits:GeneralRate:Permits", "2"), ("Limits:GeneralRate:Seconds", "600")]);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/")).Answer.StatusCode);
        var (answer, page) = await site.GetAsync("/");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Single(page.QuerySelectorAll("h1"));
        using var program = await site.Client.GetAsync("/api/anything");
        Assert.Contains("\"code\":\"too-many-requests\"", await program.Content.ReadAsStringAsync());
        using var alive = await site.Client.GetAsync("/healthz"); // a monitor is never turned away
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Looking_at_a_sign_in_form_is_free_and_sending_it_is_counted()
    {
        await using var site = await SmallSite.StartAsync(
            app => app.MapMethods("/sign-in", ["GET", "POST"], () => "x").AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Web.Hosting.ClientLimits.SignIn),
            settings: [("Limits:SignInRate:Permits", "1"), ("Limits:SignInRate:Seconds", "600")]);
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/sign-in")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.SendAsync("/sign-in", ("a", "b"))).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await site.SendAsync("/sign-in", ("a", "b"))).Answer.StatusCode);
    }
}
