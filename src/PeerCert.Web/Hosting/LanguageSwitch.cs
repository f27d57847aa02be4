using Microsoft.AspNetCore.Http.HttpResults;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Hosting;

/// <summary>
/// The way from one language to another: a plain link, since it stands on every page, those included that are shown while
/// the store or the key ring is away. It leads back to where it stood.
/// </summary>
public static class LanguageSwitch
{
    private const string Path = "/language";

    public static string LinkTo(Language language, HttpRequest from) =>
        $"{Path}/{language.Tag}?returnUrl={Uri.EscapeDataString((from.PathBase + from.Path).ToUriComponent() + from.QueryString.ToUriComponent())}";

    public static void MapLanguageSwitch(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Path}/{{language}}", async (string language, string? returnUrl, HttpContext context, Catalogue catalogue, CancellationToken ct) =>
        {
            if (catalogue.Languages.All(l => l.Tag != language))
                return Results.StatusCode(StatusCodes.Status404NotFound);
            // a link on somebody else's site is not the reader's choice
            if (context.Request.Headers["Sec-Fetch-Site"] != "cross-site")
            {
                LanguageChoice.Keep(context, language);
                if (context.User.Identity is { IsAuthenticated: true }
                    && (await context.RequestServices.GetRequiredService<ChooseLanguage.Handler>().HandleAsync(new(language, context.User.Session()), ct)).Problem is { } problem)
                    return Results.StatusCode(ProblemDocument.StatusOf(problem));
            }
            return Results.LocalRedirect(RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl! : "/");
        }).AllowAnonymous();
}
