using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Corrections;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>One correction: what was wrong, what is right, what follows, and what a second person says to it.</summary>
[Authorize(Policy = Permissions.SeeCorrections)]
public sealed class CorrectionModel(OpenCorrections open, DecideCorrection.Handler decide, Proof proof) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Core.Corrections.Correction> Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public FiledCorrection Filed { get; private set; } = null!;

    public bool MayDecide => User.Session().May(Core.Corrections.Correction.PermissionFor(Filed.Correction.Kind));

    public bool SeesFiles => User.Session().May(Permissions.SeeQueue);

    public bool IsMine => Filed.Correction.Account == User.ActorOf().Account;

    public sealed class Form
    {
        [Display(Name = "staff.correct.reject-reason")]
        public string? Reason { get; set; }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public Task<IActionResult> OnPostConfirmAsync(CancellationToken ct) => DecideAsync(confirms: true, ct);

    public Task<IActionResult> OnPostRejectAsync(CancellationToken ct) => DecideAsync(confirms: false, ct);

    private async Task<IActionResult> DecideAsync(bool confirms, CancellationToken ct)
    {
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        return (await decide.HandleAsync(new(Id, confirms, Input.Reason, User.Session()), ct)).Problem is not { } problem
            ? RedirectToPage()
            : await LoadAsync(ct) ?? this.Show(problem);
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.OneAsync(Id, User.Session(), ct)).Succeeded(out var filed, out var problem))
            return this.Show(problem);
        Filed = filed;
        return null;
    }
}
