using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class IndexModel(
    PeerCertDb db, ChangePassword.Handler change, SignOutEverywhere.Handler everywhere, SendConfirmationAgain.Handler again, BeginSession begin, StopReset.Handler stopReset, ProgramClock clock, IServiceProvider services) : FormPage<IndexModel.Form>
{
    /// <summary>Key of what a page that led here has done.</summary>
    internal const string Note = "account-note";

    public sealed class Form
    {
        [Required, Display(Name = "account.current-password")]
        public string? Current { get; set; }

        [Required, Display(Name = "account.new-password")]
        public string? Password { get; set; }
    }

    public ProviderOptions? Provider { get; } = services.GetService<ProviderOptions>();

    public string? NoteKey { get; private set; }

    /// <summary>The address that was asked for and is not proved yet.</summary>
    public string? PendingEmail { get; private set; }

    /// <summary>From when a reset works that staff agreed to; null where there is none.</summary>
    public DateTime? ResetFrom { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var mine = User.UserId;
        PendingEmail = await db.Users.Where(a => a.Id == mine).Select(a => a.PendingEmail).SingleAsync(HttpContext.RequestAborted);
        ResetFrom = await AccountReset.OpenOf(db, mine, clock.Now).Select(r => r.WorksFrom).SingleOrDefaultAsync(HttpContext.RequestAborted);
        await next();
    }

    public void OnGet() => NoteKey = TempData[Note] as string;

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (!(await change.HandleAsync(new(Input.Current, Input.Password, User.Session()), ct)).Succeeded(out var signedIn, out var problem))
            return this.Show(problem);
        if ((await begin.InAsync(HttpContext, signedIn, ct)).Problem is { } notBegun)
            return this.Show(notBegun);
        TempData[Note] = "account.password-changed";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostLetterAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if ((await again.HandleAsync(new(User.Session()), ct)).Problem is { } problem)
            return this.Show(problem);
        TempData[Note] = "account.sent-again";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostStopResetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if ((await stopReset.HandleAsync(new(null, User.Session()), ct)).Problem is { } problem)
            return this.Show(problem);
        TempData[Note] = "stop-reset.done";
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
