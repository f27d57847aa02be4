using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;
using PeerCert.Tests.Http.Accounts;

namespace PeerCert.Tests.Http.Languages;

/// <summary>Every reader can change the language where they are, and it stays changed.</summary>
public sealed class LanguageSwitchTests
{
    [Theory, OnEveryDatabase]
    public async Task The_switch_leads_back_to_where_it_stood_and_the_browser_keeps_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var page = app.Anonymous;
        await page.OpenAsync("/registry?q=Nu%C3%B1ez");
        Assert.Equal("en", page.Language);

        await page.FollowAsync("Español");
        Assert.Equal(("/registry?q=Nu%C3%B1ez", "es", "Nuñez"), (page.Path, page.Language, page.ValueOf("q")));
        await page.OpenAsync("/");
        Assert.Equal("es", page.Language);
        await page.FollowAsync("English");
        Assert.Equal(("/", "en"), (page.Path, page.Language));
    }

    [Theory, OnEveryDatabase]
    public async Task The_account_remembers_the_choice_once_and_another_device_starts_in_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var phone = await app.ApplicantAsync();
        Assert.Equal("en", await RememberedAsync(app));
        await phone.OpenAsync("/my");
        await phone.FollowAsync("Español");
        await phone.OpenAsync("/language/es");
        Assert.Equal("es", await RememberedAsync(app));
        await using (var db = app.Open())
            Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "language-chosen"));

        using var library = await app.SignedInAsync("robin@example.org");
        Assert.Equal(("/my", "es"), (library.Path, library.Language));
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_account_starts_with_the_language_it_was_made_in(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var page = app.Anonymous;
        await page.OpenAsync("/language/es?returnUrl=%2Faccount%2Fsign-up");
        Assert.Equal(("/account/sign-up", "es"), (page.Path, page.Language));
        await page.Fill("Input.Email", "robin@example.org").Fill("Input.Password", TestApp.Password).SubmitAsync();
        Assert.Equal("es", await RememberedAsync(app));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_saved_is_there_in_the_other_language_and_each_part_says_to_save_first(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        await robin.OpenAsync($"{robin.Path}/about-you");
        var part = robin.Path;
        robin.SeesKey("site.language-unsaved");
        await robin.Fill("Input.AsPrinted", "Robin Example").FillDay("Input.BirthDate", new(1985, 4, 27)).PressKeyAsync("apply.save");
        await robin.OpenAsync(part);
        await robin.FollowAsync("Español");

        Assert.Equal((part, "Robin Example", "27"), (robin.Path, robin.ValueOf("Input.AsPrinted"), robin.ValueOf("Input.BirthDate.Day")));
        robin.SeesKey("site.language-unsaved");
        await robin.FillDay("Input.BirthDate", "1985", "2", "30").PressKeyAsync("apply.save");
        Assert.Contains("Ese día no existe", robin.ErrorAt("Input.BirthDate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("registry")]
    [InlineData("")]
    public async Task The_switch_leads_to_no_other_site(string returnUrl)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var page = app.Anonymous;
        using var answer = await page.Http.GetAsync(new Uri($"/language/es?returnUrl={Uri.EscapeDataString(returnUrl)}", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task A_page_whose_address_begins_like_another_sites_leads_back_to_the_first_page()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var page = app.Anonymous;
        await page.OpenAsync("http://localhost//elsewhere.example/");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        await page.FollowAsync("Español");
        Assert.Equal(("/", "es"), (page.Path, page.Language));
    }

    [Fact]
    public async Task A_link_on_another_site_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var robin = await app.ApplicantAsync();
        robin.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        await robin.OpenAsync("/language/es?returnUrl=%2Fmy");
        Assert.Equal(("/my", "en"), (robin.Path, robin.Language));
        Assert.Equal("en", await RememberedAsync(app));
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("vi")]   // known, and without a file
    [InlineData("ES")]
    public async Task A_language_that_is_not_here_is_not_found(string language)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var page = app.Anonymous;
        await page.OpenAsync($"/language/{language}");
        Assert.Equal((HttpStatusCode.NotFound, "en"), (page.Status, page.Language));
    }

    [Theory]
    [InlineData("es-MX,es;q=0.9,en;q=0.8", "es")]
    [InlineData("fr-FR,es;q=0.3", "es")]
    [InlineData("en-US,es;q=0.9", "en")]
    [InlineData("fr", "en")]
    public async Task The_first_language_is_the_browsers(string asked, string given)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var page = app.Anonymous;
        page.Http.DefaultRequestHeaders.Add("Accept-Language", asked);
        await page.OpenAsync("/");
        Assert.Equal(given, page.Language);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_lasts()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var http = app.Client();
        foreach (var scheme in new[] { "http", "https" })
        {
            using var answer = await http.GetAsync(new Uri($"{scheme}://localhost/language/es"));
            var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("lang=es;", StringComparison.Ordinal));
            foreach (var part in new[] { "httponly", "samesite=lax", "path=/", "max-age=31536000" })
                Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(scheme is "https", cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Every_page_has_the_switch_and_says_its_language(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var faults = new List<string>();
        foreach (var visitor in SiteMap.Visitors)
        {
            using var browser = await SiteMap.BrowserOf(app, visitor);
            foreach (var endpoint in await SiteMap.EndpointsOf(app))
                if (endpoint.StartsWith("GET ", StringComparison.Ordinal) && await browser.OpenAsync(SiteMap.AddressOf(endpoint)) is var page
                    && page.Response.Content.Headers.ContentType?.MediaType is "text/html")
                    faults.AddRange(FaultsOf(page).Select(f => $"{visitor}: {endpoint} {f}"));
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_page_without_the_switch_is_caught()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, plant: a => a.MapGet("/bare", () => Results.Text("<h1>Bare</h1>", "text/html")).AllowAnonymous());
        using var browser = app.Anonymous;
        Assert.Equal(["does not say its language", "does not offer es as Español"], FaultsOf(await browser.OpenAsync("/bare")));
    }

    private static IEnumerable<string> FaultsOf(PageDriver page)
    {
        if ((page.Page.DocumentElement.GetAttribute("lang"), page.Page.DocumentElement.GetAttribute("dir")) is not ("en", "ltr"))
            yield return "does not say its language";
        if (page.Page.QuerySelector(".languages a[hreflang=es][lang=es]") is not IElement { TextContent: "Español" })
            yield return "does not offer es as Español";
    }

    private static async Task<string?> RememberedAsync(TestApp app)
    {
        await using var db = app.Open();
        return (await db.Users.SingleAsync(u => u.Email == "robin@example.org")).Language;
    }
}
