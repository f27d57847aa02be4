using Microsoft.AspNetCore.Mvc;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Messages;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>Where the application is; before it is sent the parts of it, while items are missing those items, after that what was sent.</summary>
public sealed class IndexModel(OpenMyApplication open, OpenWhereabouts whereabouts, PeerCertDb db, ProgramClock clock) : ApplicationPage(open)
{
    public Whereabouts Where { get; private set; } = null!;

    /// <summary>What staff decided last, for the person to read; null before anything was decided.</summary>
    public Decision? LastDecision { get; private set; }

    /// <summary>What staff wait for; nothing where it is their turn.</summary>
    public IReadOnlyList<AskedItem> Asked { get; private set; } = [];

    /// <summary>The parts that are not filled in yet.</summary>
    public IReadOnlyList<FormPart> Missing => field ??= Mine.Missing(clock.Today);

    /// <summary>What staff wrote and nobody has read yet.</summary>
    public int UnreadMessages { get; private set; }

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    /// <summary>Where a missing item is given: a document in its own form.</summary>
    public string Link(AskedItem item) => item.Document is { } document ? $"{Link(item.Part!)}?add={document.Name}#add" : Link(item.Part!);

    protected override async Task<IActionResult> FillAsync(CancellationToken ct)
    {
        UnreadMessages = await db.UnreadMessagesAsync(Mine.Application.Id, ct);
        Where = await whereabouts.HandleAsync(Mine.Application, ct);
        var last = await Open.LastDecisionAsync(Mine, ct);
        LastDecision = last?.ReadDecision();
        if (Mine.Application.State is ApplicationState.Incomplete && last is not null)
            Asked = Mine.Asked(last);
        return await base.FillAsync(ct);
    }
}
