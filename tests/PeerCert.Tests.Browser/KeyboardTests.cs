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
}
