using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

public sealed class SealerTests
{
    [Theory, OnEveryDatabase]
    public async Task Every_committed_entry_gets_one_place_in_one_chain(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.HappenAsync(1201);

        Assert.Equal(1201, await bench.SealAsync());
        Assert.Equal(0, await bench.SealAsync());

        await using var db = bench.Database.Open();
        var seals = await db.Seals.OrderBy(s => s.Number).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 1201).Select(n => (long)n), seals.Select(s => s.Number));
        Assert.Equal(seals.Select(s => s.Hash).SkipLast(1).Prepend(SealHash.Start), seals.Select(s => s.Previous));
        Assert.Equal(await db.Journal.Select(e => e.Id).OrderBy(id => id).ToListAsync(), seals.Select(s => s.Entry).ToList());
        Assert.Equal(0, await db.PendingSeals.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task An_entry_committed_late_is_sealed_after_those_that_came_first(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        var late = JournalEntry.Of(new TestHappened("begun first"), "test", Guid.NewGuid(), new(null, "Robin Example"), null, bench.Database.Clock.Now.AddHours(-1));
        await bench.SealedAsync(3);
        await using (var db = bench.Database.Open())
        {
            db.Add(late);
            Assert.Null(await db.TrySaveAsync(default));
        }

        Assert.Equal(1, await bench.SealAsync());

        Assert.Equal(late.Id, await bench.EntryAtAsync(4));
        Assert.True((await bench.VerifyAsync()).IsSound);
    }

    [Theory, OnEveryDatabase]
    public async Task While_one_node_holds_the_lease_another_seals_nothing_and_then_takes_over(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(1);
        await bench.HappenAsync(1);

        Assert.Equal(0, await bench.SealAsync("another node"));
        bench.Database.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(1, await bench.SealAsync("another node"));
    }

    [Theory, OnEveryDatabase]
    public async Task Sealers_at_once_cannot_fork_the_chain_even_without_the_lease(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.HappenAsync(3000);

        // one name: the lease lets all of them through
        var sealedByEach = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.SealAsync())));
        var rest = await bench.SealAsync();

        Assert.Equal(3000, sealedByEach.Sum() + rest);
        var report = await bench.VerifyAsync();
        Assert.Equal((3000, 0, true), (report.Checked, report.Unsealed, report.IsSound));
    }

    [Theory, OnEveryDatabase]
    public async Task With_nothing_to_seal_nothing_is_written(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);

        Assert.Equal(0, await bench.SealAsync());

        await using var db = bench.Database.Open();
        Assert.Equal(0, await db.Leases.CountAsync());
    }

    [Fact]
    public void No_two_lines_are_written_alike()
    {
        var at = new DateTime(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc);
        JournalEntry Entry(string actor, string? reason) => JournalEntry.Of(new TestHappened(""), "test", Guid.Empty, new(null, actor), reason, at);
        var same = Entry("ab", "c");

        Assert.Equal(SealHash.Of(1, SealHash.Start, at, same), SealHash.Of(1, SealHash.Start, at, same));
        var hashes = new[] { same, Entry("a", "bc"), Entry("abc", ""), Entry("abc", null) }.Select(e => SealHash.Of(1, SealHash.Start, at, e))
            .Append(SealHash.Of(2, SealHash.Start, at, same))
            .Append(SealHash.Of(1, SealHash.Start.Replace('0', '1'), at, same))
            .Append(SealHash.Of(1, SealHash.Start, at.AddMilliseconds(1), same));
        Assert.Equal(7, hashes.Distinct().Count());
    }
}
