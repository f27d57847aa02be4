using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Journal;
using PeerCert.Core.Ledger;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

#pragma warning disable CA1309 // within a query the column's collation decides: by bytes, which is what is tested

/// <summary>What both databases must agree on: values come back as they went in, ranges, order and unique keys mean the same.</summary>
public sealed class RoundTripTests
{
    private static readonly int[] Milliseconds = [0, 1, 10, 99, 100, 101, 999, 1000, 1001];
    private static readonly DateTime Instant = new(2026, 3, 8, 9, 59, 59, 987, DateTimeKind.Utc);

    [Theory, OnEveryDatabase]
    public async Task Instants_keep_milliseconds_and_come_back_as_universal_time(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await SaveAsync(database, Person.Register(null, Instant.AddTicks(9_999)));
        await using var db = database.Open();
        var at = (await db.People.SingleAsync()).CreatedAt;
        Assert.Equal(Instant, at);
        Assert.Equal(DateTimeKind.Utc, at.Kind);
        Assert.Equal(DateTimeKind.Utc, (await db.People.Select(p => p.CreatedAt).SingleAsync()).Kind);
        Assert.Equal(DateTimeKind.Utc, (await db.People.MaxAsync(p => p.CreatedAt)).Kind);
    }

    [Theory, OnEveryDatabase]
    public async Task A_time_that_is_not_universal_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        db.Add(Person.Register(null, DateTime.SpecifyKind(Instant, DateTimeKind.Local)));
        await Assert.ThrowsAnyAsync<Exception>(() => db.TrySaveAsync(default));
        Assert.Equal(0, await db.People.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Instants_are_found_by_ranges_to_the_millisecond(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        // Text that drops trailing noughts must still sort as time.
        DateTime[] instants = [.. Milliseconds.Select(ms => Instant.Date.AddMilliseconds(ms))];
        await SaveAsync(database, [.. instants.Reverse().Select(at => Person.Register(null, at))]);
        await using var db = database.Open();
        Assert.Equal(instants, await db.People.OrderBy(p => p.CreatedAt).Select(p => p.CreatedAt).ToListAsync());
        foreach (var at in instants)
        {
            Assert.Equal(instants.Count(i => i < at), await db.People.CountAsync(p => p.CreatedAt < at));
            Assert.Equal(instants.Count(i => i <= at), await db.People.CountAsync(p => p.CreatedAt <= at));
            Assert.Equal(1, await db.People.CountAsync(p => p.CreatedAt == at));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Days_are_found_by_ranges_and_sort_as_days(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        DateOnly[] days = [new(1, 1, 1), new(999, 12, 31), new(2024, 2, 29), new(2024, 3, 1), new(2026, 10, 2), new(9999, 12, 31)];
        await SaveAsync(database, [.. days.Select((day, i) => Line($"N{i}", "Robin Example", day))]);
        await using var db = database.Open();
        Assert.Equal(days, await db.Registry.OrderBy(r => r.Expires).Select(r => r.Expires).ToListAsync());
        foreach (var day in days)
        {
            Assert.Equal(days.Count(d => d < day), await db.Registry.CountAsync(r => r.Expires < day));
            Assert.Equal(days.Count(d => d >= day), await db.Registry.CountAsync(r => r.Expires >= day));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Text_sorts_compares_and_is_unique_by_its_bytes(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        string[] numbers = ["A", "B", "Z", "a", "a b", "ab", "b", "z", "é", "ñ", "Ж", "ض", "日", "𠮷"];   // in order of their UTF-8 bytes
        await SaveAsync(database, [.. numbers.Reverse().Select(n => Line(n, "Robin Example", new(2026, 1, 1)))]);
        await using var db = database.Open();
        Assert.Equal(numbers, await db.Registry.OrderBy(r => r.Number).Select(r => r.Number).ToListAsync());
        foreach (var (number, place) in numbers.Select((n, i) => (n, i)))
        {
            Assert.Equal(number, (await db.Registry.SingleAsync(r => r.Number == number)).Number);
            Assert.Equal(place, await db.Registry.CountAsync(r => string.Compare(r.Number, number) < 0));
        }
        db.Add(Line("Ab", "Robin Example", new(2026, 1, 1)));   // another case, another mark: another key
        db.Add(Line("e\u0301", "Robin Example", new(2026, 1, 1)));
        Assert.Null(await db.TrySaveAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task A_search_by_prefix_is_a_range(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await SaveAsync(database, Line("park", "x", new(2026, 1, 1)), Line("parker", "x", new(2026, 1, 1)), Line("parl", "x", new(2026, 1, 1)), Line("par", "x", new(2026, 1, 1)), Line("Park", "x", new(2026, 1, 1)));
        await using var db = database.Open();
        var found = await db.Registry.Where(r => string.Compare(r.Number, "park") >= 0 && string.Compare(r.Number, "park\uffff") < 0)
            .OrderBy(r => r.Number).Select(r => r.Number).ToListAsync();
        Assert.Equal(["park", "parker"], found);
    }

    [Theory, OnEveryDatabase]
    public async Task Text_too_long_for_its_column_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await SaveAsync(database, Line("1", "Robin", new(2026, 1, 1)), Line(new string('日', 20), "Robin", new(2026, 1, 1)));
        await using var db = database.Open();
        db.Add(Line(new string('1', 21), "Robin", new(2026, 1, 1)));
        await Assert.ThrowsAsync<DbUpdateException>(() => db.TrySaveAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task Ids_states_and_money_come_back_and_are_found(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var person = Person.Register(null, Instant);
        var application = Application.Start(person.Id, "A-1", Instant);
        application.Take(ApplicationAction.Submit, new(new([], [])), new(2026, 3, 8), Instant);
        var entry = LedgerEntry.Record(person.Id, application.Id.Value, "application", "hash", new(2026, 3, 8), "cheque 1",
            [(LedgerAccount.Received, new(-long.MaxValue)), (LedgerAccount.FeeIncome, new(long.MaxValue))], Instant, Actor.Program);
        await SaveAsync(database, person, application, entry);
        await using var db = database.Open();
        var found = await db.Applications.SingleAsync(a => a.Person == person.Id && a.State == ApplicationState.Submitted && a.SubmittedOn == new DateOnly(2026, 3, 8));
        Assert.Equal((application.Id, person.Id, Instant, null), (found.Id, found.Person, found.SubmittedAt, found.CompleteOn));
        Assert.Equal(entry.Postings, (await db.Ledger.SingleAsync(e => e.File == application.Id.Value)).Postings.OrderBy(p => p.Line));
        Assert.Equal("Submitted", await db.Database.SqlQueryRaw<string>("SELECT state AS \"Value\" FROM applications").SingleAsync());
        Id<Application>[] ids = [application.Id, Id<Application>.New()];
        Assert.Equal(1, await db.Applications.CountAsync(a => ids.Contains(a.Id)));
    }

    [Theory, OnEveryDatabase]
    public async Task Ids_of_one_instant_sort_in_the_order_they_were_made(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var made = Enumerable.Range(0, 500).Select(_ => OutboxMessage.Of("test", "", Instant)).ToList();
        await SaveAsync(database, [.. Enumerable.Reverse(made)]);
        await using var db = database.Open();
        Assert.Equal(made.Select(m => m.Id), await db.Outbox.OrderBy(m => m.Id).Select(m => m.Id).ToListAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task The_end_of_a_lockout_comes_back_and_is_found_by_a_range(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var end = new DateTimeOffset(Instant, TimeSpan.Zero);
        await SaveAsync(database,
            new Account { Id = Guid.NewGuid(), UserName = "robin@example.org", LockoutEnd = end.ToOffset(TimeSpan.FromHours(-8)) },
            new Account { Id = Guid.NewGuid(), UserName = "testa@example.org", LockoutEnd = null });
        await using var db = database.Open();
        Assert.Equal(end, (await db.Users.SingleAsync(a => a.LockoutEnd >= end)).LockoutEnd);
        Assert.Equal(0, await db.Users.CountAsync(a => a.LockoutEnd > end));
        Assert.Equal("testa@example.org", (await db.Users.SingleAsync(a => a.LockoutEnd == null)).UserName);
    }

    [Theory, OnEveryDatabase]
    public async Task Many_may_have_no_account_but_no_two_the_same(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var account = new Account { Id = Guid.NewGuid(), UserName = "robin@example.org" };
        await SaveAsync(database, account, Person.Register(null, Instant), Person.Register(null, Instant), Person.Register(account.Id, Instant));
        await using var db = database.Open();
        db.Add(Person.Register(account.Id, Instant));
        Assert.Equal(new Problem.AlreadyDone("person", "IX_people_account"), await db.TrySaveAsync(default));
    }

    private static RegistryEntry Line(string number, string name, DateOnly expires) => RegistryEntry.Of(number, name, expires, expires);

    private static async Task SaveAsync(TestDatabase database, params object[] rows)
    {
        await using var db = database.Open();
        db.AddRange(rows);
        Assert.Null(await db.TrySaveAsync(default));
    }
}
