using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

public sealed class BackgroundLoopTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    [Theory, OnEveryDatabase]
    public async Task A_committed_entry_is_sealed_within_a_second_and_a_message_handled(Engine engine)
    {
        var handled = new TaskCompletionSource();
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = await NodeBench.OnAsync(database, new Handles("greet", (_, _) =>
        {
            handled.SetResult();
            return Task.CompletedTask;
        }));
        await node.Loop.StartAsync(default);

        await node.HappenAsync();
        var committed = database.Clock.Now;
        database.Time.Advance(Tick);
        while (await SealedAsync(database) < 1) { }
        await node.SendAsync("greet");
        while (!handled.Task.IsCompleted)
            await MoveAsync(database);

        await node.Loop.StopAsync(default);
        await using var db = database.Open();
        Assert.InRange((await db.Seals.SingleAsync()).SealedAt, committed, committed.AddSeconds(1));
    }

    [Theory, OnEveryDatabase]
    public async Task At_a_stop_the_last_line_is_sealed_and_has_its_checkpoint(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = await NodeBench.OnAsync(database);
        await node.Loop.StartAsync(default);
        await node.HappenAsync();

        await node.Loop.StopAsync(default);

        await using var scope = node.Scope();
        var report = await scope.ServiceProvider.GetRequiredService<JournalVerifier>().VerifyAsync(null, default);
        Assert.Equal((true, 1, 0, 1), (report.IsSound, report.LastNumber, report.Unsealed, report.Checkpoints));
        Assert.Empty(node.Logged.Errors);
    }

    [Fact]
    public async Task An_outage_is_logged_once_for_each_job_and_work_goes_on_afterwards_by_itself()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var database = await TestDatabase.CreateAsync(Engine.Postgres, cluster: cluster);
        await using var node = await NodeBench.OnAsync(database);
        await node.Loop.StartAsync(default);
        await node.HappenAsync();
        await MoveUntilAsync(async () => await SealedAsync(database) == 1);

        await cluster.StopAsync();
        var fails = node.Logged.Sees(l => l.StartsWith("journal-sealer fails", StringComparison.Ordinal));
        await MoveUntilAsync(() => Task.FromResult(fails.IsCompleted));
        for (var i = 0; i < 20; i++)
            await MoveAsync(database);
        await cluster.RestartAsync();
        var works = node.Logged.Sees(l => l.StartsWith("journal-sealer works again", StringComparison.Ordinal));
        await MoveUntilAsync(() => Task.FromResult(works.IsCompleted));
        await node.HappenAsync();
        // more than one tick: the pool may hold further connections that broke
        await MoveUntilAsync(async () => await SealedAsync(database) == 2);

        await node.Loop.StopAsync(default);
        Assert.Single(node.Logged.Errors, l => l.StartsWith("journal-sealer fails", StringComparison.Ordinal));
        Assert.All(node.Logged.Errors, l => Assert.Contains("unavailable", l));

        async Task MoveUntilAsync(Func<Task<bool>> holds)
        {
            for (var moves = 0; !await holds(); moves++)
            {
                Assert.True(moves < 5000, $"it never came; logged: {string.Join("; ", node.Logged.Lines.Select(l => l.Line))}");
                await MoveAsync(database);
            }
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_commit_wakes_the_outbox_before_its_second_is_over(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = await NodeBench.OnAsync(database);
        await using var scope = node.Scope();
        var signal = scope.ServiceProvider.GetRequiredService<CommitSignal>();
        var woken = signal.WaitAsync(default);
        Assert.True(woken.IsCompleted);   // opening the master key was a commit
        var again = signal.WaitAsync(default);
        Assert.False(again.IsCompleted);

        await node.SendAsync("greet");

        await again.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Moves the clock by one tick and gives the loop the time of a question to the database, answered or not.</summary>
    private static async Task MoveAsync(TestDatabase database)
    {
        database.Time.Advance(Tick);
        try
        {
            await SealedAsync(database);
        }
        catch (Exception e) when (database.Services.GetRequiredService<IOutage>().Is(e))
        {
            // down at the moment
        }
    }

    private static async Task<int> SealedAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Seals.CountAsync();
    }
}
