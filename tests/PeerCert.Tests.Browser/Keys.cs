using Microsoft.Playwright;

namespace PeerCert.Tests.Browser;

/// <summary>What fingers on a keyboard do.</summary>
internal sealed class Keys(Visitor visitor)
{
    /// <summary>More stops than any page has.</summary>
    private const int Most = 120;

    /// <summary>How many keys were struck.</summary>
    public int Struck { get; private set; }

    private IKeyboard Board => visitor.Page.Keyboard;

    /// <summary>Goes from stop to stop until it is reached; each stop can be seen.</summary>
    public async Task ReachAsync(string what)
    {
        for (var stop = 0; stop < Most; stop++)
        {
            if (await visitor.Page.Locator(what).Locator("visible=true").First.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                Assert.NotEqual("none", await visitor.Page.Locator(":focus").EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle"));
                return;
            }

            await StrikeAsync("Tab");
        }

        Assert.Fail($"{visitor.Page.Url}: no key leads to {what}");
    }

    public async Task TypeAsync(string field, string words)
    {
        await ReachAsync(field);
        await StrikeAsync("Control+A");
        await Board.TypeAsync(words);
    }

    /// <summary>One stop for a group of choices; the arrows go through it.</summary>
    public async Task ChooseAsync(string name, string value)
    {
        var wanted = visitor.Page.Locator($"input[type=radio][name='{name}'][value='{value}']");
        for (var stop = 0; stop < Most && !await visitor.Page.Locator($"input[type=radio][name='{name}']:focus").IsVisibleAsync() && await visitor.Page.Locator($"input[type=radio][name='{name}']:focus").CountAsync() == 0; stop++)
            await StrikeAsync("Tab");
        await StrikeAsync("Space");
        for (var step = 0; step < 10 && !await wanted.IsCheckedAsync(); step++)
            await StrikeAsync("ArrowDown");
        Assert.True(await wanted.IsCheckedAsync(), $"{visitor.Page.Url}: {name} could not be set to {value}");
    }

    public async Task TypeDayAsync(string name, int year, int month, int day)
    {
        await ReachAsync($"[name='{name}.Month']");
        await Board.TypeAsync($"{month} ");
        await TypeAsync($"[name='{name}.Day']", $"{day}");
        await TypeAsync($"[name='{name}.Year']", $"{year}");
    }

    public Task FollowAsync(string key) => PressAsync($"main a:has-text(\"{visitor.Words(key)}\")");

    public async Task PressAsync(string what)
    {
        await ReachAsync(what);
        await StrikeForPageAsync("Enter");
    }

    /// <summary>Ticks a box with the space bar.</summary>
    public async Task TickAsync(string what)
    {
        await ReachAsync(what);
        await StrikeAsync("Space");
    }

    /// <summary>A key that the page gives to one of its buttons or links. Chromium without a window does not take them, so what it does with one is done here.</summary>
    public async Task AccessAsync(char key)
    {
        Struck++;
        var what = visitor.Page.Locator($"[accesskey='{key}'] >> visible=true");
        Assert.Equal(1, await what.CountAsync());
        await what.EvaluateAsync("e => e.click()");
    }

    /// <summary>The same for one that leads to another page.</summary>
    public Task AccessPageAsync(char key) => LoadAsync(() => AccessAsync(key));

    private Task StrikeForPageAsync(string key) => LoadAsync(() => StrikeAsync(key));

    private async Task LoadAsync(Func<Task> strike)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
        visitor.Page.Load += Loaded;
        await strike();
        await loaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
        visitor.Page.Load -= Loaded;
    }

    private Task StrikeAsync(string key)
    {
        Struck++;
        return Board.PressAsync(key);
    }
}
