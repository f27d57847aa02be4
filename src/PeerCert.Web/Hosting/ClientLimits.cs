using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace PeerCert.Web.Hosting;

/// <summary>How often one client may ask: so many requests in so many seconds. Zero permits: no limit.</summary>
public sealed class Rate
{
    public int Permits { get; set; }
    public int Seconds { get; set; } = 60;
}

/// <summary>The limits by name, from the settings file (<c>Limits</c>).</summary>
public sealed class ClientLimits
{
    public const string Section = "Limits";

    /// <summary>Policy for forms that guess at secrets: sign-in, sign-up, password reset. Only sending counts, not looking.</summary>
    public const string SignIn = nameof(SignInRate);

    /// <summary>Policy for the public registry pages.</summary>
    public const string Registry = nameof(RegistryRate);

    /// <summary>Policy for <c>/api</c>.</summary>
    public const string Api = nameof(ApiRate);

    public Rate GeneralRate { get; set; } = new();
    public Rate SignInRate { get; set; } = new();
    public Rate RegistryRate { get; set; } = new();
    public Rate ApiRate { get; set; } = new();

    public static void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<ClientLimits>(configuration.GetSection(Section));
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ClientLimits>>((limiter, limits) =>
        {
            var rates = limits.Value;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(c => PartitionOf(c, rates.GeneralRate));
            limiter.AddPolicy(Registry, c => PartitionOf(c, rates.RegistryRate));
            limiter.AddPolicy(Api, c => PartitionOf(c, rates.ApiRate));
            limiter.AddPolicy(SignIn, c => HttpMethods.IsPost(c.Request.Method) ? PartitionOf(c, rates.SignInRate) : Unlimited);
            limiter.OnRejected = RefuseAsync;
        });
    }

    private static RateLimitPartition<string> Unlimited => RateLimitPartition.GetNoLimiter("unlimited");

    private static RateLimitPartition<string> PartitionOf(HttpContext context, Rate rate) => rate.Permits is 0
        ? Unlimited
        : RateLimitPartition.GetFixedWindowLimiter(ClientOf(context), _ => new()
        {
            PermitLimit = rate.Permits,
            Window = TimeSpan.FromSeconds(rate.Seconds),
            QueueLimit = 0,
        });

    /// <summary>An account, else an address: of IPv6 the half that one subscriber has, or a limit would be no limit.</summary>
    private static string ClientOf(HttpContext context)
    {
        if (context.User.Identity is { IsAuthenticated: true } && context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } account)
            return account;
        return context.Connection.RemoteIpAddress switch
        {
            null => "unknown",
            { IsIPv4MappedToIPv6: true } a => a.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } a => new IPAddress([.. a.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]).ToString(),
            var a => a.ToString(),
        };
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken _)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(60);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await rejected.HttpContext.RequestServices.GetRequiredService<StatusPages>().WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests);
    }
}
