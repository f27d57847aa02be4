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

    /// <summary>Completes at the next commit, or at once where one happened since the last wait.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        var waited = Volatile.Read(ref _next);
        await waited.Task.WaitAsync(ct);
        Interlocked.CompareExchange(ref _next, New(), waited);
    }

    public void Wake() => Volatile.Read(ref _next).TrySetResult();

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Wake();

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Wake();
        return Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
