using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>What holds for every endpoint there is, found by enumeration, so that a new one cannot be forgotten.</summary>
public sealed class EveryEndpointTests
{
    [Theory, OnEveryDatabase]
    public async Task Each_lets_in_exactly_whom_it_is_declared_for_and_takes_no_form_without_its_token(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        Assert.Empty(await FaultsOf(app));
    }

    [Fact]
    public async Task An_endpoint_that_somebody_opened_to_all_is_caught()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, plant: a => a.MapGet("/staff/everything", () => "secrets").AllowAnonymous());
        Assert.Equal(["GET /staff/everything is not declared"], await FaultsOf(app));
    }

    [Fact]
    public async Task An_endpoint_that_says_nothing_about_access_is_closed_to_everybody()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, plant: a => a.MapGet("/forgotten", () => "secrets"));
        foreach (var visitor in SiteMap.Visitors)
        {
            using var browser = await SiteMap.BrowserOf(app, visitor);
            var answer = await browser.Http.GetAsync(new Uri("/forgotten", UriKind.Relative));
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Redirect, $"{visitor}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_endpoint_that_takes_forms_without_a_token_is_caught()
    {
        await using var app = await TestApp.StartAsync(
            Engine.Sqlite, plant: a => a.MapPost("/account/invitation", () => "done").AllowAnonymous().DisableAntiforgery().WithOrder(-1));
        Assert.Contains("POST /account/invitation takes a form without its token from nobody (200)", await FaultsOf(app));
    }

    [Theory, OnEveryDatabase]
    public async Task Each_page_has_one_heading_and_the_security_headers(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var faults = new List<string>();
        foreach (var visitor in SiteMap.Visitors)
        {
            using var browser = await SiteMap.BrowserOf(app, visitor);
            foreach (var endpoint in await SiteMap.EndpointsOf(app))
                if (endpoint.StartsWith("GET ", StringComparison.Ordinal))
                    faults.AddRange(PageFaults(await browser.OpenAsync(SiteMap.AddressOf(endpoint))).Select(f => $"{visitor}: {endpoint} {f}"));
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_page_without_a_heading_or_a_header_is_caught()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, plant: a => a.MapGet("/bare", (HttpContext context) =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Remove("Content-Security-Policy");
                return Task.CompletedTask;
            });
            return Results.Text("<p>No heading</p>", "text/html");
        }).AllowAnonymous());
        using var browser = app.Anonymous;
        var faults = PageFaults(await browser.OpenAsync("/bare")).ToList();
        Assert.Contains("has 0 headings of the first level", faults);
    }

    private static async Task<List<string>> FaultsOf(TestApp app)
    {
        var endpoints = await SiteMap.EndpointsOf(app);
        var faults = endpoints.Except(SiteMap.Declared.Keys).Select(e => $"{e} is not declared")
            .Concat(SiteMap.Declared.Keys.Except(endpoints).Select(e => $"{e} is declared and not there")).ToList();
        foreach (var visitor in SiteMap.Visitors)
        {
            using var browser = await SiteMap.BrowserOf(app, visitor);
            foreach (var endpoint in endpoints)
                if (SiteMap.Declared.TryGetValue(endpoint, out var policy))
                    faults.AddRange(await FaultsAt(browser, endpoint, visitor, SiteMap.MayEnter(visitor, policy)));
        }
        return faults;
    }

    private static async Task<IEnumerable<string>> FaultsAt(PageDriver browser, string endpoint, string visitor, bool mayEnter)
    {
        var method = endpoint.Split(' ')[0];
        using var request = new HttpRequestMessage(new(method), SiteMap.AddressOf(endpoint));
        if (method is "POST")
            request.Content = new FormUrlEncodedContent([]);
        using var answer = await browser.Http.SendAsync(request);
        var keptOut = answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
            || answer.Headers.Location?.OriginalString.Contains("/account/sign-in", StringComparison.Ordinal) is true;
        return (mayEnter, keptOut) switch
        {
            (true, true) => [$"{endpoint} keeps out {visitor} ({(int)answer.StatusCode})"],
            (false, false) => [$"{endpoint} lets in {visitor} ({(int)answer.StatusCode})"],
            (true, false) when method is not "GET" && answer.StatusCode is not HttpStatusCode.BadRequest =>
                [$"{endpoint} takes a form without its token from {visitor} ({(int)answer.StatusCode})"],
            _ => [],
        };
    }

    private static IEnumerable<string> PageFaults(PageDriver page)
    {
        var headers = page.Response.Headers;
        if (!Has("Content-Security-Policy", "default-src 'none'") || !Has("X-Content-Type-Options", "nosniff") || !Has("Referrer-Policy", "same-origin"))
            yield return "lacks a security header";
        if (page.Response.Content.Headers.ContentType?.MediaType is "text/html" && page.Page.QuerySelectorAll("h1").Length is not 1 and var count)
            yield return $"has {count} headings of the first level";
        if (page.Page.QuerySelectorAll("nav [aria-current]").Length is > 1 and var places)
            yield return $"says of {places} entries that they lead here";

        bool Has(string name, string value) => headers.TryGetValues(name, out var given) && string.Join(' ', given).Contains(value, StringComparison.Ordinal);
    }
}
