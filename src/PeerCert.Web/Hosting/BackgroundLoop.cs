using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Hosting;

/// <summary>
/// What runs beside the requests: sealing, the outbox, checkpoints, the sweep of evidence, and what capabilities add. Each goes on by itself; a
/// store that does not answer, or a bug, is logged once when it begins and once when it is over, and tried again.
/// </summary>
internal sealed class BackgroundLoop(
    IServiceScopeFactory scopes, IEnumerable<PeriodicWork> further, OutboxLoop outbox, CommitSignal committed, IOutage outage, BackgroundStart start, TimeProvider time, ILogger<BackgroundLoop> log) : BackgroundService
{
    private static readonly TimeSpan SealEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OutboxEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckpointsEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    /// <summary>Many commits in a row wake once.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.After.WaitAsync(stoppingToken);
        await Task.WhenAll(Rounds(stoppingToken));
    }

    private IEnumerable<Task> Rounds(CancellationToken stoppingToken) =>
    [
        RunAsync("journal-sealer", SealEvery, SealAsync, null, stoppingToken),
        RunAsync("outbox", OutboxEvery, OutboxAsync, committed, stoppingToken),
        RunAsync("journal-checkpoints", CheckpointsEvery, CheckpointAsync, null, stoppingToken),
        RunAsync("evidence-sweep", SweepEvery, SweepAsync, null, stoppingToken),
        .. further.Select(w => RunAsync(w.Name, w.Every, ct => InScopeAsync(w, ct), null, stoppingToken)),
    ];

    /// <summary>At the end nothing is left unsealed and the last line has its checkpoint, if the store still answers.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var trouble = new Trouble("shutdown", outage, log);
        try
        {
            await trouble.WatchAsync(SealAsync, cancellationToken);
            await trouble.WatchAsync(LastCheckpointAsync, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("Stopped before the last checkpoint; the next start writes it");
        }
    }

    private async Task RunAsync(string name, TimeSpan every, Func<CancellationToken, Task<Problem?>> work, CommitSignal? wake, CancellationToken stopping)
    {
        await Task.Yield();   // the host does not wait for the first round
        using var timer = new PeriodicTimer(every, time);
        var trouble = new Trouble(name, outage, log);
        try
        {
            var (tick, woken) = (timer.WaitForNextTickAsync(stopping).AsTask(), wake?.WaitAsync(stopping));
            while (true)
            {
                await trouble.WatchAsync(work, stopping);
                await await Task.WhenAny(tick, woken ?? tick);
                if (woken?.IsCompleted is true)
                {
                    await Task.Delay(Gather, time, stopping);
                    woken = wake!.WaitAsync(stopping);
                }
                if (tick.IsCompleted)
                    tick = timer.WaitForNextTickAsync(stopping).AsTask();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // asked to stop
        }
    }

    private async Task<Problem?> SealAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sealer = scope.ServiceProvider.GetRequiredService<JournalSealer>();
        return await UntilNoneAsync(sealer.SealAsync, ct);
    }

    private async Task<Problem?> InScopeAsync(PeriodicWork work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await UntilNoneAsync(inner => work.Batch(scope.ServiceProvider, inner), ct);
    }

    private Task<Problem?> OutboxAsync(CancellationToken ct) => UntilNoneAsync(outbox.RunAsync, ct);

    private async Task<Problem?> CheckpointAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<JournalCheckpoints>().WriteIfDueAsync(ct)).Problem;
    }

    private async Task<Problem?> LastCheckpointAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<JournalCheckpoints>().WriteNowAsync(ct)).Problem;
    }

    private async Task<Problem?> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var removed = await scope.ServiceProvider.GetRequiredService<EvidenceSweep>().RunAsync(ct);
        if (removed > 0)
            log.LogInformation("Swept {Count} evidence files that no row names", removed);
        return null;
    }

    private static async Task<Problem?> UntilNoneAsync(Func<CancellationToken, Task<Result<int>>> batch, CancellationToken ct)
    {
        while (true)
            if (!(await batch(ct)).Succeeded(out var count, out var problem) || count is 0)
                return problem;
    }
}

/// <summary>What has to be over before the first round.</summary>
internal sealed record BackgroundStart(Task After);

/// <summary>Work of a capability that is done again and again: a batch at a time, until a batch finds nothing left.</summary>
internal sealed record PeriodicWork(string Name, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task<Result<int>>> Batch);

internal static class PeriodicWorkRegistration
{
    public static IServiceCollection AddPeriodicWork(
        this IServiceCollection services, string name, TimeSpan every, Func<IServiceProvider, CancellationToken, Task<Result<int>>> batch) =>
        services.AddSingleton(new PeriodicWork(name, every, batch));
}
