using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core;

/// <summary>
/// The one way to write: the gate, a transaction with no other work inside, and every expected failure as a value.
/// Nothing is retried here, since what looks lost may have been committed: whoever asked decides, and the versions and
/// unique keys stop a second time. After a failure the context holds nothing and can be read from again.
/// </summary>
public abstract partial class PeerCertDb
{
    // A pooled context is given nothing but its options, so what it needs comes from the services those name.
    private IWriteGate Gate => this.GetService<IWriteGate>();
    private IStoreFaults Faults => this.GetService<IStoreFaults>();

    /// <summary>Saves all that was changed, in one commit. Within <see cref="InTransactionAsync"/> it joins that transaction.</summary>
    public async Task<Problem?> TrySaveAsync(CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null)
        {
            await base.SaveChangesAsync(true, ct);
            return null;
        }
        return (await InTransactionAsync(_ => Task.FromResult<Result<Done>>(new Done()), ct)).Problem;
    }

    /// <summary>
    /// Runs <paramref name="work"/>, saves what it changed and commits; nothing of it stays when it returns a problem.
    /// The work does nothing but read and write this context: other writers wait meanwhile.
    /// </summary>
    public async Task<Result<T>> InTransactionAsync<T>(Func<CancellationToken, Task<Result<T>>> work, CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null)
            throw new InvalidOperationException("a transaction does not begin inside another");
        var committed = false;
        try
        {
            using var turn = await Gate.EnterAsync(ct);
            await using var transaction = await Database.BeginTransactionAsync(ct);
            var result = await work(ct);
            if (result.Problem is not null)
                return result;
            await base.SaveChangesAsync(true, ct);
            // Not to be cancelled: a commit that was given up half-way may have happened.
            await transaction.CommitAsync(CancellationToken.None);
            committed = true;
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (await ExplainAsync(e, ct) is { } problem)
                return problem;
            throw;
        }
        finally
        {
            if (!committed)
                ChangeTracker.Clear();
        }
    }

    /// <summary>For ASP.NET Core Identity's stores, which know no other way; everything else uses <see cref="TrySaveAsync"/>.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        using var turn = await Gate.EnterAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("use TrySaveAsync");

    private async Task<Problem?> ExplainAsync(Exception e, CancellationToken ct)
    {
        if (Faults.Is(e))
            return new Problem.Unavailable();
        var taken = Faults.TakenKeyIn(e);
        var lost = e as DbUpdateConcurrencyException;
        var collided = Faults.IsCollision(e);
        if (taken is null && lost is null && !collided)
            return null;
        try
        {
            // Whoever changed the root explains a taken key too: two reviewers approve, and the second trips over the first one's rows.
            if (await ChangedMeanwhileAsync(ct) is { } changed)
                return changed;
        }
        catch (Exception second) when (Faults.Is(second))
        {
            return new Problem.Unavailable();
        }
        if (taken is not null)
            return AlreadyDone(taken);
        return lost is { Entries: [var row, ..] } ? new Problem.AlreadyDone(JournalWriter.RootKindOf(row.Metadata.ClrType)) : new Problem.Unavailable();
    }

    private async Task<Problem?> ChangedMeanwhileAsync(CancellationToken ct)
    {
        var decidedOn = ChangeTracker.Entries().Where(e => e is { Entity: IRoot, State: EntityState.Modified or EntityState.Deleted }).ToList();
        foreach (var root in decidedOn)
            if (VersionOf(await root.GetDatabaseValuesAsync(ct)) != VersionOf(root.OriginalValues)
                && await LastChangeAsync((IRoot)root.Entity, ct) is { } last)
                return new Problem.ChangedMeanwhile(last.ActorName, last.At);
        return null;

        static int? VersionOf(PropertyValues? values) => values?.GetValue<int>(nameof(IRoot.Version));
    }

    private Task<JournalEntry?> LastChangeAsync(IRoot root, CancellationToken ct)
    {
        var (kind, id) = (JournalWriter.RootKindOf(root.GetType()), root.RootId);
        return Journal.AsNoTracking().Where(e => e.RootKind == kind && e.RootId == id)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).FirstOrDefaultAsync(ct);
    }

    private Problem.AlreadyDone AlreadyDone(TakenKey key)
    {
        var type = Model.GetEntityTypes().Single(t => t.GetTableName() == key.Table);
        var table = StoreObjectIdentifier.Table(key.Table, type.GetSchema());
        var named = key.Constraint
            ?? type.GetIndexes().FirstOrDefault(i => i.IsUnique && Columns(i.Properties).SequenceEqual(key.Columns))?.GetDatabaseName()
            ?? type.GetKeys().FirstOrDefault(k => Columns(k.Properties).SequenceEqual(key.Columns))?.GetName();
        return new(JournalWriter.RootKindOf(type.ClrType), named);

        IEnumerable<string?> Columns(IEnumerable<IReadOnlyProperty> properties) => properties.Select(p => p.GetColumnName(table));
    }
}
