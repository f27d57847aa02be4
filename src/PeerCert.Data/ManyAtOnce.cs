using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using PeerCert.Core;

namespace PeerCert.Data;

/// <summary>
/// A commit that adds many rows of one table, as an import does, puts them in by the engine's fastest way before the rest is saved, in the same
/// transaction: a statement made anew for each row costs more than twice as much (bench/README.md).
/// </summary>
internal sealed class ManyAtOnce(ManyAtOnce.Insert insert) : SaveChangesInterceptor
{
    /// <summary>Far above what any page of the desk commits.</summary>
    public const int Many = 50;

    /// <summary>Puts rows into their table within the context's transaction and returns how many that were.</summary>
    public delegate Task<long> Insert(PeerCertDb db, BulkColumns columns, IEnumerable<object> rows, CancellationToken ct);

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is PeerCertDb { Database.CurrentTransaction: not null } db)
            await InsertAsync(db, cancellationToken);
        return result;
    }

    private async Task InsertAsync(PeerCertDb db, CancellationToken ct)
    {
        var added = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added).GroupBy(e => e.Metadata).ToDictionary(g => g.Key, g => g.ToList());
        while (added.FirstOrDefault(a => a.Value.Count >= Many && BulkColumns.Fit(a.Key) && !NeedsFirst(a.Key, added)) is { Key: { } type, Value: { } rows })
        {
            await insert(db, new BulkColumns(type), rows.Select(r => r.Entity), ct);
            foreach (var row in rows)
                row.State = EntityState.Unchanged;
            added.Remove(type);
        }
    }

    /// <summary>Whether what these rows point to may be among rows that are not in yet.</summary>
    private static bool NeedsFirst(IEntityType type, Dictionary<IEntityType, List<EntityEntry>> added) =>
        type.GetForeignKeys().Any(k => added.ContainsKey(k.PrincipalEntityType));
}
