using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class RemovePasskeyModel(RemovePasskey.Handler remove) : FormPage<RemovePasskeyModel.Form>
{
    public sealed class Form
    {
        [Required, Display(Name = "account.current-password")]
        public string? Password { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if ((await remove.HandleAsync(new(Id, Input.Password, User.Session()), ct)).Problem is { } problem)
            return this.Show(problem);
        TempData[PasskeysModel.Note] = "passkey.removed";
        return RedirectToPage("/Account/Passkeys");
    }
}
