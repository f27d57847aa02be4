using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>Gives up one's own certificate, after what follows from it was read and the number typed once more.</summary>
public sealed class SurrenderModel(OpenMyCertificate open, SurrenderCertificate.Handler surrender) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public MyCertificate Mine { get; private set; } = null!;

    public bool IsGivenUp => Mine.Life.Overlays.Any(o => o.Overlay is CertificateOverlay.Inactive && o.Covers(Mine.AsOf));

    public sealed class Form
    {
        [Display(Name = "surrender.number")]
        public string? Typed { get; set; }
        [Display(Name = "surrender.reason")]
        public string? Reason { get; set; }
    }

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await LoadAsync(number, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(string number, CancellationToken ct) =>
        (await surrender.HandleAsync(new(number, Input.Typed, Input.Reason, User.ActorOf()), ct)).Problem is not { } problem
            ? RedirectToPage(new { number })
            : await LoadAsync(number, ct) ?? this.Show(problem);

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.HandleAsync(number, null, asStaff: false, User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }
}
