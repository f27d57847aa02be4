using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PeerCert.Testing;

namespace PeerCert.Tests.Browser;

/// <summary>What is typed on a page of an application is kept a moment later, without a press.</summary>
public sealed class KeepDraftTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task What_is_typed_is_there_on_another_device_and_the_button_still_goes_on()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        var (mine, phone) = await BeginsAsync(app);
        await using var _ = phone;
        await phone.GoAsync($"{mine}/about-you");
        await phone.TypeAsync(phone.Words("apply.about-you.as-printed"), "Robin Exa");
        await SaidAsync(phone, "apply.kept.saved");
        using var library = await app.SignedInAsync("robin@example.org");
        await library.OpenAsync($"{mine}/about-you");
        Assert.Equal("Robin Exa", library.ValueOf("Input.AsPrinted"));

        // at once pressed after the last letter: no question about another device
        await phone.TypeAsync(phone.Words("apply.about-you.as-printed"), "Robin Example");
        await phone.TypeDayAsync(phone.Words("apply.about-you.birth-date"), new(1985, 4, 27));
        await phone.PressAsync(phone.Words("apply.save"));
        Assert.EndsWith("/statements", phone.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_was_begun_stands_in_the_form_again_and_is_told_before_sending()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        var (mine, phone) = await BeginsAsync(app);
        await using var _ = phone;
        await phone.Page.GotoAsync($"{mine}/entries/core-training");
        await phone.TypeAsync(phone.Words("apply.entries.span.who"), "Example Training Center");
        await SaidAsync(phone, "apply.kept.saved");
        await phone.Page.GotoAsync($"{mine}/review");
        await phone.SeesAsync(phone.Words("apply.review.begun"));
        await phone.Page.GotoAsync($"{mine}/entries/core-training");
        Assert.Equal("Example Training Center", await phone.Page.GetByLabel(phone.Words("apply.entries.span.who")).InputValueAsync());
        await phone.TypeAsync(phone.Words("unit.hours.how-many"), "80");
        await phone.TypeDayAsync(phone.Words("apply.entries.span.to"), new(2026, 1, 15));
        await phone.PressAsync(phone.Words("apply.entries.add"));
        Assert.Equal("", await phone.Page.GetByLabel(phone.Words("apply.entries.span.who")).InputValueAsync());
        await phone.Page.GotoAsync($"{mine}/review");
        Assert.DoesNotContain(phone.Words("apply.review.begun"), await phone.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_connection_it_says_so_and_keeps_it_when_there_is_one_again()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        var (mine, phone) = await BeginsAsync(app);
        await using var _ = phone;
        await phone.Page.GotoAsync($"{mine}/about-you");
        await phone.Page.Context.SetOfflineAsync(true);
        await phone.TypeAsync(phone.Words("apply.about-you.as-printed"), "Robin Example");
        await SaidAsync(phone, "apply.kept.waiting");
        await phone.Page.Context.SetOfflineAsync(false);
        await SaidAsync(phone, "apply.kept.saved");
        using var library = await app.SignedInAsync("robin@example.org");
        await library.OpenAsync($"{mine}/about-you");
        Assert.Equal("Robin Example", library.ValueOf("Input.AsPrinted"));
    }

    [Fact]
    public async Task What_another_device_changed_is_not_overwritten_and_a_session_that_ended_is_told()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        var (mine, phone) = await BeginsAsync(app);
        await using var _ = phone;
        await phone.Page.GotoAsync($"{mine}/about-you");
        using (var library = await app.SignedInAsync("robin@example.org"))
        {
            await library.OpenAsync($"{mine}/about-you");
            await library.Fill("Input.AsPrinted", "Robin Library").FillDay("Input.BirthDate", new(1985, 4, 27)).PressKeyAsync("apply.save");
            await phone.TypeAsync(phone.Words("apply.about-you.as-printed"), "Robin Phone");
            await SaidAsync(phone, "apply.kept.press");
            await library.OpenAsync($"{mine}/about-you");
            Assert.Equal("Robin Library", library.ValueOf("Input.AsPrinted"));
        }
        await app.EndSessionsOfAsync("robin@example.org");
        await phone.TypeAsync(phone.Words("apply.about-you.as-printed"), "Robin Phone, too");
        await SaidAsync(phone, "apply.kept.signed-out");
        await phone.PressAsync(phone.Words("apply.save"));
        await phone.TypeAsync(phone.Words("account.email"), "robin@example.org");
        await phone.TypeAsync(phone.Words("account.password"), TestApp.Password);
        await phone.SubmitAsync();
        await phone.SeesAsync("Robin Phone, too");
    }

    private async Task<(string Mine, Visitor Phone)> BeginsAsync(TestApp app)
    {
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        var mine = robin.Path;
        await robin.OpenAsync($"{mine}/pathway");
        await robin.Fill("Input.Value", "initial").PressKeyAsync("apply.save");
        var phone = await chromium.OpenAsync(app.Address, 360, 800);
        await phone.Page.GotoAsync("/account/sign-in");
        await phone.TypeAsync(phone.Words("account.email"), "robin@example.org");
        await phone.TypeAsync(phone.Words("account.password"), TestApp.Password);
        await phone.Page.Locator("main form button").ClickAsync();
        await Assertions.Expect(phone.Page).ToHaveURLAsync(new Regex("/my$"));   // asked again and again: waiting for an event may miss it
        return (mine, phone);
    }

    private static Task SaidAsync(Visitor visitor, string key) => Assertions.Expect(visitor.Page.Locator("[data-kept]")).ToHaveTextAsync(visitor.Words(key), new() { Timeout = 20_000 });
}
