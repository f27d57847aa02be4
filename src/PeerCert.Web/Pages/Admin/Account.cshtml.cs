using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Admin;

/// <summary>One account and its roles, those held and those ended.</summary>
public sealed class AccountModel(PeerCertDb db, ProgramClock clock, GrantRole.Handler grant, EndRole.Handler end) : PageModel
{
    public sealed class Form
    {
        [Required, Display(Name = "role.label")]
        public Role? Role { get; set; }

        [Required, Display(Name = "reason.label")]
        public string? Reason { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

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
        await next();
    }

    public async Task<IActionResult> OnPostGrantAsync(CancellationToken ct) =>
        ModelState.IsValid ? Again(await grant.HandleAsync(new(Id, Input.Role, Input.Reason, User.Session()), ct)) : this.AskAgain();

    public async Task<IActionResult> OnPostEndAsync(CancellationToken ct) =>
        ModelState.IsValid ? Again(await end.HandleAsync(new(Id, Input.Role!.Value, Input.Reason, User.Session()), ct)) : this.AskAgain();

    private IActionResult Again(Result<Done> result) =>
        result.Match<IActionResult>(_ => RedirectToPage(new { id = Id }), problem => this.Show(problem));
}
