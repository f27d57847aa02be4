using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

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

    /// <summary>A browser window of its own, with its own cookies..</summary>
    public async Task<Visitor> OpenAsync(Uri site, int width, int height)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = site.ToString(), ViewportSize = new() { Width = width, Height = height } });
        return new(await context.NewPageAsync());
    }
}

/// <summary>Somebody in front of a browser. Every page they come to is looked at by axe, and must not scroll sideways.</summary>
public sealed class Visitor(IPage page) : IAsyncDisposable
{
    private readonly HashSet<string> _seen = [];

    public IPage Page => page;

    /// <summary>How many different pages were looked at.</summary>
    public int Seen => _seen.Count;

    public async Task GoAsync(string path)
    {
        await page.GotoAsync(path);
        await LookAsync();
    }

    /// <summary>Presses a button and looks at what comes.</summary>
    public async Task PressAsync(string words)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).ClickAsync();
        await LookAsync();
    }

    public async Task FollowAsync(string words)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = words, Exact = true }).First.ClickAsync();
        await LookAsync();
    }

    public Task TypeAsync(string label, string words) => page.GetByLabel(label, new() { Exact = false }).First.FillAsync(words);

    /// <summary>Chooses one of several by its words, as a finger does.</summary>
    public Task ChooseAsync(string words) => page.Locator("label", new() { HasTextRegex = new($"^\\s*{words}\\s*$") }).ClickAsync();

    public async Task TypeDayAsync(string group, DateOnly day)
    {
        var fields = page.GetByRole(AriaRole.Group, new() { Name = group });
        await fields.GetByLabel("Month").SelectOptionAsync($"{day.Month}");
        await fields.GetByLabel("Day").FillAsync($"{day.Day}");
        await fields.GetByLabel("Year").FillAsync($"{day.Year}");
    }

    public Task SeesAsync(string words) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(words);

    /// <summary>Axe with all its rules of WCAG 2.2 AA and best practice, and no sideways scrolling.</summary>
    public async Task LookAsync()
    {
        await page.WaitForLoadStateAsync(LoadState.Load);
        var found = await page.RunAxe(new AxeRunOptions());
        Assert.True(found.Violations.Length == 0, $"{page.Url}:\n{string.Join('\n', found.Violations.Select(Said))}");
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{page.Url} scrolls sideways by {overflow} pixels");
        _seen.Add($"{new Uri(page.Url).AbsolutePath} {await page.TitleAsync()}");
    }

    public ValueTask DisposeAsync() => new(page.Context.CloseAsync());

    private static string Said(AxeResultItem violation) =>
        $"  {violation.Id}: {violation.Help}\n{string.Join('\n', violation.Nodes.Select(n => "    " + n.Html))}";
}
