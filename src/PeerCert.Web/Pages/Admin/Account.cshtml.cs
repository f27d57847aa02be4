using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Admin;

/// <summary>One account and its roles, those held and those ended.</summary>
public sealed class AccountModel(PeerCertDb db, ProgramClock clock, GrantRole.Handler grant, EndRole.Handler end, AskForReset.Handler ask, ConfirmReset.Handler confirm) : PageModel
{
    public sealed class Form
    {
        [Required, Display(Name = "role.label")]
        public Role? Role { get; set; }

        [Required, Display(Name = "reason.label")]
        public string? Reason { get; set; }
    }

    public sealed class ResetForm
    {
        [Display(Name = "reset.address")]
        public string? Email { get; set; }

        [Required, Display(Name = "reset.checked")]
        public string? Checked { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public ResetForm Reset { get; set; } = new();

    /// <summary>What was asked for or agreed to; null where nothing was.</summary>
    public AccountReset? Asked { get; private set; }

    public bool MayConfirm => Asked is { ConfirmedAt: null } asked && asked.AskedBy != User.UserId;

    public AccountView Account { get; private set; } = null!;

    public bool IsOwn => Id == User.UserId;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await db.AccountViewAsync(Id, clock.Now, HttpContext.RequestAborted) is not { } account)
        {
            context.Result = NotFound();
            return;
        }
        Account = account;
        Asked = await AccountReset.OpenOf(db, Id, clock.Now).AsNoTracking().SingleOrDefaultAsync(HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostGrantAsync(CancellationToken ct) =>
        this.IsValid(nameof(Input)) ? Again(await grant.HandleAsync(new(Id, Input.Role, Input.Reason, User.Session()), ct)) : this.AskAgain();

    public async Task<IActionResult> OnPostEndAsync(CancellationToken ct) =>
        this.IsValid(nameof(Input)) ? Again(await end.HandleAsync(new(Id, Input.Role!.Value, Input.Reason, User.Session()), ct)) : this.AskAgain();

    public async Task<IActionResult> OnPostAskResetAsync(CancellationToken ct)
    {
        if (!this.IsValid(nameof(Reset)))
            return this.AskAgain();
        var asked = await ask.HandleAsync(new(Id, Reset.Email, Reset.Checked, User.Session()), ct);
        return asked.Problem is Problem.Invalid invalid
            ? this.Show(invalid.In(nameof(Reset)))
            : Again(asked);
    }

    public async Task<IActionResult> OnPostConfirmResetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return Again(await confirm.HandleAsync(new(Id, User.Session()), ct));
    }

    private IActionResult Again(Result<Done> result) =>
        result.Match<IActionResult>(_ => RedirectToPage(new { id = Id }), problem => this.Show(problem));
}
