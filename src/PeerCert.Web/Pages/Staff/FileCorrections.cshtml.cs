using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Corrections;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>What of one file the reader may correct, and what was corrected.</summary>
[Authorize(Policy = Permissions.CorrectRecords)]
public sealed class FileCorrectionsModel(OpenCorrections open) : PageModel
{
    public CorrectableFile Opened { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Id<Core.Applications.Application> id, CancellationToken ct)
    {
        if (!(await open.OfFileAsync(id, User.Session(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        return Page();
    }
}
