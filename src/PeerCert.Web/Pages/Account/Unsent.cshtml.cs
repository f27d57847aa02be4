using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>What the reader typed when their session had ended: to look at, to send now, or to let go.</summary>
[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class UnsentModel(TypedForms forms) : PageModel
{
    /// <summary>Where the reader was going; only ever a page of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public Guid Id { get; private set; }

    public DateTime TypedAt { get; private set; }

    public ReplayedForm? Form { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await forms.LastAsync(User.UserId, ct) is not var (id, typedAt, form))
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Visitor.FirstPageOf(User.Session()));
        (Id, TypedAt, Form) = (id, typedAt, form);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct) =>
        (await forms.DropAsync(id, User.UserId, ct)).Match<IActionResult>(_ => RedirectToPage(new { ReturnUrl }), this.Show);
}
