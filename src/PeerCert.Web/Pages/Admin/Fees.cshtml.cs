using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Ledger;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Pages.Admin;

/// <summary>The fee schedule of today, line by line: what is printed, where, and whether the state has approved it.</summary>
[Authorize(Policy = Permissions.ApproveFees)]
public sealed class FeesModel(FeeSchedule schedule, ProgramClock clock) : PageModel
{
    public IReadOnlyList<ScheduledFee> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Lines = await schedule.OnAsync(clock.Today, ct);
}
