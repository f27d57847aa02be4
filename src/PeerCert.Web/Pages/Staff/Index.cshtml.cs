using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Pages.Staff;

/// <summary>What waits for staff, the clock that runs out first on top.</summary>
[Authorize(Policy = Permissions.SeeQueue)]
public sealed class IndexModel(WorkQueue queue, ProgramClock clock) : PageModel
{
    public IReadOnlyList<WaitingFile> Waiting { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken ct) => Waiting = await queue.ListAsync(ct);
}
