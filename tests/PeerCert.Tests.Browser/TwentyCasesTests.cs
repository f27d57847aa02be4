using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;
using Xunit.Abstractions;

namespace PeerCert.Tests.Browser;

/// <summary>A reviewer's morning: twenty files of the demo from the queue to a decision, with the keys alone.</summary>
[Trait("Category", "Long")]
public sealed class TwentyCasesTests(Chromium chromium, FullDemoSite demo, ITestOutputHelper output) : IClassFixture<Chromium>, IClassFixture<FullDemoSite>
{
    private const int Cases = 20;

    /// <summary>Half a minute at two keys a second.</summary>
    private const int KeysOfACase = 60;

    [Fact]
    public async Task Twenty_files_are_reviewed_with_so_few_keys_that_ten_minutes_are_enough()
    {
        await using var reviewer = await chromium.OpenAsync(demo.Address, 1200, 900);
        await reviewer.Page.GotoAsync(DemoSite.SignIn("reviewer"));
        var keys = new Keys(reviewer);
        var before = await StepsAsync();
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < Cases; n++)
        {
            await keys.AccessPageAsync('n');
            await ReviewAsync(reviewer, keys);
        }

        output.WriteLine($"{Cases} files, {keys.Struck} keys, {watch.Elapsed.TotalSeconds:0} s of pages");
        Assert.True(await StepsAsync() - before >= Cases);
        Assert.InRange(keys.Struck, Cases, Cases * KeysOfACase);
    }

    /// <summary>Looks at each document that nobody has looked at, then takes the steps that the findings call for until none is left.</summary>
    private static async Task ReviewAsync(Visitor reviewer, Keys keys)
    {
        if (await reviewer.Page.Locator("form#look").CountAsync() > 0)
            await keys.AccessAsync('d');
        while (await reviewer.Page.Locator("form#look").CountAsync() > 0)
        {
            await keys.ChooseAsync("Check.Found", "Accepted");
            for (var box = 0; box < await reviewer.Page.Locator("form#look input[type=checkbox]").CountAsync(); box++)
                await keys.TickAsync($"form#look input[type=checkbox] >> nth={box}");
            await keys.PressAsync("form#look button");
        }

        const string letter = "main a.usa-button[href*='/letter']", step = "main form[action*='handler=Step'] button:not(.usa-button--outline)";
        while (await reviewer.Page.Locator(letter).CountAsync() + await reviewer.Page.Locator(step).CountAsync() is > 0)
        {
            var writes = await reviewer.Page.Locator(letter).CountAsync() > 0;
            await keys.AccessPageAsync('s');
            if (writes)
                await keys.AccessPageAsync('s');
        }
    }

    private Task<int> StepsAsync() => demo.AskAsync(db => db.ReviewSteps.CountAsync());
}
