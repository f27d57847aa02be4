using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Access;

/// <summary>
/// The one cookie of a session. It names a session and nothing that counts: whose that is and which roles they hold is
/// read anew with every request, so that an ended role and an ended session are gone at once.
/// </summary>
internal sealed class SessionCookie : CookieAuthenticationEvents
{
    public const string Scheme = "session";

    /// <summary>The short-lived cookie of whoever has taken the first of two steps.</summary>
    public const string HalfWay = "half-way";

    /// <summary>Says to the page of the sign-in that what was typed is kept.</summary>
    public const string KeptNote = "kept";

    private static readonly TimeSpan HalfWayFor = TimeSpan.FromMinutes(10);

    public static void Configure(CookieAuthenticationOptions options)
    {
        Bind(options, "peercert");
        options.ExpireTimeSpan = AccountSession.Idle;
        options.SlidingExpiration = true;
        options.LoginPath = Navigation.SignIn;
        options.ReturnUrlParameter = "returnUrl";
        options.EventsType = typeof(SessionCookie);
    }

    public static void ConfigureHalfWay(CookieAuthenticationOptions options)
    {
        Bind(options, "peercert-step");
        options.ExpireTimeSpan = HalfWayFor;
        options.SlidingExpiration = false;
    }

    internal static void Bind(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/";
        options.CookieManager = new HostBound();
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Asked for only here: a visitor without a session costs no connection.
        var (services, ct) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        var (db, now) = (services.GetRequiredService<PeerCertDb>(), services.GetRequiredService<ProgramClock>().Now);
        if (Guid.TryParse(context.Principal!.FindFirstValue(Visitor.SessionClaim), out var id)
            && await db.SessionAsync(id, now, services.GetRequiredService<AccountOptions>().StaffSecondStep, ct) is var (session, usedAt))
        {
            context.ReplacePrincipal(Visitor.Of(session, id));
            if (AccountSession.HourOf(now) is var hour && hour > usedAt)
                // A page can be read when this cannot be kept: it is tried again with the next.
                await db.SessionUsedAsync(id, hour, ct);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (ProblemDocument.IsFor(context.Request))
        {
            await Answer(context, StatusCodes.Status401Unauthorized);
            return;
        }
        if (await TypedForms.KeepAsync(context.HttpContext) is not null)
            context.RedirectUri += $"&{KeptNote}=true";
        await base.RedirectToLogin(context);
    }

    /// <summary>Whoever works here and has shown a password only is led to the second step, and from there to where they were going.</summary>
    public override async Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.HttpContext.User.RolesWait || ProblemDocument.IsFor(context.Request))
        {
            await Answer(context, StatusCodes.Status403Forbidden);
            return;
        }
        await TypedForms.KeepAsync(context.HttpContext);
        context.Response.Redirect(Visitor.SecondStep);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Over https the name says what browsers then enforce: this host only, never over http, never set by a subdomain.</summary>
    private sealed class HostBound : ICookieManager
    {
        private readonly ChunkingCookieManager _inner = new();

        public string? GetRequestCookie(HttpContext context, string key) => _inner.GetRequestCookie(context, Name(context, key));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _inner.AppendResponseCookie(context, Name(context, key), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _inner.DeleteCookie(context, Name(context, key), options);

        private static string Name(HttpContext context, string key) => context.Request.IsHttps ? $"__Host-{key}" : key;
    }
}
