using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

public sealed class CountersTests
{
    [Theory, OnEveryDatabase]
    public async Task Eight_writers_take_every_number_once_though_some_give_theirs_back(Engine engine)
    {
        const int Each = 30;
        await using var database = await TestDatabase.CreateAsync(engine);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => TakeAsync(writer))));
        var numbers = taken.SelectMany(n => n).Order().ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
        Assert.Equal(8 * Each * 2 / 3, numbers.Count);

        async Task<List<long>> TakeAsync(int writer)
        {
            var mine = new List<long>();
            for (var i = 0; i < Each; i++)
            {
                await using var db = database.Open();
                var number = await db.InTransactionAsync<long>(
                    async ct => await new Counters(db).NextAsync("certificate", ct) is var next && (writer + i) % 3 == 0 ? new Problem.NotFound("test") : next, default);
                if (number.Succeeded(out var kept, out var problem))
                    mine.Add(kept);
                else
                    Assert.IsType<Problem.NotFound>(problem);
            }
            return mine;
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Series_do_not_share_numbers(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        foreach (var (series, expected) in new[] { ("a", 1L), ("a", 2L), ("b", 1L), ("a", 3L) })
            Assert.Equal(expected, (await db.InTransactionAsync<long>(async ct => await new Counters(db).NextAsync(series, ct), default)).Match(n => n, _ => 0));
    }

    [Theory, OnEveryDatabase]
    public async Task A_number_is_not_given_outside_the_transaction_that_uses_it(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Counters(db).NextAsync("a", default));
        Assert.Equal(0, await db.Counters.CountAsync());
    }
}

public sealed class LeasesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, OnEveryDatabase]
    public async Task Only_one_holds_a_lease_until_its_time_is_out(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        await using var otherDb = database.Open();
        Leases one = new(db, database.Clock), two = new(otherDb, database.Clock);
        Assert.True(await one.TryTakeAsync("sealer", "one", Minute, default));
        Assert.False(await two.TryTakeAsync("sealer", "two", Minute, default));
        Assert.True(await two.TryTakeAsync("mail", "two", Minute, default));

        database.Time.Advance(Minute - TimeSpan.FromMilliseconds(1));
        Assert.False(await two.TryTakeAsync("sealer", "two", Minute, default));
        Assert.True(await one.TryTakeAsync("sealer", "one", Minute, default));   // extends
        database.Time.Advance(Minute - TimeSpan.FromMilliseconds(1));
        Assert.False(await two.TryTakeAsync("sealer", "two", Minute, default));
        database.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await two.TryTakeAsync("sealer", "two", Minute, default));
        Assert.False(await one.TryTakeAsync("sealer", "one", Minute, default));
    }

    [Theory, OnEveryDatabase]
    public async Task Only_its_holder_gives_a_lease_back(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        var leases = new Leases(db, database.Clock);
        Assert.True(await leases.TryTakeAsync("sealer", "one", Minute, default));
        await leases.ReleaseAsync("sealer", "two", default);
        Assert.False(await leases.TryTakeAsync("sealer", "two", Minute, default));
        await leases.ReleaseAsync("sealer", "one", default);
        Assert.True(await leases.TryTakeAsync("sealer", "two", Minute, default));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_eight_that_ask_at_once_one_gets_the_lease(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(holder => Task.Run(async () =>
        {
            await using var db = database.Open();
            return await new Leases(db, database.Clock).TryTakeAsync("sealer", $"{holder}", Minute, default);
        })));
        Assert.Single(taken, got => got);
    }
}
