using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class ForgotModel(AskToRecover.Handler ask) : FormPage<ForgotModel.Form>
{
    public sealed class Form
    {
        [Required, Display(Name = "account.email")]
        public string? Email { get; set; }
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if ((await ask.HandleAsync(new(Input.Email), ct)).Problem is { } problem)
            return this.Show(problem);
        TempData[SignInModel.Note] = "forgot.done";
        return RedirectToPage("/Account/SignIn");
    }
}
