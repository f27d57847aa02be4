using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;

namespace PeerCert.Web.Pages.Staff;

/// <summary>How the deadlines of the staff are kept: what is late or near, by stage and by desk, and what will be.</summary>
[Authorize(Policy = Permissions.SeeQueue)]
public sealed class DeadlinesModel(OpenDeskDeadlines open) : PageModel
{
    public DeskDeadlines Desk { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Desk = await open.HandleAsync(ct);
}
