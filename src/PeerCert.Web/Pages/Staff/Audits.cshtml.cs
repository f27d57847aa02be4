using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Reviews of continuing education that are not over, those that were referred, and the form that draws more.</summary>
[Authorize(Policy = Permissions.AuditEducation)]
public sealed class AuditsModel(OpenCeAudits open, DrawCeAudits.Handler draw, ProgramClock clock) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<ListedCeAudit> Waiting { get; private set; } = [];

    public IReadOnlyList<ListedCeAudit> Referred { get; private set; } = [];

    public IReadOnlyList<CeAuditDraw> Draws { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public sealed class Form
    {
        [Display(Name = "staff.audits.from")]
        public DateInput From { get; set; } = new();
        [Display(Name = "staff.audits.through")]
        public DateInput Through { get; set; } = new();
        [Display(Name = "staff.audits.size")]
        public string? Size { get; set; }
        [Display(Name = "staff.audits.seed")]
        public string? Seed { get; set; }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        // Proposed with the form, so that the same form sent twice draws once.
        Input.Seed = CeSample.NewSeed();
        return await PageAsync(ct);
    }

    public async Task<IActionResult> OnPostDrawAsync(CancellationToken ct)
    {
        if ((await draw.HandleAsync(new(Input.From.Typed, Input.Through.Typed, Input.Size, Input.Seed, User.Session()), ct)).Succeeded(out var drawn, out var problem))
            return RedirectToPage("/Staff/AuditDraw", new { id = drawn });
        await PageAsync(ct);
        return this.Show(problem.In("Input"));
    }

    private async Task<IActionResult> PageAsync(CancellationToken ct)
    {
        (Waiting, Referred, Draws) = (await open.WaitingAsync(ct), await open.ReferredAsync(ct), await open.DrawsAsync(ct));
        return Page();
    }
}
