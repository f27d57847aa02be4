using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PeerCert.Core.Journal;

/// <summary>
/// Wakes whoever waits for commits of this process. A hint only: other nodes' commits and lost wakings are found by
/// looking again every second.
/// </summary>
public sealed class CommitSignal : DbTransactionInterceptor
{
    private TaskCompletionSource _next = New();
    private long _commits;

    /// <summary>How many commits there were in this process.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Completes at the next commit, or at once where one happened since the last wait.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        var waited = Volatile.Read(ref _next);
        await waited.Task.WaitAsync(ct);
        Interlocked.CompareExchange(ref _next, New(), waited);
    }

    public void Wake() => Volatile.Read(ref _next).TrySetResult();

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Committed();

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Committed();
        return Task.CompletedTask;
    }

    private void Committed()
    {
        Interlocked.Increment(ref _commits);
        Wake();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
