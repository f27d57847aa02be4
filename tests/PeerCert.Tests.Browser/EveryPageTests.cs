using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PeerCert.Testing;

namespace PeerCert.Tests.Browser;

/// <summary>
/// Every page of the program, full as in the demo, in each language its readers have: axe with and without forced colours, no sideways
/// scrolling on 320 pixels, also with text twice as large. A page that nobody comes to fails.
/// </summary>
[Trait("Category", "Long")]
public sealed partial class EveryPageTests(Chromium chromium, LaterDemoSite demo) : IClassFixture<Chromium>, IClassFixture<LaterDemoSite>
{
    /// <summary>Pages that lead somewhere else or show nothing to whoever has no business there; each is looked at where it is tested.</summary>
    private static readonly HashSet<string> Elsewhere =
    [
        "/account/unsent", "/account/second-step/set-up", "/setup", "/account/passkeys/{id:guid}", "/account/provider", "/admin/accounts/{id:guid}", "/admin/fees/{sha256:length(64)}", "/staff/mail/{id}",
    ];

    /// <summary>Where no link of a page leads: they are opened from a mail, or by their address.</summary>
    private static readonly string[] ByAddress =
    [
        "/account/confirm", "/account/recover", "/account/stop-reset", "/account/invitation", "/account/code", "/letter", "/nothing-here", "/registry?q=example", "/ready?pathway=initial",
    ];

    private static readonly string[] OnesOwn =
    [
        "/account", "/account/data", "/account/close", "/account/passkeys", "/account/email", "/account/second-step", "/account/sessions", "/account/prove", "/my/statistics", "/my/orientation", "/my/notices",
    ];

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Each_can_be_used_by_everybody(string language)
    {
        var faults = new List<string>();
        var seen = new HashSet<string>();
        var names = demo.Names.Prepend(null).Where(n => language == "en" || n is null || n.StartsWith("applicant", StringComparison.Ordinal));
        foreach (var name in names)
        {
            await using var visitor = await chromium.OpenAsync(demo.Address, 360, 740, language);
            if (name is not null)
                await visitor.Page.GotoAsync(DemoSite.SignIn(name));
            IEnumerable<string> start = name is null ? ["/", "/ready", "/registry", "/account/sign-in", "/account/sign-up", "/account/forgot", "/account/passkey", .. ByAddress]
                : name.StartsWith("applicant", StringComparison.Ordinal) ? ["/my", .. name == "applicant" ? OnesOwn : []]
                : [new Uri(visitor.Page.Url).PathAndQuery, .. name is "reviewer" ? await ComparedAsync() : []];
            foreach (var fault in await CrawlAsync(visitor, start, name, seen))
                faults.Add($"{name ?? "anybody"} ({language}) {fault}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        var readers = language == "en" ? Pages() : [.. Pages().Where(p => !p.StartsWith("/staff", StringComparison.Ordinal) && !p.StartsWith("/admin", StringComparison.Ordinal))];
        Assert.DoesNotContain(readers, page => !Elsewhere.Contains(page) && !seen.Any(s => Of(page).IsMatch(s.Split(' ')[0])));
    }

    /// <summary>Two records of the demo that could be one person's: the links to them stand on those people's files alone.</summary>
    private async Task<IReadOnlyList<string>> ComparedAsync() => await demo.AskAsync<IReadOnlyList<string>>(async db =>
        await db.LegalNames.Where(n => n.AsPrinted.StartsWith("Testa M")).Select(n => n.Person).ToListAsync() is [var one, var other] ? [$"/staff/people/{one}/like/{other}"] : []);

    /// <summary>From link to link; pages of one make are looked at once, but one's own pages in each state of their owner.</summary>
    private static async Task<IReadOnlyList<string>> CrawlAsync(Visitor visitor, IEnumerable<string> start, string? name, HashSet<string> seen)
    {
        var faults = new List<string>();
        var begun = start.ToHashSet();
        var open = new Queue<string>(begun);
        var met = new HashSet<string>();
        while (open.TryDequeue(out var path))
        {
            var make = $"{path.Split('?', '#')[0]}";
            var kind = $"{Number().Replace(make, "*")} {(make.StartsWith("/my", StringComparison.Ordinal) ? name : null)}";
            // What another one has seen is left to them, and the next one of its make is looked at: each role finds other links there.
            if (IsNoPage(path) || name is not null && !begun.Contains(path) && !make.StartsWith("/my", StringComparison.Ordinal) && seen.Contains($"{make} ") || !met.Add(kind))
                continue;
            await visitor.Page.GotoAsync(path);
            seen.Add($"{new Uri(visitor.Page.Url).AbsolutePath} ");
            seen.Add($"{make} ");
            try
            {
                await visitor.LookAsync();
                await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
                await visitor.AxeAsync(" with forced colours", "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");
                await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
            }
            catch (Xunit.Sdk.XunitException fault)
            {
                faults.Add(fault.Message);
            }

            foreach (var link in await visitor.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].map(a => a.href)"))
                if (Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Authority == new Uri(visitor.Page.Url).Authority)
                    open.Enqueue(uri.PathAndQuery);
        }

        return faults;
    }

    private static bool IsNoPage(string path) =>
        path.StartsWith("/language/", StringComparison.Ordinal) || path.Contains("handler=", StringComparison.Ordinal) || path.StartsWith("/css", StringComparison.Ordinal) || path.StartsWith("/account/provider/go", StringComparison.Ordinal);

    /// <summary>The addresses of all pages, as they are written.</summary>
    private IReadOnlyList<string> Pages() =>
        [.. demo.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal)];

    private static Regex Of(string route) => new($"^{Place().Replace(Regex.Escape(route).Replace("\\}", "}", StringComparison.Ordinal), "[^/]+")}$");

    [GeneratedRegex(@"\\?\{[^}]+\}")]
    private static partial Regex Place();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|MPSS[0-9]+|[0-9a-f]{64}")]
    private static partial Regex Number();
}
