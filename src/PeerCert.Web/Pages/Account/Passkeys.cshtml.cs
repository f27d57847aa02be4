using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>The passkeys of an account: made by the browser, named, listed, removed.</summary>
[Authorize(Policy = AccessRegistration.SignedIn), RunsScript]
public sealed class PasskeysModel(PeerCertDb db, IPasskeyHandler<Core.People.Account> passkeys, AddPasskey.Handler add) : PageModel
{
    internal const string Note = "passkey-note";
    private const string State = "passkey-making";

    public sealed class Form
    {
        [Required, Display(Name = "passkey.name")]
        public string? Name { get; set; }

        public string? Credential { get; set; }
    }

    private string? _asked;

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<Passkey> Mine { get; private set; } = [];

    /// <summary>What the browser is asked for, as the script hands it on.</summary>
    public string Options { get; private set; } = "{}";

    public string? NoteKey { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var account = User.UserId;
        Mine = await db.Passkeys.AsNoTracking().Where(p => p.Account == account).OrderBy(p => p.AddedAt).ToListAsync(HttpContext.RequestAborted);
        _asked = TempData[State] as string;
        var session = User.Session();
        var made = await passkeys.MakeCreationOptionsAsync(new() { Id = account.ToString(), Name = session.Email, DisplayName = session.Email }, HttpContext);
        (Options, TempData[State]) = (made.CreationOptionsJson, made.AttestationState);
        await next();
    }

    public void OnGet() => NoteKey = TempData[Note] as string;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.AskAgain();
        if (string.IsNullOrEmpty(Input.Credential) || await passkeys.PerformAttestationAsync(new() { HttpContext = HttpContext, CredentialJson = Input.Credential, AttestationState = _asked }) is not { Succeeded: true } made)
            return this.Show(new Problem.Refused("passkey-refused", Text.Of("passkey.failed")));
        if ((await add.HandleAsync(new(Input.Name, made.Passkey, User.Session(), User.SessionId), ct)).Problem is { } problem)
            return this.Show(problem);
        TempData[Note] = "passkey.done";
        return RedirectToPage();
    }
}
