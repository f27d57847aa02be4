using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using PeerCert.Testing;

namespace PeerCert.Tests.Browser;

/// <summary>Debian's Chromium, started once for all journeys.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
            throw new InvalidOperationException("the journeys need Chromium: install the package chromium");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A browser window of its own, with its own cookies, of somebody who reads <paramref name="language"/>.</summary>
    public async Task<Visitor> OpenAsync(Uri site, int width, int height, string language = "en", bool script = true)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = site.ToString(), ViewportSize = new() { Width = width, Height = height }, Locale = $"{language}-US", JavaScriptEnabled = script });
        return new(await context.NewPageAsync(), language);
    }
}

/// <summary>
/// Somebody in front of a browser. Every page they come to is looked at by axe, and must not scroll sideways: as it is,
/// and on 320 pixels with text twice as large, from left to right and from right to left (WCAG 2.2, 1.4.4 and 1.4.10).
/// </summary>
public sealed partial class Visitor(IPage page, string language) : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Markup that was looked at on a screen of a width: the same again, on the other database say, cannot be found any different.</summary>
    private static readonly ConcurrentDictionary<(int Width, string Markup), bool> Looked = new();

    private readonly HashSet<string> _seen = [];

    public IPage Page => page;

    /// <summary>How many different pages were looked at.</summary>
    public int Seen => _seen.Count;

    /// <summary>A text in this visitor's language, up to the first value in it.</summary>
    public string Words(string key) => Spoken.BeginningIn(language, key);

    public async Task GoAsync(string path)
    {
        await page.GotoAsync(path);
        await LookAsync();
    }

    /// <summary>Presses a button and looks at what comes.</summary>
    public Task PressAsync(string words) => ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }));

    /// <summary>Presses the only button of the main part.</summary>
    public Task SubmitAsync() => ClickAsync(page.Locator("main form button"));

    public Task FollowAsync(string words) => ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = words, Exact = true }).First);

    public Task TypeAsync(string label, string words) => page.GetByLabel(label, new() { Exact = false }).First.FillAsync(words);

    /// <summary>Chooses one of several by its words, as a finger does.</summary>
    public Task ChooseAsync(string words) => page.Locator("label", new() { HasTextRegex = new($"^\\s*{words}\\s*$") }).ClickAsync();

    /// <summary>Chooses every answer with this value.</summary>
    public async Task CheckAsync(string value)
    {
        foreach (var choice in await page.Locator($"input[value='{value}']").AllAsync())
            await choice.CheckAsync(new() { Force = true });
    }

    public async Task TypeDayAsync(string group, DateOnly day)
    {
        var fields = page.GetByRole(AriaRole.Group, new() { Name = group });
        await fields.GetByLabel(Words("field.date.month")).SelectOptionAsync($"{day.Month}");
        await fields.GetByLabel(Words("field.date.day")).FillAsync($"{day.Day}");
        await fields.GetByLabel(Words("field.date.year-label")).FillAsync($"{day.Year}");
    }

    public Task SeesAsync(string words) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(words);

    /// <summary>Axe with all its rules of WCAG 2.2 AA and best practice, and no sideways scrolling.</summary>
    public async Task LookAsync()
    {
        var markup = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(OfThisRun().Replace(await page.ContentAsync(), "-"))));
        if (Looked.TryAdd((page.ViewportSize!.Width, markup), true))
        {
            await AxeAsync("");
            await FitsAsync("");
            await LookEnlargedAsync();
        }
        _seen.Add($"{new Uri(page.Url).AbsolutePath} {await page.TitleAsync()}");
    }

    /// <summary>Axe, with all its rules or those of these tags. It is put into the page itself, five times as fast as a window of its own for each; so there may be no frames in it.</summary>
    public async Task AxeAsync(string when, params string[] tags)
    {
        Assert.Single(page.Frames);
        await page.EvaluateAsync(Axe);
        var faults = await page.EvaluateAsync<string[]>("""
            async tags => (await axe.run(document, { resultTypes: ['violations'], ...(tags.length > 0 ? { runOnly: tags } : {}) })).violations
              .map(v => [`  ${v.id}: ${v.help}`, ...v.nodes.map(n => `    ${n.html}`)].join('\n'))
            """, tags);
        Assert.True(faults.Length == 0, $"{page.Url}{when}:\n{string.Join('\n', faults)}");
    }

    /// <summary>
    /// A click does not wait for the page it leads to, and to ask afterwards whether that has loaded can miss the answer:
    /// so the new page's loading is listened for from before the click.
    /// </summary>
    private async Task ClickAsync(ILocator what)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
        page.Load += Loaded;
        await what.ClickAsync();
        await loaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
        page.Load -= Loaded;
        await LookAsync();
    }

    /// <summary>Keys, tokens, references and numbers, which are others in each run and as long in all.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|CfDJ8[\\w-]+|nonce=\"[^\"]*\"|\\b[A-Z]-[A-Z0-9]{7}\\b|\\bC[0-9]{9}\\b|[0-9a-f]{40,}|http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex OfThisRun();

    private async Task LookEnlargedAsync()
    {
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(320, size.Height);
        foreach (var direction in new[] { "ltr", "rtl" })
        {
            await page.EvaluateAsync("direction => { document.documentElement.dir = direction; document.documentElement.style.fontSize = '200%'; }", direction);
            await FitsAsync($"when enlarged ({direction}) ");
        }
        await page.EvaluateAsync("() => { document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = ''; }");
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private async Task FitsAsync(string when)
    {
        var outside = await page.EvaluateAsync<string[]>("""
            () => {
              const root = document.documentElement;
              if (root.scrollWidth <= root.clientWidth) return [];
              return [`${root.scrollWidth - root.clientWidth} pixels`, ...[...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > root.clientWidth + 0.5 || e.getBoundingClientRect().left < -0.5)
                .map(e => e.outerHTML.slice(0, 100))];
            }
            """);
        Assert.True(outside.Length == 0, $"{page.Url} scrolls sideways {when}by {string.Join("\n  ", outside)}");
    }

    public ValueTask DisposeAsync() => new(page.Context.CloseAsync());
}
