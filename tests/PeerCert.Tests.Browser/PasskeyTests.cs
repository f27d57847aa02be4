using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PeerCert.Testing;

namespace PeerCert.Tests.Browser;

/// <summary>A passkey from Chromium's own virtual authenticator: added, used instead of the password, removed.</summary>
public sealed class PasskeyTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_without_a_password_and_once_removed_opens_nothing()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, overTheWire: true);
        using (await app.ApplicantAsync()) { }
        // A passkey belongs to a name: an address of numbers has none.
        var site = new UriBuilder(app.Address) { Host = "localhost" }.Uri;
        await using var robin = await chromium.OpenAsync(site, 360, 800);
        await using var authenticator = await AuthenticatorAsync(robin.Page);
        await robin.GoAsync("/account/sign-in");
        await robin.TypeAsync(robin.Words("account.email"), "robin@example.org");
        await robin.TypeAsync(robin.Words("account.password"), TestApp.Password);
        await robin.SubmitAsync();

        await robin.GoAsync("/account/passkeys");
        await robin.TypeAsync(robin.Words("passkey.name"), "my phone");
        await robin.Page.GetByRole(AriaRole.Button, new() { Name = robin.Words("passkey.add") }).ClickAsync();
        await robin.Page.GetByText(robin.Words("passkey.done")).WaitForAsync();
        Assert.True(await robin.Page.GetByRole(AriaRole.Heading, new() { Name = "my phone" }).IsVisibleAsync());

        await robin.Page.Context.ClearCookiesAsync();
        await robin.GoAsync("/account/passkey");
        await robin.SubmitAsync();
        await Assertions.Expect(robin.Page).ToHaveURLAsync(new Regex("/my$"));   // asked again and again: waiting for an event may miss it

        await robin.GoAsync("/account/passkeys");
        await robin.Page.GetByRole(AriaRole.Link, new() { Name = robin.Words("passkey.remove") }).ClickAsync();
        await robin.TypeAsync(robin.Words("account.current-password"), TestApp.Password);
        await robin.SubmitAsync();
        await robin.Page.GetByText(robin.Words("passkey.removed")).WaitForAsync();
        await robin.Page.Context.ClearCookiesAsync();
        await robin.GoAsync("/account/passkey");
        await robin.Page.Locator("main form button").ClickAsync();
        await robin.Page.GetByText("That did not work.").First.WaitForAsync();
        Assert.EndsWith("/account/passkey", robin.Page.Url, StringComparison.Ordinal);
    }

    private static async Task<IAsyncDisposable> AuthenticatorAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new Detached(session);
    }

    private sealed class Detached(ICDPSession session) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await session.DetachAsync();
    }
}
