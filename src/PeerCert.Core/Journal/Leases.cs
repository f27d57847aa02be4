using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>
/// Hands a job to one process at a time, by one atomic statement. A holder may extend; anybody may take over from the
/// instant the time is out. A store that does not answer gives no lease.
/// </summary>
public sealed class Leases(PeerCertDb db, ProgramClock clock)
{
    public async Task<bool> TryTakeAsync(string name, string holder, TimeSpan length, CancellationToken ct)
    {
        var now = clock.Now;
        var until = now + length;
        var taken = await db.InTransactionAsync<bool>(
            async inner => await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO leases (name, holder, until) VALUES ({name}, {holder}, {until})
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                WHERE leases.until <= {now} OR leases.holder = excluded.holder
                """,
                inner) == 1,
            ct);
        return taken.Match(done => done, _ => false);
    }

    /// <summary>Gives a lease back early; nothing happens where somebody else holds it.</summary>
    public async Task ReleaseAsync(string name, string holder, CancellationToken ct) =>
        await db.InTransactionAsync<int>(
            async inner => await db.Leases.Where(l => l.Name == name && l.Holder == holder).ExecuteDeleteAsync(inner), ct);
}
