using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>One draw with all it takes to draw again: seed, population, size, and whether the same filings come out.</summary>
[Authorize(Policy = Permissions.AuditEducation)]
public sealed class AuditDrawModel(OpenCeAudits open, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<CeAuditDraw> Id { get; set; }

    public OpenedCeAuditDraw Opened { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    /// <summary>The references it was drawn from, one a line.</summary>
    public async Task<IActionResult> OnGetPopulationAsync(CancellationToken ct) =>
        await LoadAsync(ct) ?? File(Encoding.UTF8.GetBytes(Opened.Draw.Population), "text/plain; charset=utf-8", $"population-{Opened.Draw.DrawnOn:yyyy-MM-dd}.txt");

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.DrawAsync(Id, ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        return null;
    }
}
