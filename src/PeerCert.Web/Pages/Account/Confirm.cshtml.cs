using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Where the link of a letter leads. Opening it changes nothing, since programs that look through mail open links, too; the button does.</summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class ConfirmModel(ConfirmAddress.Handler confirm) : FormPage<ConfirmModel.Form>
{
    public sealed class Form
    {
        public string? Code { get; set; }
    }

    public void OnGet(string? code) => Input.Code = code;

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if ((await confirm.HandleAsync(new(Input.Code), ct)).Problem is { } problem)
            return this.Show(problem);
        if (User.Identity is not { IsAuthenticated: true })
        {
            TempData[SignInModel.Note] = "confirm.done";
            return RedirectToPage("/Account/SignIn");
        }
        TempData[IndexModel.Note] = "confirm.done";
        return RedirectToPage("/Account/Index");
    }
}
