using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>One line of a record's history, for people.</summary>
public sealed record TimelineLine(DateTime At, string By, string EventType, string? Reason);

public sealed class Timeline(PeerCertDb db)
{
    /// <summary>The newest lines about a root, and about those of other kinds that are kept under its id, newest first.</summary>
    public Task<List<TimelineLine>> AboutAsync(IReadOnlyCollection<string> rootKinds, Guid rootId, CancellationToken ct) =>
        db.Journal.AsNoTracking()
            .Where(e => rootKinds.Contains(e.RootKind) && e.RootId == rootId)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .Take(200)
            .Select(e => new TimelineLine(e.At, e.ActorName, e.EventType, e.Reason))
            .ToListAsync(ct);
}

public static class Collisions
{
    /// <summary>Somebody changed a root since it was looked at: who was last, and when.</summary>
    public static async Task<Problem> WhoChangedAsync<TRoot>(this PeerCertDb db, TRoot root, CancellationToken ct) where TRoot : class, IRoot
    {
        var kind = JournalWriter.RootKindOf<TRoot>();
        var last = await db.Journal.AsNoTracking()
            .Where(e => e.RootKind == kind && e.RootId == root.RootId)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .Select(e => new { e.ActorName, e.At })
            .FirstAsync(ct);
        return new Problem.ChangedMeanwhile(last.ActorName, last.At);
    }
}
