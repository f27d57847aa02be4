using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class SignUpModel(SignUp.Handler signUp) : PageModel
{
    public sealed class Form
    {
        [Required, Display(Name = "account.email")]
        public string? Email { get; set; }

        [Required, Display(Name = "account.password")]
        public string? Password { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.AskAgain();
        var done = await signUp.HandleAsync(new(Input.Email, Input.Password), ct);
        return done.Match<IActionResult>(
            _ =>
            {
                TempData[SignInModel.Note] = "sign-up.done";
                return RedirectToPage("/Account/SignIn");
            },
            problem => this.Show(problem));
    }
}
