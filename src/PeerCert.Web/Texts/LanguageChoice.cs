using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace PeerCert.Web.Texts;

/// <summary>
/// Which language a request is answered in: the cookie that the switch sets, else the first language of the browser
/// that exists here, else English. Only the interface culture follows it: what is parsed and stored does not.
/// </summary>
public sealed class LanguageChoice(RequestDelegate next, Catalogue catalogue)
{
    public const string Cookie = "lang";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>From now on this browser reads <paramref name="language"/>; without one it stays with what it reads.</summary>
    public static void Keep(HttpContext context, string? language)
    {
        if (language is not null)
            context.Response.Cookies.Append(Cookie, language, new()
            {
                HttpOnly = true,
                SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = Kept,
            });
    }

    public Task InvokeAsync(HttpContext context)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = Choose(context.Request).Culture;
        return next(context);
    }

    public Language Choose(HttpRequest request)
    {
        if (catalogue.Languages.Length == 1)
            return catalogue.Languages[0];
        if (request.Cookies[Cookie] is { } chosen && catalogue.Languages.FirstOrDefault(l => l.Tag == chosen) is { } language)
            return language;
        foreach (var wanted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(w => w, StringWithQualityHeaderValueComparer.QualityComparer))
            if (catalogue.Languages.FirstOrDefault(l => wanted.Value.Value?.Split('-')[0].Equals(l.Tag, StringComparison.OrdinalIgnoreCase) is true) is { } spoken)
                return spoken;
        return catalogue.LanguageOf(Catalogue.Fallback);
    }
}
