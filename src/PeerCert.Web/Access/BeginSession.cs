using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Access;

/// <summary>The one place where a session begins: it is written down, its cookie is handed out, and the reader's language comes along.</summary>
public sealed class BeginSession(OpenSession.Handler open, TypedForms typed, AccountOptions options, PeerCertDb db, ProgramClock clock)
{
    private const string Stamp = "peercert:stamp";

    /// <summary>What the reader may do from now on.</summary>
    public async Task<Result<Session>> InAsync(HttpContext context, SignIn.SignedIn signedIn, CancellationToken ct)
    {
        var (browser, machine) = BrowserWords.Read(context.Request.Headers.UserAgent.ToString());
        if (!(await open.HandleAsync(new(signedIn, browser, machine), ct)).Succeeded(out var id, out var problem))
            return problem;
        await context.SignInAsync(SessionCookie.Scheme, Visitor.Of(id));
        LanguageChoice.Keep(context, signedIn.Language);
        return (await db.SessionAsync(id, clock.Now, options.StaffSecondStep, ct))!.Value.Session;
    }

    /// <summary>After the first step: to where the reader was going, or first to the page that asks for the code.</summary>
    public async Task<IActionResult> AfterFirstStepAsync(PageModel page, SignIn.Passed passed, string? returnUrl, CancellationToken ct)
    {
        if (!passed.AsksForCode)
            return await GoOnAsync(page, passed.SignedIn, returnUrl, ct);
        await page.HttpContext.SignInAsync(SessionCookie.HalfWay, new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, passed.SignedIn.Account.ToString()), new(Stamp, passed.SignedIn.Stamp)], SessionCookie.HalfWay)));
        return page.RedirectToPage("/Account/Code", page.Url.IsLocalUrl(returnUrl) ? new { returnUrl } : null);
    }

    /// <summary>To where the reader was going; before that, to what they had typed when their last session ended.</summary>
    public async Task<IActionResult> GoOnAsync(PageModel page, SignIn.SignedIn signedIn, string? returnUrl, CancellationToken ct)
    {
        if (!(await InAsync(page.HttpContext, signedIn, ct)).Succeeded(out var session, out var problem))
            return page.Show(problem);
        return page.LocalRedirect(await FirstPageAsync(session, page.Url.IsLocalUrl(returnUrl) ? returnUrl : null, ct));
    }

    /// <summary>Where somebody who has just signed in comes to; <paramref name="local"/> is a page of this site, or null.</summary>
    public async Task<string> FirstPageAsync(Session session, string? local, CancellationToken ct) =>
        session.RolesWait ? Visitor.SecondStep
        : !await typed.AnyAsync(session.Account, ct) ? local ?? Visitor.FirstPageOf(session)
        : local is null ? TypedForms.Page : $"{TypedForms.Page}?returnUrl={Uri.EscapeDataString(local)}";

    /// <summary>Who has taken the first step here a moment ago; null where nobody has.</summary>
    public static async Task<(Guid Account, string Stamp)?> HalfWayAsync(HttpContext context) =>
        (await context.AuthenticateAsync(SessionCookie.HalfWay)).Principal is { } user && user.FindFirstValue(Stamp) is { } stamp ? (user.UserId, stamp) : null;

    public static Task LeaveHalfWayAsync(HttpContext context) => context.SignOutAsync(SessionCookie.HalfWay);
}

/// <summary>
/// What a browser says of itself (RFC 9110 §10.1.5), as far as its owner needs it to know a session again. Each claims to be others, too: the
/// narrower words come first.
/// </summary>
public static class BrowserWords
{
    private static readonly (string Word, Browser Browser)[] Browsers =
    [
        ("SamsungBrowser/", Browser.SamsungInternet), ("Edg", Browser.Edge), ("Firefox/", Browser.Firefox), ("FxiOS/", Browser.Firefox),
        ("OPR/", Browser.Other), ("Chrome/", Browser.Chrome), ("CriOS/", Browser.Chrome), ("Safari/", Browser.Safari),
    ];

    private static readonly (string Word, Machine Machine)[] Machines =
    [
        ("Android", Machine.Android), ("iPhone", Machine.IPhone), ("iPad", Machine.IPad), ("Macintosh", Machine.Mac), ("Windows", Machine.Windows), ("Linux", Machine.Linux),
    ];

    public static (Browser Browser, Machine Machine) Read(string userAgent) => (
        Browsers.FirstOrDefault(b => userAgent.Contains(b.Word, StringComparison.Ordinal)).Browser,
        Machines.FirstOrDefault(m => userAgent.Contains(m.Word, StringComparison.Ordinal)).Machine);
}
