using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Whether the sign-in asks for a code, too; each change of that asks for the password.</summary>
[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class SecondStepModel(
    OpenMySecondStep mine, BeginSecondStep.Handler begin, RenewRecoveryCodes.Handler renew, TurnOffSecondStep.Handler turnOff, PeerCertDb db) : PageModel
{
    internal const string Note = "second-step-note";

    public sealed class Form
    {
        [Required, Display(Name = "account.current-password")]
        public string? Password { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public SecondStepView Step { get; private set; } = null!;

    public bool HasPasskey { get; private set; }

    /// <summary>Shown in this answer and never again.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public string? NoteKey { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var account = User.UserId;
        Step = await mine.OfAsync(account, HttpContext.RequestAborted);
        HasPasskey = User.RolesWait && await db.Passkeys.AnyAsync(p => p.Account == account, HttpContext.RequestAborted);
        await next();
    }

    public void OnGet() => NoteKey = TempData[Note] as string;

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.AskAgain();
        return (await begin.HandleAsync(new(Input.Password, User.Session()), ct)).Match<IActionResult>(_ => RedirectToPage("/Account/SetUpSecondStep"), this.Show);
    }

    public async Task<IActionResult> OnPostCodesAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.AskAgain();
        if (!(await renew.HandleAsync(new(Input.Password, User.Session()), ct)).Succeeded(out var codes, out var problem))
            return this.Show(problem);
        Codes = codes;
        return Page();
    }

    public async Task<IActionResult> OnPostOffAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.AskAgain();
        if ((await turnOff.HandleAsync(new(Input.Password, User.Session()), ct)).Problem is { } problem)
            return this.Show(problem);
        TempData[Note] = "second-step.turned-off";
        return RedirectToPage();
    }
}
