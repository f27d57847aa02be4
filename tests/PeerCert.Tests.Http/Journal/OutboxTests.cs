using System.Collections.Concurrent;
using PeerCert.Core.Journal;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

public sealed class OutboxTests
{
    [Theory, OnEveryDatabase]
    public async Task A_message_is_handled_once_with_what_was_sent(Engine engine)
    {
        var seen = new ConcurrentQueue<string>();
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = await NodeBench.OnAsync(database, new Handles("greet", (m, _) => Note(seen, m)));
        var id = await node.SendAsync("greet", "hello");

        Assert.Equal(1, await node.HandleAsync());
        Assert.Equal(0, await node.HandleAsync());

        Assert.Equal(["hello"], seen);
        var message = await node.MessageAsync(id);
        Assert.Equal((database.Clock.Now, 0, null), (message.DoneAt, message.Attempts, message.LastError));
    }

    [Theory, OnEveryDatabase]
    public async Task What_fails_is_tried_later_and_later_and_its_words_are_logged_nowhere(Engine engine)
    {
        var broken = true;
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = await NodeBench.OnAsync(database, new Handles("greet", (m, _) =>
            broken ? throw new InvalidOperationException(m.Read<string>()) : Task.CompletedTask));
        var id = await node.SendAsync("greet");

        Assert.Equal(1, await node.HandleAsync());
        var first = await node.MessageAsync(id);
        Assert.Equal((1, nameof(InvalidOperationException), null), (first.Attempts, first.LastError, first.DoneAt));
        Assert.Equal(database.Clock.Now.AddSeconds(2), first.DueAt);
        database.Time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await node.HandleAsync());
        database.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await node.HandleAsync());
        Assert.Equal(database.Clock.Now.AddSeconds(4), (await node.MessageAsync(id)).DueAt);
        Assert.DoesNotContain(node.Logged.Lines, l => l.Line.Contains("private"));
        Assert.Contains(node.Logged.Errors, l => l.Contains($"{id}"));

        broken = false;
        database.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, await node.HandleAsync());
        Assert.NotNull((await node.MessageAsync(id)).DoneAt);
    }

    [Theory, OnEveryDatabase]
    public async Task A_kind_that_nothing_handles_fails_visibly_and_does_not_hold_up_the_rest(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = await NodeBench.OnAsync(database, new Handles("greet", (_, _) => Task.CompletedTask));
        Guid unknown = await node.SendAsync("nobody-knows"), known = await node.SendAsync("greet");

        await node.HandleAsync();

        Assert.Equal((1, "no-handler"), ((await node.MessageAsync(unknown)).Attempts, (await node.MessageAsync(unknown)).LastError));
        Assert.NotNull((await node.MessageAsync(known)).DoneAt);
        Assert.Contains(node.Logged.Errors, l => l.Contains("nobody-knows"));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_nodes_at_once_handle_each_message_once(Engine engine)
    {
        var seen = new ConcurrentQueue<string>();
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = await NodeBench.OnAsync(database, new Handles("greet", (m, _) => Note(seen, m)));
        for (var i = 0; i < 60; i++)
            await node.SendAsync("greet", $"{i}");

        // 0 means that the others had taken the whole batch, not that nothing is left
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (seen.Count < 60)
                await node.HandleAsync();
        })));

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i}").Order(), seen.Order());
    }

    [Theory, OnEveryDatabase]
    public async Task Stopped_in_the_middle_the_message_is_due_again_at_once(Engine engine)
    {
        using var stop = new CancellationTokenSource();
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = await NodeBench.OnAsync(database, new Handles("greet", async (_, ct) =>
        {
            await stop.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }));
        var id = await node.SendAsync("greet");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.Outbox.RunAsync(stop.Token));

        Assert.Equal((database.Clock.Now, 0), ((await node.MessageAsync(id)).DueAt, (await node.MessageAsync(id)).Attempts));
    }

    [Theory, OnEveryDatabase]
    public async Task A_handler_that_takes_too_long_is_stopped_and_the_message_tried_again(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var begun = new TaskCompletionSource();
        await using var node = await NodeBench.OnAsync(database, new Handles("greet", (_, ct) =>
        {
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, ct);
        }));
        var id = await node.SendAsync("greet");

        var handling = node.HandleAsync();
        await begun.Task;
        Assert.Equal(0, await node.HandleAsync());   // claimed
        database.Time.Advance(OutboxLoop.Claim);
        await handling;

        Assert.Equal(1, (await node.MessageAsync(id)).Attempts);
    }

    private static Task Note(ConcurrentQueue<string> seen, OutboxMessage message)
    {
        seen.Enqueue(message.Read<string>());
        return Task.CompletedTask;
    }
}
