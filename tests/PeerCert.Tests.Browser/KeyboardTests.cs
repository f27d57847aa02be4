using Microsoft.Playwright;
using PeerCert.Testing;

namespace PeerCert.Tests.Browser;

/// <summary>From nothing to a sent application in Spanish, with script off, on a small phone and with the keys alone.</summary>
public sealed class KeyboardTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Language = "es";

    [Fact]
    public async Task Somebody_applies_with_the_keys_alone_and_without_script()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        await using var robin = await chromium.OpenAsync(app.Address, 360, 740, Language, script: false);
        var keys = new Keys(robin);

        await robin.Page.GotoAsync("/account/sign-up");
        await keys.TypeAsync("[name='Input.Email']", "robin@example.org");
        await keys.TypeAsync("[name='Input.Password']", TestApp.Password);
        await keys.PressAsync("main form button");
        await keys.TypeAsync("[name='Input.Email']", "robin@example.org");
        await keys.TypeAsync("[name='Input.Password']", TestApp.Password);
        await keys.PressAsync("main form button");
        await robin.Page.GotoAsync((await app.MailToAsync("robin@example.org", "account-letter.confirm-address.subject", Language)).Link);
        await keys.PressAsync("main form button");

        await robin.Page.GotoAsync("/my");
        await keys.FollowAsync("orientation-page.go");
        foreach (var question in (await robin.Page.Locator("main input[type=radio]").EvaluateAllAsync<string[]>("all => all.map(i => i.name)")).Distinct())
            await keys.ChooseAsync(question, "mostly");
        await keys.PressAsync("main form button");
        await robin.Page.GotoAsync("/my");
        await keys.PressAsync($"main button:has-text('{robin.Words("my.start")}')");

        await keys.FollowAsync("apply.part.pathway");
        await keys.ChooseAsync("Input.Value", "initial");
        await keys.PressAsync("main form button");
        await keys.TypeAsync("[name='Input.AsPrinted']", "Robin Example");
        await keys.TypeDayAsync("Input.BirthDate", 1985, 4, 27);
        await keys.PressAsync("main form button");
        await keys.ChooseAsync("perspective", "consumer");
        foreach (var statement in new[] { "peer-with-lived-experience", "willing-to-share", "dedicated-to-recovery" })
            await keys.ChooseAsync(statement, "yes");
        await keys.PressAsync("main form button");
        await keys.TypeAsync("[name='Input.Who']", "Example Training Center");
        await keys.TypeAsync("[name='Input.Quantity']", "80");
        await keys.TypeDayAsync("Input.To", 2026, 1, 15);
        await keys.PressAsync("form:has([name='Input.Who']) button");
        await keys.FollowAsync("apply.entries.go-on");
        foreach (var kind in Applying.Documents)
        {
            await keys.ReachAsync("select[name='Kind']");
            await robin.Page.Locator("select[name='Kind']").SelectOptionAsync(kind);
            await keys.ReachAsync("input[type=file]");   // the key opens the phone's own window: what is chosen there is put in here
            await robin.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = $"{kind}.pdf", MimeType = "application/pdf", Buffer = Applying.Pdf(kind) });
            await keys.PressAsync("#add button");
        }

        await keys.TypeAsync("[name='Printed.Name']", "EXAMPLE ROBIN");
        await keys.PressAsync("#printed button");
        await keys.FollowAsync("apply.entries.go-on");
        await keys.TypeAsync("[name='Input.SignedName']", "Robin Example");
        await keys.PressAsync("main form button");
        await keys.PressAsync($"main button:has-text('{robin.Words("apply.review.send")}')");
        await robin.SeesAsync(robin.Words("apply.where.submitted"));
    }

    [Fact]
    public async Task What_the_keys_do_not_reach_is_noticed()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        await using var visitor = await chromium.OpenAsync(app.Address, 360, 740, Language, script: false);
        await visitor.Page.SetContentAsync("<!doctype html><title>t</title><main><a href='/'>a</a><span id='no'>no</span><a id='faint' href='/' style='outline:none'>b</a></main>");
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => new Keys(visitor).ReachAsync("#no"));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => new Keys(visitor).ReachAsync("#faint"));
    }

    /// <summary>What fingers on a keyboard do.</summary>
    private sealed class Keys(Visitor visitor)
    {
        /// <summary>More stops than any page has.</summary>
        private const int Most = 120;

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

                await Board.PressAsync("Tab");
            }

            Assert.Fail($"{visitor.Page.Url}: no key leads to {what}");
        }

        public async Task TypeAsync(string field, string words)
        {
            await ReachAsync(field);
            await Board.PressAsync("Control+A");
            await Board.TypeAsync(words);
        }

        /// <summary>One stop for a group of choices; the arrows go through it.</summary>
        public async Task ChooseAsync(string name, string value)
        {
            var wanted = visitor.Page.Locator($"input[type=radio][name='{name}'][value='{value}']");
            for (var stop = 0; stop < Most && !await visitor.Page.Locator($"input[type=radio][name='{name}']:focus").IsVisibleAsync() && await visitor.Page.Locator($"input[type=radio][name='{name}']:focus").CountAsync() == 0; stop++)
                await Board.PressAsync("Tab");
            await Board.PressAsync("Space");
            for (var step = 0; step < 10 && !await wanted.IsCheckedAsync(); step++)
                await Board.PressAsync("ArrowDown");
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
            var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Loaded(object? sender, IPage page) => loaded.TrySetResult();
            visitor.Page.Load += Loaded;
            await Board.PressAsync("Enter");
            await loaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
            visitor.Page.Load -= Loaded;
        }
    }
}
