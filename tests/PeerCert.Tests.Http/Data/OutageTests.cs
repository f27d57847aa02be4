using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

/// <summary>The store is away, busy or full: the answer is "unavailable", nothing is half-written, and it recovers without help.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Theory, OnEveryDatabase]
    public async Task A_lock_that_another_program_holds_for_too_long_refuses_the_write_and_not_the_reading(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, busyTimeout: Short);
        await using var db = database.Open();
        db.Add(new Counter { Name = "held", Value = 1 });
        Assert.Null(await db.TrySaveAsync(default));
        await using (await HoldAsync(database))
        {
            (await db.Counters.SingleAsync()).Value = 2;
            Assert.IsType<Problem.Unavailable>(await db.TrySaveAsync(default));
            Assert.Equal(1, (await db.Counters.AsNoTracking().SingleAsync()).Value);
        }
        (await db.Counters.SingleAsync()).Value = 3;
        Assert.Null(await db.TrySaveAsync(default));
        Assert.Equal(3, (await db.Counters.AsNoTracking().SingleAsync()).Value);
    }

    [Fact]
    public async Task On_sqlite_a_writer_of_the_same_process_that_takes_too_long_refuses_the_others()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite, busyTimeout: Short);
        await using var slow = database.Open();
        await slow.InTransactionAsync<Done>(
            async ct =>
            {
                await using var db = database.Open();
                db.Add(NewPerson(database));
                Assert.IsType<Problem.Unavailable>(await db.TrySaveAsync(ct));
                return new Done();
            },
            default);
        slow.Add(NewPerson(database));
        Assert.Null(await slow.TrySaveAsync(default));
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_a_transaction_leaves_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var db = database.Open();
        var result = await db.InTransactionAsync<Done>(
            async ct =>
            {
                db.Add(NewPerson(database));
                await db.TrySaveAsync(ct);
                var backend = ((NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
                await using var other = database.Open();
                await other.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend({backend})", ct);
                db.Add(NewPerson(database));
                return new Done();
            },
            default);
        Assert.IsType<Problem.Unavailable>(result.Problem);
        Assert.Equal(0, await db.People.CountAsync());
    }

    [Fact]
    public async Task PostgreSQL_stopped_in_the_middle_of_a_transaction_leaves_nothing_and_comes_back_by_itself()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var database = await TestDatabase.CreateAsync(Engine.Postgres, cluster: cluster);
        var outage = database.Services.GetRequiredService<IOutage>();
        await FillPoolAsync(database);
        await using var db = database.Open();

        var result = await db.InTransactionAsync<Done>(
            async ct =>
            {
                db.Add(NewPerson(database));
                await db.TrySaveAsync(ct);
                await cluster.StopAsync();
                db.Add(NewPerson(database));
                return new Done();
            },
            default);
        Assert.IsType<Problem.Unavailable>(result.Problem);
        Assert.Empty(db.ChangeTracker.Entries());

        db.Add(NewPerson(database));
        Assert.IsType<Problem.Unavailable>(await db.TrySaveAsync(default));
        Assert.True(outage.Is(await Assert.ThrowsAnyAsync<Exception>(() => db.People.CountAsync())));
        Assert.False(await database.Services.GetRequiredService<Migrator>().IsCurrentAsync(default));
        Assert.False(await new Leases(db, database.Clock).TryTakeAsync("sealer", "one", TimeSpan.FromMinutes(1), default));

        await cluster.RestartAsync();
        Assert.True(await database.Services.GetRequiredService<Migrator>().IsCurrentAsync(default));
        Assert.Equal(0, await db.People.CountAsync());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var again = database.Open();
            again.Add(NewPerson(database));
            Assert.Null(await again.TrySaveAsync(default));
        }));
        Assert.Equal(8, await db.People.CountAsync());
    }

    [TheoryAsRoot, OnEveryDatabase]
    public async Task A_full_disk_refuses_the_write_keeps_what_was_there_and_works_again_once_there_is_room(Engine engine)
    {
        using var disk = new SmallDisk(megabytes: engine == Engine.Sqlite ? 8 : 64);
        await using var cluster = engine == Engine.Postgres ? await PostgresCluster.StartAsync() : null;
        await using var database = await OnDiskAsync(engine, disk, cluster);
        await using var db = database.Open();
        db.Add(NewPerson(database));
        Assert.Null(await db.TrySaveAsync(default));

        disk.Fill();
        db.Add(NewPerson(database));
        db.Add(Large(database));
        Assert.IsType<Problem.Unavailable>(await db.TrySaveAsync(default));
        Assert.Equal(1, await db.People.CountAsync());
        Assert.Equal(0, await db.Outbox.CountAsync());

        disk.MakeRoom();
        db.Add(Large(database));
        Assert.Null(await db.TrySaveAsync(default));
        Assert.Equal(1, await db.Outbox.CountAsync());
    }

    [Fact]
    public async Task A_database_file_that_may_not_grow_refuses_the_write_and_keeps_what_was_there()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");   // SQLite takes the present size for it
        db.Add(NewPerson(database));
        db.Add(Large(database));
        Assert.IsType<Problem.Unavailable>(await db.TrySaveAsync(default));
        Assert.Equal(0, await db.People.CountAsync());
        await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1000000");
        db.Add(Large(database));
        Assert.Null(await db.TrySaveAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_no_outage_is_not_called_one(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var outage = database.Services.GetRequiredService<IOutage>();
        await using var db = database.Open();
        var bug = await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("SELECT nothing FROM nowhere"));
        Assert.False(outage.Is(bug));
        Assert.False(outage.Is(new InvalidOperationException("x", new IOException())));
        Assert.True(outage.Is(new InvalidOperationException("x", new StoreBusyException())));
    }

    private static Person NewPerson(TestDatabase database) => Person.Register(null, database.Clock.Now);

    private static OutboxMessage Large(TestDatabase database) => OutboxMessage.Of("test", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(1 << 20)), database.Clock.Now);

    private static async Task FillPoolAsync(TestDatabase database)
    {
        var contexts = Enumerable.Range(0, database.Options.PoolSize).Select(_ => database.Open()).ToList();
        foreach (var context in contexts)
            await context.Database.OpenConnectionAsync();
        foreach (var context in contexts)
            await context.DisposeAsync();
    }

    private static async Task<TestDatabase> OnDiskAsync(Engine engine, SmallDisk disk, PostgresCluster? cluster)
    {
        if (engine == Engine.Sqlite)
            return await TestDatabase.CreateAsync(engine, under: disk.Path);
        var database = await TestDatabase.CreateAsync(engine, cluster: cluster);
        disk.GiveTo("postgres");
        await cluster!.ExecuteAsync($"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        await cluster.ExecuteAsync($"ALTER DATABASE {database.Name} SET TABLESPACE small");
        return database;
    }

    /// <summary>Another program in the middle of a write: of the whole file on SQLite, of that row on PostgreSQL.</summary>
    private static async Task<IAsyncDisposable> HoldAsync(TestDatabase database)
    {
        if (database.Engine == Engine.Sqlite)
        {
            var file = new SqliteConnection($"Data Source={database.Options.SqliteFile};Pooling=false");
            await file.OpenAsync();
            file.BeginTransaction(deferred: false);
            return file;
        }
        var connection = new NpgsqlConnection(database.Options.Postgres + ";Pooling=false");
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("SELECT value FROM counters FOR UPDATE", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }
}
