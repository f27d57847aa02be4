using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>The pages around passkeys, as far as they go without a browser that has one.</summary>
public sealed class PasskeyPageTests
{
    [Fact]
    public async Task A_passkey_belongs_to_the_name_in_the_settings_and_not_to_the_one_that_was_asked_for()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite, configuration: new Dictionary<string, string?> { ["Program:Address"] = "https://peers.example" });
        using var robin = await app.ApplicantAsync();
        robin.Http.DefaultRequestHeaders.Host = "elsewhere.example";
        await robin.OpenAsync("/account/passkeys");
        Assert.Contains("\"id\":\"peers.example\"", robin.Page.QuerySelector("[data-options]")!.GetAttribute("data-options"), StringComparison.Ordinal);
        await robin.OpenAsync("/account/passkey");
        Assert.Contains("\"rpId\":\"peers.example\"", robin.Page.QuerySelector("[data-options]")!.GetAttribute("data-options"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not even that")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA"},"clientExtensionResults":{}}""")]
    public async Task What_no_browser_made_signs_nobody_in_and_is_not_kept(string credential)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/account/passkeys");
        robin.Page.QuerySelector("[data-credential]")!.SetAttribute("value", credential);
        await robin.Fill("Input.Name", "my phone").PressKeyAsync("passkey.add");
        Assert.Equal(HttpStatusCode.Conflict, robin.Status);
        using var page = app.Anonymous;
        await page.OpenAsync("/account/passkey");
        page.Page.QuerySelector("[data-credential]")!.SetAttribute("value", credential);
        await page.PressKeyAsync("passkey.go");
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        await using var db = app.Open();
        Assert.False(await db.Passkeys.AnyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Removing_one_needs_the_password_and_it_must_be_ones_own(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        using var casey = await app.ApplicantAsync("casey@example.org");
        Guid id;
        await using (var db = app.Open())
        {
            var account = await db.Users.SingleAsync(a => a.Email == "robin@example.org");
            var passkey = Passkey.Of(account.Id, "kitchen tablet", new([1, 2, 3], [4], DateTimeOffset.UnixEpoch, 0, ["internal"], true, false, false, [5], [6]), app.Clock.Now);
            db.Add(passkey);
            Assert.Null(await db.TrySaveAsync(default));
            id = passkey.Id;
        }
        await casey.OpenAsync($"/account/passkeys/{id}");
        await casey.Fill("Input.Password", TestApp.Password).PressKeyAsync("passkey.remove");
        await robin.OpenAsync("/account/passkeys");
        robin.Sees("kitchen tablet");
        await robin.OpenAsync($"/account/passkeys/{id}");
        await robin.Fill("Input.Password", "not my password at all").PressKeyAsync("passkey.remove");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        await robin.Fill("Input.Password", TestApp.Password).PressKeyAsync("passkey.remove");
        robin.SeesKey("passkey.removed").DoesNotSee("kitchen tablet");
    }
}
