using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Admin;

/// <summary>Finds an account, and invites members of staff. An address is looked for by POST: it is nobody's history's business.</summary>
public sealed class AccountsModel(PeerCertDb db, InviteStaff.Handler invite) : PageModel
{
    public sealed class FindForm
    {
        [Required, Display(Name = "account.email")]
        public string? Email { get; set; }
    }

    public sealed class InviteForm
    {
        [Required, Display(Name = "account.email")]
        public string? Email { get; set; }

        [Required, Display(Name = "reason.label")]
        public string? Reason { get; set; }
    }

    [BindProperty]
    public FindForm Find { get; set; } = new();

    [BindProperty]
    public InviteForm Invite { get; set; } = new();

    public InviteStaff.Invited? Invited { get; private set; }

    public async Task<IActionResult> OnPostFindAsync(CancellationToken ct)
    {
        if (!this.IsValid(nameof(Find)))
            return this.AskAgain();
        var account = await db.AccountByEmailAsync(Find.Email ?? "", ct);
        return account is not null
            ? RedirectToPage("/Admin/Account", new { id = account.Id })
            : this.Show(Problem.Invalid.At("Find.Email", Text.Of("accounts.none")));
    }

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken ct)
    {
        if (!this.IsValid(nameof(Invite)))
            return this.AskAgain();
        if (!(await invite.HandleAsync(new(Invite.Email, Invite.Reason, User.Session()), ct)).Succeeded(out var invited, out var problem))
            return this.Show(problem is Problem.Invalid invalid
                ? invalid.In("Invite")
                : problem);
        Invited = invited;   // shown in this answer and never again
        return Page();
    }
}
