using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Account;

[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class SignUpModel(SignUp.Handler signUp, Wording words) : FormPage<Credentials>
{
    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        var done = await signUp.HandleAsync(new(Input.Email, Input.Password, words.Language.Tag), ct);
        return done.Match<IActionResult>(
            _ =>
            {
                TempData[SignInModel.Note] = "sign-up.done";
                return RedirectToPage("/Account/SignIn");
            },
            problem => this.Show(problem));
    }
}
