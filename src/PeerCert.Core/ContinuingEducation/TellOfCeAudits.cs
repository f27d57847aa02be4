using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

/// <summary>
/// Tells the holders of filings under review that the last day for their proof comes near, and that it is over. Each once for each review, whatever runs
/// twice or was killed; days on which nothing ran are made up for.
/// </summary>
public sealed class TellOfCeAudits(PeerCertDb db, Notice.Writer notices, ReminderOptions options, ProgramClock clock)
{
    private const int AtOnce = 100;

    /// <summary>Tells some; returns how many.</summary>
    public Task<Result<int>> RunAsync(CancellationToken ct) => RunAsync(clock.Today, ct);

    /// <summary>The same by the calendar of <paramref name="day"/>, for whoever makes up for a day by hand.</summary>
    public async Task<Result<int>> RunAsync(DateOnly day, CancellationToken ct)
    {
        var last = day.AddDays(options.OfProof);
        var waiting = await db.CeAudits
            .Where(a => a.State == CeAuditState.Requested && ((a.RemindedOn == null && a.DueOn >= day && a.DueOn <= last && a.RequestedOn < day) || (a.ToldOverdueOn == null && a.DueOn < day)))
            .OrderBy(a => a.DueOn).ThenBy(a => a.Id).Take(AtOnce).ToListAsync(ct);
        if (waiting.Count == 0)
            return 0;
        var held = waiting.ConvertAll(a => a.Certificate);
        var numbers = await db.Certificates.Where(c => held.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, ct);
        var tellings = new List<Notice.Telling>();
        foreach (var audit in waiting)
        {
            var isOver = audit.IsOverdueOn(day);
            if (isOver)
                audit.ToldOverdue(day);
            else
                audit.Reminded(day);
            audit.Touch();
            tellings.Add(new(
                audit.Person, "ce-audit-reminder", $"{audit.Id}/{(isOver ? "over" : "near")}",
                Text.Of(isOver ? "notice.ce-audit.overdue" : "notice.ce-audit.near", ("number", numbers[audit.Certificate]), ("due", audit.DueOn)), null, isOver ? null : audit.DueOn));
        }
        await notices.TellAsync(tellings, ct);
        return await db.TrySaveAsync(ct) is { } lost and not (Problem.AlreadyDone or Problem.ChangedMeanwhile) ? lost : waiting.Count;
    }
}
