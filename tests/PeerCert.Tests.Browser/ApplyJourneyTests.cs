using Microsoft.Playwright;
using PeerCert.Testing;

namespace PeerCert.Tests.Browser;

/// <summary>An applicant's way through the program, in a real browser; axe looks at every page they come to.</summary>
public sealed class ApplyJourneyTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>The smallest phone we build for.</summary>
    private const int Phone = 360;

    [Theory]
    [InlineData(Engine.Postgres, "en")]
    [InlineData(Engine.Sqlite, "es")]
    [Provision("CAL-801.3", "CAL-801.4.E", "CAL-801.4.G", "CAL-202.1.F")]
    public async Task Somebody_applies_on_a_phone(Engine engine, string language)
    {
        await using var app = await TestApp.StartAsync(engine, overTheWire: true);
        await using var robin = await chromium.OpenAsync(app.Address, Phone, 740, language);

        await robin.GoAsync("/");
        await robin.FollowAsync(robin.Words("home.apply.ready"));
        await robin.CheckAsync("initial");
        await robin.PressAsync(robin.Words("ready.go-on"));
        await robin.PressAsync(robin.Words("ready.ask"));
        await robin.SeesAsync(robin.Words("ready.not-yet"));
        await robin.GoAsync("/");
        await robin.FollowAsync(robin.Words("home.apply.go"));
        await robin.TypeAsync(robin.Words("account.email"), "robin@example.org");
        await robin.TypeAsync(robin.Words("account.password"), "short");
        await robin.SubmitAsync();
        await robin.SeesAsync(robin.Words("password.too-short"));
        await robin.TypeAsync(robin.Words("account.password"), TestApp.Password);
        await robin.SubmitAsync();
        await SignInAsync(robin, "robin@example.org");
        await robin.GoAsync((await app.MailToAsync("robin@example.org", "account-letter.confirm-address.subject", language)).Link);
        await robin.PressAsync(robin.Words("confirm.go"));
        await robin.GoAsync("/account/email");

        await robin.GoAsync("/my");
        await robin.FollowAsync(robin.Words("orientation-page.go"));
        await robin.CheckAsync("mostly");
        await robin.PressAsync(robin.Words("orientation-page.done"));
        await robin.PressAsync(robin.Words("my.start"));
        await robin.FollowAsync(robin.Words("apply.part.pathway"));
        await robin.PressAsync(robin.Words("apply.save"));
        await robin.SeesAsync(robin.Words("field.choice-missing"));
        await robin.CheckAsync("initial");
        await robin.PressAsync(robin.Words("apply.save"));
        await robin.TypeAsync(robin.Words("apply.about-you.as-printed"), "Robin Example");
        await robin.TypeDayAsync(robin.Words("apply.about-you.birth-date"), new(1985, 2, 27));
        var day = robin.Page.GetByLabel(robin.Words("field.date.day"));
        await day.FillAsync("30");
        await robin.PressAsync(robin.Words("apply.save"));
        await robin.SeesAsync(robin.Words("field.date.impossible"));
        Assert.Equal("Robin Example", await robin.Page.GetByLabel(robin.Words("apply.about-you.as-printed")).InputValueAsync());
        Assert.Equal("30", await day.InputValueAsync());
        await day.FillAsync("27");
        await robin.PressAsync(robin.Words("apply.save"));

        await robin.PressAsync(robin.Words("apply.save"));
        await robin.SeesAsync(robin.Words("field.choice-missing"));
        await robin.CheckAsync("consumer");
        await robin.CheckAsync("yes");
        await robin.PressAsync(robin.Words("apply.save"));

        await robin.TypeAsync(robin.Words("apply.entries.span.who"), "Example Training Center");
        await robin.TypeAsync(robin.Words("unit.hours.how-many"), "80");
        await robin.TypeDayAsync(robin.Words("apply.entries.span.to"), new(2026, 1, 15));
        await robin.PressAsync(robin.Words("apply.entries.add"));
        await robin.SeesAsync($"Example Training Center: 80 {robin.Words("unit.hours.name")}");
        await robin.FollowAsync(robin.Words("apply.entries.go-on"));
        foreach (var kind in Applying.Documents)
        {
            await robin.Page.GetByLabel(robin.Words("apply.evidence.kind")).SelectOptionAsync(kind);
            await robin.Page.GetByLabel(robin.Words("apply.evidence.file")).SetInputFilesAsync(new FilePayload { Name = $"{kind}.pdf", MimeType = "application/pdf", Buffer = Applying.Pdf(kind) });
            await robin.PressAsync(robin.Words("apply.evidence.send"));
            if (kind == "driver-license")
            {
                await robin.TypeAsync(robin.Words("apply.printed.name"), "EXAMPLE ROBIN");
                await robin.TypeDayAsync(robin.Words("apply.printed.until"), new(2031, 4, 27));
                await robin.PressAsync(robin.Words("apply.printed.save"));
            }
        }

        // left here, and gone on with from the first page of one's own
        await robin.GoAsync("/my");
        await robin.FollowAsync(robin.Words("my.go-on"));
        await robin.FollowAsync(robin.Words("apply.part.ethics"));
        await robin.TypeAsync(robin.Words("apply.ethics.sign"), "Robin Example");
        await robin.PressAsync(robin.Words("apply.ethics.button"));
        await robin.SeesAsync(robin.Words("verdict.met"));
        await robin.PressAsync(robin.Words("apply.review.send"));
        await robin.SeesAsync(robin.Words("apply.where.submitted"));
        Assert.True(robin.Seen >= 12, $"{robin.Seen} pages");
    }

    [Fact]
    public async Task The_language_is_changed_by_keyboard_alone()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        await using var robin = await chromium.OpenAsync(app.Address, Phone, 740);
        await robin.GoAsync("/registry");
        for (var i = 0; i < 20 && await robin.Page.Locator("a[hreflang=es]:focus").CountAsync() == 0; i++)
            await robin.Page.Keyboard.PressAsync("Tab");
        await robin.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(robin.Page.Locator("html[lang=es]")).ToBeVisibleAsync();
        await robin.LookAsync();
        Assert.EndsWith("/registry", robin.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_a_fault_is_noticed()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        await using var visitor = await chromium.OpenAsync(app.Address, Phone, 740);
        await visitor.Page.GotoAsync("/");
        await visitor.Page.SetContentAsync("<html><title>t</title><main><h1>t</h1><img src='x'></main></html>");
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(visitor.LookAsync);
        await SaysAsync(500, "scrolls sideways by");
        await SaysAsync(20, "when enlarged");   // fits as it is, and not at twice the size

        async Task SaysAsync(int letters, string fault)
        {
            await visitor.Page.SetContentAsync($"<!doctype html><html lang='en'><title>t</title><main><h1>t</h1><p>{new string('w', letters)}</p></main></html>");
            Assert.Contains(fault, (await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(visitor.LookAsync)).Message, StringComparison.Ordinal);
        }
    }

    internal static async Task SignInAsync(Visitor visitor, string email)
    {
        await visitor.GoAsync("/account/sign-in");
        await visitor.TypeAsync(visitor.Words("account.email"), email);
        await visitor.TypeAsync(visitor.Words("account.password"), TestApp.Password);
        await visitor.PressAsync(visitor.Words("account.sign-in"));
    }
}
