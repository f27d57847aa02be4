using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>The name by which this process holds leases: never that of another process, nor of this one restarted.</summary>
public sealed record NodeName(string Value)
{
    public static NodeName New() => new($"{Environment.MachineName[..Math.Min(Environment.MachineName.Length, 30)]}/{Environment.ProcessId}/{Guid.NewGuid():N}");
}

/// <summary>
/// Gives committed entries their place in the chain. Chaining inside the commit itself would make all writers wait for
/// one another; here one process at a time does it shortly after. The lease only saves work: were two to seal at once,
/// the number's primary key lets one of them win, and the other finds nothing left to do.
/// </summary>
public sealed class JournalSealer(PeerCertDb db, Leases leases, NodeName node, ProgramClock clock)
{
    public const string Lease = "journal-sealer";
    private const int AtOnce = 500;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(15);

    /// <summary>Seals what waits, up to a batch; the caller loops until zero. A problem where the store did not answer.</summary>
    public async Task<Result<int>> SealAsync(CancellationToken ct)
    {
        if (!await db.PendingSeals.AnyAsync(ct) || !await leases.TryTakeAsync(Lease, node.Value, LeaseLength, ct))
            return 0;
        var done = await db.InTransactionAsync<int>(SealBatchAsync, ct);
        db.ChangeTracker.Clear();
        return done.Problem is Problem.AlreadyDone or Problem.ChangedMeanwhile ? 0 : done;
    }

    private async Task<Result<int>> SealBatchAsync(CancellationToken ct)
    {
        // ids are ordered by time, so this is nearly the order of the commits; what counts is that it is one order
        var waiting = await db.PendingSeals.OrderBy(p => p.Entry).Take(AtOnce).Select(p => p.Entry).ToListAsync(ct);
        var entries = await db.Journal.AsNoTracking().Where(e => waiting.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        var last = await db.Seals.AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        var (number, previous, now) = (last?.Number ?? 0, last?.Hash ?? SealHash.Start, clock.Now);
        foreach (var id in waiting)
        {
            var hash = SealHash.Of(++number, previous, now, entries[id]);
            db.Add(new JournalSeal(number, id, previous, hash, now));
            previous = hash;
        }
        await db.PendingSeals.Where(p => waiting.Contains(p.Entry)).ExecuteDeleteAsync(ct);
        return waiting.Count;
    }
}
