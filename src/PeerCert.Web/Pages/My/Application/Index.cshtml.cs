using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>The parts of an application, what is done and what is left; after sending, where it is and why.</summary>
public sealed class IndexModel(OpenMyApplication open, ProgramClock clock) : ApplicationPage(open)
{
    /// <summary>What staff decided last, for the person to read; null before anything was decided.</summary>
    public Decision? LastDecision { get; private set; }

    /// <summary>The parts that are not filled in yet.</summary>
    public IReadOnlyList<FormPart> Missing => field ??= Mine.Missing(clock.Today);

    protected override async Task<IActionResult> FillAsync(CancellationToken ct)
    {
        LastDecision = await Open.LastDecisionAsync(Mine, ct);
        return await base.FillAsync(ct);
    }
}
