using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Access;

/// <summary>The provider that people may sign in through, as the operator set it (<c>SignInProvider</c> in the settings).</summary>
public sealed class ProviderOptions
{
    public const string Section = "SignInProvider";

    /// <summary>What can be checked with a key that the provider publishes and nobody else can sign with.</summary>
    private static readonly HashSet<string> Signatures =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
    ];

    /// <summary>How people know it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its address, to the letter as its tokens name it.</summary>
    public string Issuer { get; set; } = "";

    public string ClientId { get; set; } = "";
    public string? ClientSecret { get; set; }

    /// <summary>The algorithms that its tokens may be signed with.</summary>
    public string[] Algorithms { get; set; } = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    public bool IsOnThisMachine => Uri.TryCreate(Issuer, UriKind.Absolute, out var uri) && uri.IsLoopback;

    /// <summary>What stands against starting with it; null where nothing does.</summary>
    public Problem? Check() =>
        Name.Length > 0 && ClientId.Length > 0 && Uri.TryCreate(Issuer, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)
            && Algorithms.Length > 0 && Algorithms.All(Signatures.Contains)
            ? null
            : new Problem.Refused("provider-settings", Text.Of("start.provider-settings"));
}

/// <summary>
/// Sign-in through the provider by the code flow with PKCE, state and nonce. What comes of it is a short-lived cookie that says who was proven, and no session:
/// that begins at <c>/account/provider</c>, if an account is linked.
/// </summary>
internal static class SignInProvider
{
    public const string Scheme = "provider";
    public const string Page = "/account/provider";
    public const string Go = "/account/provider/go";
    private const string Back = "/account/provider/back";
    private const string Proven = "proven-elsewhere";
    private static readonly TimeSpan ProvenFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public static void AddSignInProvider(this IServiceCollection services, IConfiguration configuration)
    {
        var provider = configuration.GetSection(ProviderOptions.Section).Get<ProviderOptions>();
        if (string.IsNullOrEmpty(provider?.Issuer))
            return;
        services.AddSingleton(provider).AddSingleton<ProviderKeys>();
        services.AddAuthentication().AddCookie(Proven, ConfigureProven).AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<ProviderKeys, ProgramClock>((o, keys, clock) => Configure(o, provider, keys, clock));
    }

    public static void MapSignInProvider(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<ProviderOptions>() is not null)
            app.MapGet(Go, () => Results.Challenge(new() { RedirectUri = Page }, [Scheme])).AllowAnonymous();
    }

    /// <summary>Who was proven here a moment ago, and the address that the provider gave, which proves nothing.</summary>
    public static async Task<(ProvenElsewhere Who, string? Email)?> ProvenAsync(HttpContext context) =>
        (await context.AuthenticateAsync(Proven)).Principal is { } user && user.FindFirstValue(JwtRegisteredClaimNames.Iss) is { } issuer && user.FindFirstValue(JwtRegisteredClaimNames.Sub) is { } subject
            ? (new(issuer, subject), user.FindFirstValue(JwtRegisteredClaimNames.Email)) : null;

    public static Task ForgetAsync(HttpContext context) => context.SignOutAsync(Proven);

    private static JsonWebToken? Read(string? token) => new JsonWebTokenHandler() is var reader && reader.CanReadToken(token) ? reader.ReadJsonWebToken(token) : null;

    private static void ConfigureProven(CookieAuthenticationOptions options)
    {
        SessionCookie.Bind(options, "peercert-proven");
        options.ExpireTimeSpan = ProvenFor;
        options.SlidingExpiration = false;
    }

    private static void Configure(OpenIdConnectOptions options, ProviderOptions provider, ProviderKeys keys, ProgramClock clock)
    {
        options.SignInScheme = Proven;
        options.CallbackPath = Back;
        options.Authority = provider.Issuer;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.ConfigurationManager = keys;
        options.RequireHttpsMetadata = !provider.IsOnThisMachine;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;   // a form posted by another site would come without our cookies
        options.UsePkce = true;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ProtocolValidator.RequireNonce = true;
        options.TokenValidationParameters = new()
        {
            ValidAudience = provider.ClientId,
            ValidAlgorithms = provider.Algorithms,   // neither "none" nor a secret shared with the provider can be in it
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            // Pinned: what the metadata calls itself counts for nothing.
            IssuerValidator = (issuer, _, _) => issuer == provider.Issuer ? issuer : throw new SecurityTokenInvalidIssuerException("another issuer"),
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Of(kid),
            LifetimeValidator = (from, until, _, _) => until is { } end && end + Skew > clock.Now && (from is not { } begin || begin - Skew <= clock.Now),
        };
        options.Events.OnTokenResponseReceived = async context =>
        {
            // The handler takes an unsigned token in this flow, as OpenID Connect Core §3.1.3.7 lets it. We do not.
            if (Read(context.TokenEndpointResponse.IdToken) is not { EncodedSignature.Length: > 0 } token || !provider.Algorithms.Contains(token.Alg))
                context.Fail("not signed as it must be");
            else
                await keys.KnowAsync(token.Kid, context.HttpContext.RequestAborted);
        };
        options.Events.OnTicketReceived = context =>
        {
            var kept = context.Principal!.Claims.Where(c => c.Type is JwtRegisteredClaimNames.Sub or JwtRegisteredClaimNames.Email);
            context.Principal = new(new ClaimsIdentity([new(JwtRegisteredClaimNames.Iss, provider.Issuer), .. kept], Proven));
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect($"{Page}?failed=true");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}

/// <summary>
/// What the provider publishes about itself, read once an hour; and once more when a token names a key that is not there, at most once a minute: so a new
/// key works at once, and invented ones cost the provider nothing.
/// </summary>
internal sealed class ProviderKeys(ProviderOptions provider, ProgramClock clock) : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private readonly HttpDocumentRetriever _http = new() { RequireHttps = !provider.IsOnThisMachine };
    private OpenIdConnectConfiguration? _known;
    private DateTime _readAt;
    private DateTime _askedAgainAt;

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        _known is { } known && clock.Now - _readAt < Fresh ? known : await ReadAsync(cancel);

    public void RequestRefresh()
    {
        // asked for by whoever does not know of KnowAsync, which has done it already
    }

    public IEnumerable<SecurityKey> Of(string? kid) => _known?.SigningKeys.Where(k => k.KeyId == kid) ?? [];

    /// <summary>Reads once more where this key is not known.</summary>
    public async Task KnowAsync(string? kid, CancellationToken ct)
    {
        if (Of(kid).Any() || clock.Now - _askedAgainAt < Again)
            return;
        _askedAgainAt = clock.Now;
        await ReadAsync(ct);
    }

    public void Dispose() => _one.Dispose();

    private async Task<OpenIdConnectConfiguration> ReadAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var address = $"{provider.Issuer.TrimEnd('/')}/.well-known/openid-configuration";
            (_known, _readAt) = (await OpenIdConnectConfigurationRetriever.GetAsync(address, _http, ct), clock.Now);
            return _known;
        }
        finally
        {
            _one.Release();
        }
    }
}
