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

/// <summary>Two records that were put together, and the way back.</summary>
[Authorize(Policy = Permissions.MergePeople)]
public sealed class MergeModel(OpenMerges open, UndoMerge.Handler undo, Proof proof) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<PersonMerge> Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public OpenedMerge Opened { get; private set; } = null!;

    public sealed class Form
    {
        [Display(Name = "staff.correct.reason")]
        public string? Reason { get; set; }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        return (await undo.HandleAsync(new(Id, Input.Reason, User.Session()), ct)).Problem is not { } problem
            ? RedirectToPage()
            : await LoadAsync(ct) ?? this.Show(problem);
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.OneAsync(Id, User.Session(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        return null;
    }
}
