namespace PeerCert.Web.Hosting;

/// <summary>
/// Headers of every answer. No script runs on any page but those that say so, which may run the program's own; a page of a signed-in person is kept by no
/// cache, so that the next user of a shared phone cannot go back to it.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'none'; script-src 'none'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For a page that cannot do without: files of this site only, nothing written into the page.</summary>
    public static readonly string WithScript = ContentSecurityPolicy.Replace("script-src 'none'", "script-src 'self'; connect-src 'self'", StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return next(context);
    }

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)   // a file from outside brings a stricter one
            headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<RunsScriptAttribute>() is null ? ContentSecurityPolicy : WithScript;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (headers.CacheControl.Count == 0 && (context.User.Identity is { IsAuthenticated: true } || context.Response.StatusCode >= 400))
            headers.CacheControl = "no-store";
        headers.Remove("Server");
        headers.Remove("X-Powered-By");
        return Task.CompletedTask;
    }
}

/// <summary>A page that runs a script of the program's own.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RunsScriptAttribute : Attribute;
