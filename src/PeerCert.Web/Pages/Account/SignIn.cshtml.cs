using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class SignInModel(SignIn.Handler signIn, PeerCertDb db) : PageModel
{
    internal const string Note = "sign-in-note";

    public sealed class Form
    {
        [Required, Display(Name = "account.email")]
        public string? Email { get; set; }

        [Required, Display(Name = "account.password")]
        public string? Password { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Where the reader was going; only ever a page of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public string? NoteKey { get; private set; }

    public void OnGet() => NoteKey = TempData[Note] as string ?? (Url.IsLocalUrl(ReturnUrl) ? "sign-in.first" : null);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.AskAgain();
        if (!(await signIn.HandleAsync(new(Input.Email, Input.Password), ct)).Succeeded(out var signedIn, out var problem))
            return this.Show(problem);
        await HttpContext.SignInAsync(SessionCookie.Scheme, Visitor.Of(signedIn));
        if (Url.IsLocalUrl(ReturnUrl))
            return LocalRedirect(ReturnUrl);
        return LocalRedirect(await db.SessionAsync(signedIn.Account, signedIn.Stamp, ct) is { } session ? Visitor.FirstPageOf(session) : "/account");
    }
}
