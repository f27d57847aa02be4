using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class IndexModel(ChangePassword.Handler change, SignOutEverywhere.Handler everywhere) : FormPage<IndexModel.Form>
{
    private const string Changed = "password-changed";

    public sealed class Form
    {
        [Required, Display(Name = "account.current-password")]
        public string? Current { get; set; }

        [Required, Display(Name = "account.new-password")]
        public string? Password { get; set; }
    }

    public bool HasChanged { get; private set; }

    public void OnGet() => HasChanged = TempData[Changed] is true;

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (!(await change.HandleAsync(new(Input.Current, Input.Password, User.Session()), ct)).Succeeded(out var signedIn, out var problem))
            return this.Show(problem);
        await HttpContext.SignInAsync(SessionCookie.Scheme, Visitor.Of(signedIn));
        TempData[Changed] = true;
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!(await everywhere.HandleAsync(new(User.Session()), ct)).Succeeded(out _, out var problem))
            return this.Show(problem);
        await HttpContext.SignOutAsync(SessionCookie.Scheme);
        return RedirectToPage("/Account/SignIn");
    }
}
