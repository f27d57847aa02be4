using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>
/// An OpenID Connect provider on the loopback address that keeps to the rules, unless a test tells it to forge: then it signs what it should not, or not at all.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string Client = "peercert-tests";
    private const string Secret = "a secret of client and provider";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, (string Challenge, string RedirectUri, string Nonce)> _codes = [];
    private RSA _key = RSA.Create(2048);

    private FakeProvider(WebApplication app, TimeProvider time) => (_app, _time) = (app, time);

    public string Issuer => _app.Urls.First();
    public string Kid { get; private set; } = "first";
    public string Subject { get; set; } = "subject-1";
    public string? Email { get; set; } = "robin@example.org";
    public int MetadataReads { get; private set; }

    /// <summary>What the metadata call the issuer; its address unless a test says otherwise.</summary>
    public string? CallsItself { get; set; }

    /// <summary>Changes what is about to be signed.</summary>
    public Action<SecurityTokenDescriptor>? Alters { get; set; }

    /// <summary>Makes the token itself.</summary>
    public Func<SecurityTokenDescriptor, string>? Forges { get; set; }

    public static async Task<FakeProvider> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var provider = new FakeProvider(app, time);
        app.MapGet("/.well-known/openid-configuration", () =>
        {
            provider.MetadataReads++;
            return Results.Json(new
            {
                issuer = provider.CallsItself ?? provider.Issuer,
                authorization_endpoint = $"{provider.Issuer}/authorize",
                token_endpoint = $"{provider.Issuer}/token",
                jwks_uri = $"{provider.Issuer}/keys",
            });
        });
        app.MapGet("/keys", () => Results.Text(provider.Keys(), "application/json"));
        app.MapPost("/token", (Delegate)provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    public Dictionary<string, string?> Settings => new()
    {
        ["SignInProvider:Name"] = "Example Office",
        ["SignInProvider:Issuer"] = Issuer,
        ["SignInProvider:ClientId"] = Client,
        ["SignInProvider:ClientSecret"] = Secret,
    };

    /// <summary>A new key in place of the old one.</summary>
    public void ChangeKey() => (_key, Kid) = (RSA.Create(2048), Kid + "-next");

    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    public SigningCredentials OwnKey => new(new RsaSecurityKey(_key) { KeyId = Kid }, SecurityAlgorithms.RsaSha256);

    /// <summary>Somebody signs in at the provider, and is sent back with this address.</summary>
    public string Approve(Uri asked)
    {
        var query = HttpUtility.ParseQueryString(asked.Query);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(Client, query["client_id"]);
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["code_challenge"]!, query["redirect_uri"]!, query["nonce"]!);
        return $"{new Uri(query["redirect_uri"]!).AbsolutePath}?code={code}&state={Uri.EscapeDataString(query["state"]!)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private string Keys()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.ExportParameters(false)) { KeyId = Kid });
        return $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{Kid}}","n":"{{key.N}}","e":"{{key.E}}"}]}""";
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!_codes.Remove(form["code"].ToString(), out var asked)
            || form["client_secret"] != Secret || form["redirect_uri"] != asked.RedirectUri
            || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        var now = _time.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Client,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            SigningCredentials = OwnKey,
            Claims = new Dictionary<string, object> { ["sub"] = Subject, ["nonce"] = asked.Nonce },
        };
        if (Email is not null)
            token.Claims["email"] = Email;
        Alters?.Invoke(token);
        var signed = Forges?.Invoke(token) ?? new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
        return Results.Json(new { access_token = "nothing", token_type = "Bearer", id_token = signed });
    }
}
