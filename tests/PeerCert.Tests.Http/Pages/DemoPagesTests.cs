using System.Globalization;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Applications;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Pages;

/// <summary>The pages that applicants, certificate holders and the public come to, full as they are in the demo: who is there, how they read, what they weigh.</summary>
public sealed class DemoPagesTests(DemoSite demo) : IClassFixture<DemoSite>
{
    private const int FirstVisit = 120 * 1024;
    private const int NextVisit = 30 * 1024;

    /// <summary>The same measures as for the texts one by one (docs/adr/plain-words-are-measured.md).</summary>
    private const double MostEnglishGrade = 6;
    private const double LeastSpanishEase = 70;
    private const int LeastWords = 30;

    /// <summary>Shows the words of a standard's own text: they are measured where they stand, and not ours to choose.</summary>
    private static readonly string[] OthersWords = ["/ethics"];

    private static readonly string[] Start = ["/", "/ready", "/ready?pathway=initial", "/registry", "/registry?q=example", "/accessibility", "/privacy", "/account/sign-in", "/account/sign-up", "/account/forgot", "/account/recover", "/account/invitation", "/letter"];

    private static readonly string[] OnesOwn = ["/account", "/account/data", "/account/close", "/account/passkeys", "/account/email", "/account/second-step", "/account/sessions", "/my/statistics", "/my/orientation"];

    [Fact]
    public async Task There_is_somebody_to_sign_in_as_in_every_state_of_an_application()
    {
        var states = await demo.AskAsync(db => db.Applications.Select(a => a.State).Distinct().ToListAsync());
        Assert.Equal(Enum.GetValues<ApplicationState>().Order(), states.Order());
        var seen = new HashSet<string>();
        foreach (var name in demo.Names.Where(n => n.StartsWith("applicant", StringComparison.Ordinal)))
        {
            using var page = await demo.OpenAsync("en", name);
            await page.OpenAsync("/my");
            seen.UnionWith(Enum.GetNames<ApplicationState>().Where(s => page.Has(Spoken.In("en", $"application-state.{Core.Shared.TextKeys.Kebab(s)}"))));
        }
        Assert.Equal(Enum.GetNames<ApplicationState>().Order(), seen.Order());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Each_page_can_be_read_after_six_years_of_school(string language)
    {
        var library = demo.Services.GetRequiredService<StandardsLibrary>();
        // A statement of the standard is said in its own words (docs/adr/plain-words-are-measured.md).
        var said = library.Packs.SelectMany(p => p.Texts[language].Where(t => t.Key.StartsWith("kind.", StringComparison.Ordinal)).SelectMany(t => t.Value.Forms.Values)).ToHashSet();
        var pages = (await PagesAsync(language)).Where(p => !OthersWords.Any(p.Path.Contains)).Select(p => p with { Blocks = [.. p.Blocks.Where(b => !said.Contains(b))] })
            .Where(p => Readability.Of(p.Blocks, language).Words >= LeastWords).ToList();
        Assert.Equal("", string.Join('\n', pages.Select(p => TooHard(p, language)).OfType<string>()));
        Assert.True(pages.Count > 40, $"{pages.Count} pages");
    }

    private static string? TooHard(Seen page, string language)
    {
        var count = Readability.Of(page.Blocks, language);
        var measured = language is "en" ? Readability.EnglishGrade(count) : Readability.SpanishEase(count);
        return (language is "en" ? measured > MostEnglishGrade : measured < LeastSpanishEase)
            ? string.Create(CultureInfo.InvariantCulture, $"{page.Path}: {measured:0.0}, of {count}: {string.Join(" | ", page.Blocks.Where(b => Readability.SentencesOf(b).Any()))}") : null;
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Each_page_is_light_at_the_first_visit_and_lighter_after(string language)
    {
        using var wire = new HttpClient { BaseAddress = demo.Address };
        wire.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        var weights = new Dictionary<string, (int Bytes, bool Kept)>();
        var faults = new List<string>();
        foreach (var page in await PagesAsync(language))
        {
            foreach (var part in page.Parts.Where(p => !weights.ContainsKey(p)))
                weights[part] = await WeightOfAsync(wire, part);
            if (TooHeavy(page, [.. page.Parts.Select(p => weights[p])]) is { } fault)
                faults.Add(fault);
        }
        Assert.Equal("", string.Join('\n', faults));
        Assert.Contains(weights.Keys, k => k.StartsWith("/css/", StringComparison.Ordinal));
        Assert.All(weights.Values, w => Assert.True(w.Bytes > 0));
    }

    private static string? TooHeavy(Seen page, (int Bytes, bool Kept)[] parts) =>
        page.Bytes + parts.Sum(p => p.Bytes) is var first && first > FirstVisit ? $"{page.Path}: {first} bytes at the first visit"
        : page.Bytes + parts.Where(p => !p.Kept).Sum(p => p.Bytes) is var next && next > NextVisit ? $"{page.Path}: {next} bytes at the next"
        : null;

    [Fact]
    public void A_page_that_is_too_heavy_or_too_hard_would_be_found()
    {
        var page = new Seen("/here", [.. Enumerable.Repeat("Notwithstanding any administrative determination, certification eligibility necessitates documentation.", 6)], NextVisit, []);
        Assert.NotNull(TooHard(page, "en"));
        Assert.NotNull(TooHard(page with { Blocks = [.. Enumerable.Repeat("No obstante cualquier determinación administrativa, la elegibilidad requiere documentación suplementaria.", 6)] }, "es"));
        Assert.Null(TooHard(page with { Blocks = [.. Enumerable.Repeat("We read what you sent us.", 6)] }, "en"));
        Assert.Null(TooHeavy(page, [(FirstVisit - NextVisit, true)]));
        Assert.NotNull(TooHeavy(page, [(FirstVisit - NextVisit + 1, true)]));
        Assert.NotNull(TooHeavy(page, [(1, false)]));
    }

    /// <summary>What comes over the wire, and whether a browser may keep it without asking, or asks and is told that it is the same.</summary>
    private static async Task<(int Bytes, bool Kept)> WeightOfAsync(HttpClient wire, string address)
    {
        using var answer = await wire.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        return ((await answer.Content.ReadAsByteArrayAsync()).Length, answer.Headers.CacheControl is { NoStore: false } cache && (cache.MaxAge > TimeSpan.Zero || answer.Headers.ETag is not null));
    }

    /// <summary>From link to link as everybody outside the staff; pages of one make are looked at once, but one's own in each state of their owner.</summary>
    private async Task<IReadOnlyList<Seen>> PagesAsync(string language)
    {
        if (Crawled.TryGetValue(language, out var pages))
            return pages;
        var seen = new List<Seen>();
        foreach (var name in demo.Names.Where(n => n.StartsWith("applicant", StringComparison.Ordinal)).Prepend(null))
        {
            using var page = await demo.OpenAsync(language, name);
            var open = new Queue<string>(name is null ? Start : ["/my", .. name is "applicant" ? OnesOwn : []]);
            var met = new HashSet<string>();
            while (open.TryDequeue(out var path))
            {
                if (path.Contains("handler=", StringComparison.Ordinal) || path.StartsWith("/language/", StringComparison.Ordinal) || !met.Add(MakeOf(path))
                    || name is not null && !path.StartsWith("/my", StringComparison.Ordinal) && !OnesOwn.Contains(path))
                    continue;
                await page.OpenAsync(path);
                Assert.Equal(language, page.Language);
                seen.Add(new(
                    page.Path, [.. BlocksOf(page)], (await page.Response.Content.ReadAsByteArrayAsync()).Length,
                    [.. page.Page.QuerySelectorAll("link[rel=stylesheet], script[src], img[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Where(a => a.StartsWith('/')).Distinct()]));
                foreach (var link in page.Page.QuerySelectorAll("main a[href], nav a[href]"))
                    if (link.GetAttribute("href") is { } href && (href.StartsWith('/') || href.StartsWith('?')))
                        open.Enqueue(href.StartsWith('?') ? page.Path.Split('?')[0] + href : href);
            }
        }

        return Crawled[language] = seen;
    }

    /// <summary>A page as it came: its words, its bytes, and what it asks for besides.</summary>
    private sealed record Seen(string Path, string[] Blocks, int Bytes, string[] Parts);

    // the tests of a class run one after another
    private static readonly Dictionary<string, IReadOnlyList<Seen>> Crawled = [];

    private static string MakeOf(string path) => string.Join('/', path.Split('#')[0].Split('?')[0].Split('/').Select(p => Guid.TryParse(p, out _) || p.StartsWith("MPSS", StringComparison.Ordinal) ? "*" : p));

    /// <summary>What stands in the main part, block by block; not what people typed, and not what a table or a certificate states.</summary>
    private static IEnumerable<string> BlocksOf(PageDriver page) =>
        page.Page.QuerySelectorAll("main p, main li, main legend, main label, main .usa-hint, main h1, main h2, main h3")
            .Where(e => e.QuerySelector("p, li, ul, ol") is null && e.Closest(".as-typed, .certificate, .entries, .usa-combo-box") is null)
            .Select(e => string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(b => !b.StartsWith("Source:", StringComparison.Ordinal) && !b.StartsWith("Fuente:", StringComparison.Ordinal));
}
