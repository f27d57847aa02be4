using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerCert.Testing;
using PeerCert.Web.Access;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>Sign-in through a provider: linked once by its owner, and nothing forged, replayed or merely similar opens an account.</summary>
public sealed class ProviderTests
{
    private const string Robin = "robin@example.org";

    [Theory, OnEveryDatabase]
    public async Task The_first_time_the_owner_links_it_with_the_password_and_then_it_is_enough(Engine engine)
    {
        await using var its = await Together.StartAsync(engine);
        using (await its.App.ApplicantAsync(Robin)) { }
        using var page = await its.ThroughAsync();
        Assert.Equal("/account/provider", page.Path);   // the same address proves nothing
        page.SeesKey("provider.have-one");
        await page.Fill("Input.Email", Robin).Fill("Input.Password", "not my password at all").PressKeyAsync("provider.link");
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        await page.Fill("Input.Password", TestApp.Password).PressKeyAsync("provider.link");
        Assert.Equal("/my", page.Path);
        await its.App.MailToAsync(Robin, "account-letter.provider-linked.subject");

        its.Provider.Email = "another@example.org";   // the link is to the subject, whatever else changes
        using var again = await its.ThroughAsync();
        Assert.Equal("/my", again.Path);
        its.Provider.Subject = "subject-2";
        its.Provider.Email = Robin;
        using var other = await its.ThroughAsync();
        Assert.Equal("/account/provider", other.Path);
        await other.OpenAsync("/my");
        Assert.StartsWith("/account/sign-in", other.Path, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Somebody_new_makes_an_account_and_a_known_address_gets_the_same_answer_and_no_link(Engine engine)
    {
        await using var its = await Together.StartAsync(engine);
        using (await its.App.ApplicantAsync(Robin)) { }
        using var taken = await its.ThroughAsync();
        Assert.Equal(Robin, taken.ValueOf("New.Email"));
        await taken.PressKeyAsync("sign-up.go");
        var said = (taken.Path, taken.Said);
        its.Provider.Subject = "subject-2";
        using var page = await its.ThroughAsync();
        await page.Fill("New.Email", "casey@example.org").PressKeyAsync("sign-up.go");
        Assert.Equal(said, (page.Path, page.Said));
        using var casey = await its.ThroughAsync();
        Assert.Equal("/my", casey.Path);
        await using var db = its.App.Open();
        Assert.Equal("subject-2", (await db.UserLogins.SingleAsync()).ProviderKey);
        Assert.False((await db.Users.SingleAsync(a => a.Email == "casey@example.org")).EmailConfirmed);
    }

    [Theory, OnEveryDatabase]
    public async Task A_second_step_is_asked_for_and_unlinking_needs_the_password(Engine engine)
    {
        await using var its = await Together.StartAsync(engine);
        using var robin = await its.App.ApplicantAsync(Robin);
        await its.LinkAsync(Robin);
        var (_, paper) = await its.App.TurnsOnSecondStepAsync(robin);
        using var page = await its.ThroughAsync();
        Assert.Equal("/account/code", page.Path);
        await page.Fill("Input.Code", paper[0]).PressKeyAsync("second-step.enter-go");
        Assert.Equal("/my", page.Path);

        await page.OpenAsync("/account/provider");
        await page.Fill("Unlinking.Password", "not my password at all").PressKeyAsync("provider.unlink");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        await page.Fill("Unlinking.Password", TestApp.Password).PressKeyAsync("provider.unlink");
        page.SeesKey("provider.unlinked");
        using var after = await its.ThroughAsync();
        Assert.Equal("/account/provider", after.Path);
    }

    public static TheoryData<string> Forgeries => [.. Forged.Keys];

    private static readonly Dictionary<string, Action<FakeProvider>> Forged = new()
    {
        ["another key under the same name"] = p => p.Alters = t => t.SigningCredentials = new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = p.Kid }, SecurityAlgorithms.RsaSha256),
        ["another key under no name"] = p => p.Alters = t => t.SigningCredentials = new(new RsaSecurityKey(RSA.Create(2048)), SecurityAlgorithms.RsaSha256),
        ["no signature"] = p => p.Forges = t => Unsigned(p, t),
        ["an empty signature under a good name"] = p => p.Forges = t => string.Join('.', new JsonWebTokenHandler().CreateToken(t).Split('.')[..2]) + ".",
        ["the public key as a shared secret"] = p => p.Forges = t => Sign(t, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(p.PublicKey)) { KeyId = p.Kid }),
        ["an algorithm that is not in the list"] = p => p.Alters = t => t.SigningCredentials = new(t.SigningCredentials.Key, SecurityAlgorithms.RsaSha512),
        ["another audience"] = p => p.Alters = t => t.Audience = "somebody-else",
        ["another issuer"] = p => p.Alters = t => t.Issuer = "https://elsewhere.example",
        ["another nonce"] = p => p.Alters = t => t.Claims["nonce"] = "guessed",
        ["no nonce"] = p => p.Alters = t => t.Claims.Remove("nonce"),
        ["no subject"] = p => p.Alters = t => t.Claims.Remove("sub"),
        ["a time that is over"] = p => p.Alters = t => (t.NotBefore, t.Expires) = (t.NotBefore!.Value.AddHours(-2), t.NotBefore.Value.AddHours(-1)),
        ["a time that has not come"] = p => p.Alters = t => (t.NotBefore, t.Expires) = (t.NotBefore!.Value.AddHours(1), t.NotBefore.Value.AddHours(2)),
        ["no end"] = p => p.Alters = t => t.Expires = null,
        ["metadata that call themselves somebody else"] = p =>
        {
            p.CallsItself = "https://elsewhere.example";
            p.Alters = t => t.Issuer = "https://elsewhere.example";
        },
    };

    [Theory, MemberData(nameof(Forgeries))]
    public async Task A_forged_token_opens_nothing(string forgery)
    {
        await using var its = await Together.StartAsync(Engine.Sqlite);
        using (await its.App.ApplicantAsync(Robin)) { }
        await its.LinkAsync(Robin);
        using (var honest = await its.ThroughAsync())
            Assert.Equal("/my", honest.Path);
        if (forgery.StartsWith("metadata", StringComparison.Ordinal))
            its.App.Time.Advance(TimeSpan.FromHours(2));   // they are read again
        Forged[forgery](its.Provider);
        using var page = await its.ThroughAsync();
        page.SeesKey("provider.failed");
        Assert.StartsWith("/account/sign-in", (await page.OpenAsync("/my")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_back_works_once_and_only_in_the_browser_that_asked()
    {
        await using var its = await Together.StartAsync(Engine.Sqlite);
        using (await its.App.ApplicantAsync(Robin)) { }
        await its.LinkAsync(Robin);
        using var page = its.App.Anonymous;
        var back = its.Provider.Approve(await its.AskAsync(page));
        using (var thief = its.App.Anonymous)
        {
            await thief.OpenAsync(back);
            thief.SeesKey("provider.failed");
        }
        await page.OpenAsync(back.Replace("state=", "state=x", StringComparison.Ordinal));
        page.SeesKey("provider.failed");
        await page.OpenAsync(back);
        Assert.Equal("/my", page.Path);
        using var fresh = its.App.Anonymous;
        await its.AskAsync(fresh);
        await fresh.OpenAsync(back);
        fresh.SeesKey("provider.failed");
        await page.OpenAsync(back);
        page.SeesKey("provider.failed");
    }

    [Fact]
    public async Task A_new_key_works_at_once_and_invented_ones_are_asked_about_once()
    {
        await using var its = await Together.StartAsync(Engine.Sqlite);
        using (await its.App.ApplicantAsync(Robin)) { }
        await its.LinkAsync(Robin);
        var before = its.Provider.MetadataReads;
        its.Provider.ChangeKey();
        its.App.Time.Advance(TimeSpan.FromMinutes(5));
        using (var page = await its.ThroughAsync())
            Assert.Equal("/my", page.Path);
        Assert.Equal(before + 1, its.Provider.MetadataReads);
        its.Provider.Alters = t => t.SigningCredentials = new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = $"{Guid.NewGuid()}" }, SecurityAlgorithms.RsaSha256);
        for (var i = 0; i < 3; i++)
            using (var page = await its.ThroughAsync())
                page.SeesKey("provider.failed");
        Assert.Equal(before + 1, its.Provider.MetadataReads);   // all within the minute
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public void Settings_that_would_take_unsigned_tokens_or_shared_secrets_are_refused(string algorithm)
    {
        Assert.Null(new ProviderOptions { Name = "A", Issuer = "https://id.example", ClientId = "c" }.Check());
        Assert.Equal("provider-settings", new ProviderOptions { Name = "A", Issuer = "https://id.example", ClientId = "c", Algorithms = [SecurityAlgorithms.RsaSha256, algorithm] }.Check()?.Code);
        Assert.Equal("provider-settings", new ProviderOptions { Name = "A", Issuer = "http://id.example", ClientId = "c" }.Check()?.Code);
    }

    private static string Sign(SecurityTokenDescriptor token, SymmetricSecurityKey key)
    {
        token.SigningCredentials = new(key, SecurityAlgorithms.HmacSha256);
        return new JsonWebTokenHandler().CreateToken(token);
    }

    private static string Unsigned(FakeProvider provider, SecurityTokenDescriptor token)
    {
        var signed = new JsonWebTokenHandler().CreateToken(token);
        return $"{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($$"""{"alg":"none","typ":"JWT","kid":"{{provider.Kid}}"}"""))}.{signed.Split('.')[1]}.";
    }

    /// <summary>The program and a provider that it is set to.</summary>
    private sealed class Together(TestApp app, FakeProvider provider) : IAsyncDisposable
    {
        public TestApp App => app;
        public FakeProvider Provider => provider;

        public static async Task<Together> StartAsync(Engine engine)
        {
            var database = await TestDatabase.CreateAsync(engine);
            var provider = await FakeProvider.StartAsync(database.Time);
            return new(await TestApp.StartAsync(engine, configuration: provider.Settings, database: database), provider);
        }

        /// <summary>Follows the link of the sign-in page as far as the provider.</summary>
        public async Task<Uri> AskAsync(PageDriver page)
        {
            await page.OpenAsync("/account/sign-in");
            var link = page.Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).Single(h => h.EndsWith("/go", StringComparison.Ordinal));
            using var answer = await page.Http.GetAsync(new Uri(link, UriKind.Relative));
            Assert.StartsWith($"{provider.Issuer}/authorize", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
            return answer.Headers.Location;
        }

        /// <summary>There and back again.</summary>
        public async Task<PageDriver> ThroughAsync()
        {
            var page = app.Anonymous;
            return await page.OpenAsync(provider.Approve(await AskAsync(page)));
        }

        public async Task LinkAsync(string email)
        {
            using var page = await ThroughAsync();
            await page.Fill("Input.Email", email).Fill("Input.Password", TestApp.Password).PressKeyAsync("provider.link");
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await provider.DisposeAsync();
        }
    }
}
