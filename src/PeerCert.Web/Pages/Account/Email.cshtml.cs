using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class EmailModel(ChangeAddress.Handler change) : FormPage<EmailModel.Form>
{
    public sealed class Form
    {
        [Required, Display(Name = "change-email.new")]
        public string? Email { get; set; }

        [Required, Display(Name = "account.current-password")]
        public string? Current { get; set; }
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if ((await change.HandleAsync(new(Input.Email, Input.Current, User.Session()), ct)).Problem is { } problem)
            return this.Show(problem);
        TempData[IndexModel.Note] = "change-email.done";
        return RedirectToPage("/Account/Index");
    }
}
