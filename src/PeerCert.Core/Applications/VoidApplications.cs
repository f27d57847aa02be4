using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary><paramref name="HeldThrough"/>: the last day on which it could be made complete.</summary>
[JournalEvent("application-voided")]
public sealed record ApplicationVoided(string Reference, DateOnly HeldThrough, long ForfeitedCents) : IJournalEvent;

/// <summary>
/// Ends applications that are still incomplete after the last day of the hold, from the start of the day after it; where
/// the standard says so their fees are forfeited (CAL-801.8.C, CF-52).
/// </summary>
public sealed class VoidApplications(
    PeerCertDb db, StandardsLibrary library, JournalWriter journal, Notice.Writer notices, ApplicationClocks clocks, ProgramClock clock)
{
    /// <summary>The pack's setting that says whether what was paid is kept.</summary>
    public const string ForfeitsFees = "void-forfeits-fees";

    /// <summary>Voids one; returns how many that were.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        var today = clock.Today;
        var application = await db.Applications.Where(a => a.State == ApplicationState.Incomplete && a.DueOn < today)
            .OrderBy(a => a.DueOn).ThenBy(a => a.Reference).FirstOrDefaultAsync(ct);
        if (application is not { DueOn: { } last, SubmittedOn: { } filedOn })
            return 0;
        if (!application.Take(ApplicationAction.Void, clocks, today, clock.Now).Succeeded(out _, out var problem))
            return problem;

        var forfeited = IsForfeiting(filedOn) ? await ForfeitAsync(application, ct) : default;
        await db.SettleAfterTheEndAsync(application, journal, Actor.Program, clock.Now, ct);
        journal.Record(new ApplicationVoided(application.Reference, last, forfeited.Cents), application, Actor.Program);
        await notices.TellAsync(
            application.Person, "application-void", $"{application.Id}",
            Text.Of("notice.application.void", ("reference", application.Reference), ("last", last)), null, null, ct);
        return await db.TrySaveAsync(ct) is { } lost ? lost : 1;
    }

    private bool IsForfeiting(DateOnly filedOn) =>
        library.On(GoverningQuestion.Filing, filedOn)?.Settings.GetValueOrDefault(ForfeitsFees)?.On(filedOn) == "true";

    private async Task<Money> ForfeitAsync(Application application, CancellationToken ct)
    {
        var paid = await db.Ledger.AsNoTracking().Where(e => e.File == application.Id.Value).ToListAsync(ct);
        var total = new Money(0);
        foreach (var entry in paid)
        {
            if (entry.Earned is not { Cents: > 0 } earned)
                continue;
            db.Add(entry.Forfeit(earned, clock.Now, Actor.Program));
            total += earned;
        }
        return total;
    }
}
