using Microsoft.AspNetCore.Mvc;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Messages;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>Where the application is; before it is sent the parts of it, while items are missing those items, after that what was sent.</summary>
public sealed class IndexModel(OpenMyApplication open, ApplicantsViews views, PeerCertDb db, ProgramClock clock) : ApplicationPage(open)
{
    /// <summary>Where it is, what staff decided last and what they wait for.</summary>
    public ApplicantsView View { get; private set; } = null!;

    /// <summary>The parts that are not filled in yet.</summary>
    public IReadOnlyList<FormPart> Missing => field ??= Mine.Missing(clock.Today);

    /// <summary>What staff wrote and nobody has read yet.</summary>
    public int UnreadMessages { get; private set; }

    protected override async Task<IActionResult> FillAsync(CancellationToken ct)
    {
        UnreadMessages = await db.UnreadMessagesAsync(Mine.Application.Id, ct);
        View = await views.OfAsync(Mine, ct);
        return await base.FillAsync(ct);
    }
}
