using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Certifications;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Says what closing an account means, and closes it.</summary>
[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class CloseModel(CloseAccount.Handler close) : FormPage<CloseModel.Form>
{
    public sealed class Form
    {
        [Required, Display(Name = "account.current-password")]
        public string? Password { get; set; }

        [Display(Name = "close.sure")]
        public bool Sure { get; set; }
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if ((await close.HandleAsync(new(Input.Password, Input.Sure, User.Session()), ct)).Problem is { } problem)
            return this.Show(problem);
        await HttpContext.SignOutAsync(SessionCookie.Scheme);
        TempData[SignInModel.Note] = "close.done";
        return RedirectToPage("/Account/SignIn");
    }
}
