using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

public sealed class MigratorTests
{
    [Theory, OnEveryDatabase]
    public async Task A_migrated_database_is_what_the_model_says(Engine engine)
    {
        await using var migrated = await TestDatabase.CreateAsync(engine);
        await using var modelled = await CreatedFromModelAsync(engine);
        var expected = await Catalogue.ReadAsync(modelled);
        Assert.True(expected.Count > 300, "the catalogue is read");
        Assert.Equal(expected, await Catalogue.ReadAsync(migrated));
    }

    [Theory]
    [OnEveryDatabase("DROP INDEX \"IX_certificates_number\"")]
    [OnEveryDatabase("DROP INDEX \"IX_certificates_number\"; CREATE INDEX \"IX_certificates_number\" ON certificates (number)")]
    [OnEveryDatabase("ALTER TABLE people ADD COLUMN extra text")]
    [OnEveryDatabase("ALTER TABLE people RENAME COLUMN created_at TO made_at")]
    [OnEveryDatabase("DROP TABLE counters; CREATE TABLE counters (name varchar(40) NOT NULL PRIMARY KEY, value bigint)")]
    [OnEveryDatabase("DROP TABLE counters")]
    [InlineData(Engine.Postgres, "ALTER TABLE registry_entries ALTER COLUMN legal_name TYPE character varying(200) COLLATE \"default\"")]
    [InlineData(Engine.Postgres, "ALTER TABLE registry_entries ALTER COLUMN legal_name TYPE character varying(201) COLLATE \"C\"")]
    [InlineData(Engine.Postgres, "ALTER TABLE people ALTER COLUMN created_at TYPE timestamp with time zone")]
    [InlineData(Engine.Postgres, "ALTER TABLE people ALTER COLUMN created_at DROP NOT NULL")]
    [InlineData(Engine.Postgres, "ALTER TABLE certificate_terms DROP CONSTRAINT \"FK_certificate_terms_certificates_certificate\"")]
    [InlineData(Engine.Sqlite, "DROP TABLE counters; CREATE TABLE counters (name TEXT NOT NULL CONSTRAINT \"PK_counters\" PRIMARY KEY, value INTEGER NOT NULL)")]
    [InlineData(Engine.Sqlite, "DROP TABLE counters; CREATE TABLE counters (name TEXT NOT NULL CONSTRAINT \"PK_counters\" PRIMARY KEY, value INTEGER NOT NULL,\n CONSTRAINT \"CK_counters_name_length\" CHECK (length(name) <= 41))")]
    [InlineData(Engine.Sqlite, "CREATE TRIGGER t AFTER INSERT ON people BEGIN SELECT 1; END")]
    public async Task Every_way_to_differ_from_the_model_shows(Engine engine, string change)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var before = await Catalogue.ReadAsync(database);
        await using (var db = database.Open())
            await db.Database.ExecuteSqlRawAsync(change);
        Assert.NotEqual(before, await Catalogue.ReadAsync(database));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_twice_it_does_nothing_the_second_time(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, migrated: false);
        var migrator = database.Services.GetRequiredService<Migrator>();
        Assert.False(await migrator.IsCurrentAsync(default));
        Assert.Equal(Migration.Embedded($"{engine}").Count, Applied(await migrator.RunAsync(default)));
        Assert.True(await migrator.IsCurrentAsync(default));
        Assert.Equal(0, Applied(await migrator.RunAsync(default)));
    }

    [Theory, OnEveryDatabase]
    public async Task What_stands_in_the_database_stays_when_it_is_upgraded(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        db.Add(new Counter { Name = "kept", Value = 41 });
        Assert.Null(await db.TrySaveAsync(default));
        database.Time.Advance(TimeSpan.FromDays(1));
        var upgraded = MigratingChild.MigratorOf(database.Services,
            [Migration.Embedded($"{engine}")[0], new(2, "0002_comment", "ALTER TABLE counters ADD COLUMN comment text; UPDATE counters SET value = value + 1")]);
        Assert.Equal(1, Applied(await upgraded.RunAsync(default)));
        Assert.Equal(42, (await db.Counters.AsNoTracking().SingleAsync()).Value);
        Assert.True(await upgraded.IsCurrentAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_several_at_once_one_upgrades_and_the_others_wait_for_it(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, migrated: false);
        var steps = MigratingChild.Steps(engine);
        TaskCompletionSource halfWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        var first = Task.Run(() => MigratingChild.MigratorOf(database.Services, new MigratingChild.Pausing(steps, 2, () =>
        {
            halfWay.SetResult();
            goOn.Wait();
        })).RunAsync(default));
        await halfWay.Task;
        var others = Enumerable.Range(0, 2).Select(_ => Task.Run(() => MigratingChild.MigratorOf(database.Services, steps).RunAsync(default))).ToList();
        if (engine == Engine.Postgres)   // SQLite does not tell who waits
            await WaitersAsync(database, others.Count);
        Assert.DoesNotContain(others, o => o.IsCompleted);
        goOn.Set();
        Assert.Equal(3, Applied(await first));
        Assert.All(await Task.WhenAll(others), o => Assert.Equal(0, Applied(o)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_step_whose_text_was_changed_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var first = Migration.Embedded($"{engine}")[0];
        var refused = await MigratingChild.MigratorOf(database.Services, [first with { Sql = first.Sql + "\n" }, MigratingChild.Steps(engine)[2] with { Number = 2 }]).RunAsync(default);
        Assert.Equal("migration-changed", refused.Problem?.Code);
        Assert.False(await MigratingChild.MigratorOf(database.Services, [first with { Sql = first.Sql + "\n" }]).IsCurrentAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task A_database_newer_than_the_program_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, migrated: false);
        Assert.Equal(3, Applied(await MigratingChild.MigratorOf(database.Services, MigratingChild.Steps(engine)).RunAsync(default)));
        var older = database.Services.GetRequiredService<Migrator>();
        Assert.Equal("database-newer", (await older.RunAsync(default)).Problem?.Code);
        Assert.False(await older.IsCurrentAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task A_step_that_fails_takes_those_before_it_back(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, migrated: false);
        var broken = MigratingChild.MigratorOf(database.Services, [.. MigratingChild.Steps(engine), new(4, "0004_broken", "CREATE TABLE people (id integer)")]);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => broken.RunAsync(default));
        Assert.Empty(await Catalogue.ReadAsync(database));
        Assert.Equal(3, Applied(await MigratingChild.MigratorOf(database.Services, MigratingChild.Steps(engine)).RunAsync(default)));
    }

    [Fact]
    public async Task On_sqlite_a_step_that_leaves_rows_pointing_nowhere_is_taken_back()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        var orphan = new Migration(2, "0002_orphan", "INSERT INTO legal_names (id, person, as_printed, effective_on, recorded_at, recorded_by) VALUES ('1', 'nobody', 'x', '2026-01-01', '2026-01-01', 'x')");
        await Assert.ThrowsAsync<InvalidOperationException>(() => MigratingChild.MigratorOf(database.Services, [Migration.Embedded("Sqlite")[0], orphan]).RunAsync(default));
        await using var db = database.Open();
        Assert.Equal(0, await db.LegalNames.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Killed_half_way_and_started_again_it_is_complete(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, migrated: false);
        using (var child = await MigratingChild.StartAsync(database))
        {
            child.Kill();
            await child.WaitForExitAsync();
        }
        Assert.Equal(3, Applied(await MigratingChild.MigratorOf(database.Services, MigratingChild.Steps(engine)).RunAsync(default)));
        await using var db = database.Open();
        Assert.Equal(20_000, await db.Database.SqlQueryRaw<long>("SELECT count(*) AS \"Value\" FROM filler").SingleAsync());
        await db.Database.ExecuteSqlRawAsync("DROP TABLE filler; DROP TABLE more");
        await using var modelled = await CreatedFromModelAsync(engine);
        Assert.Equal(await Catalogue.ReadAsync(modelled), await Catalogue.ReadAsync(database));
    }

    /// <summary>Asks the server until that many wait for a lock.</summary>
    private static async Task WaitersAsync(TestDatabase database, int count)
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var db = database.Open();
        while (await db.Database.SqlQueryRaw<long>("SELECT count(*) AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync(giveUp.Token) < count)
            giveUp.Token.ThrowIfCancellationRequested();
    }

    private static int Applied(Result<int> result) => result.Match(count => count, problem => throw new InvalidOperationException(problem.Code));

    private static async Task<TestDatabase> CreatedFromModelAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine, migrated: false);
        await using var db = database.Open();
        Assert.True(await db.Database.EnsureCreatedAsync());
        return database;
    }
}
