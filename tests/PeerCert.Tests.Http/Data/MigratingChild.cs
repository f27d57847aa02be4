using System.Collections;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Data.Postgres;
using PeerCert.Data.Sqlite;
using PeerCert.Testing;
using PeerCert.Tests.Http.Exams;
using PeerCert.Tests.Http.Journal;

namespace PeerCert.Tests.Http.Data;

/// <summary>A process that upgrades a database and stops half-way, to be killed there. Run as this test assembly's own program.</summary>
internal static class MigratingChild
{
    public const string HalfWay = "half-way";

    /// <summary>Three steps; the second writes more than the engine keeps in memory before a commit.</summary>
    public static IReadOnlyList<Migration> Steps(Engine engine) =>
    [
        Migration.Embedded($"{engine}")[0],
        new(2, "0002_filler", engine == Engine.Sqlite
            ? "CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, hex(randomblob(500)) AS x FROM n"
            : "CREATE TABLE filler AS SELECT i, repeat('x', 1000) AS x FROM generate_series(1, 20000) AS i"),
        new(3, "0003_more", "CREATE TABLE more (id integer NOT NULL PRIMARY KEY)"),
    ];

    public static Migrator MigratorOf(IServiceProvider services, IReadOnlyList<Migration> steps)
    {
        var (options, clock) = (services.GetRequiredService<DataOptions>(), services.GetRequiredService<ProgramClock>());
        return options.Postgres is null
            ? new SqliteMigrator(options, services.GetRequiredService<SqliteConnections>(), steps, clock)
            : new PostgresMigrator(services.GetRequiredService<NpgsqlDataSource>(), steps, clock);
    }

    /// <summary>Starts the process and returns when it is half-way and waits.</summary>
    public static async Task<Process> StartAsync(TestDatabase database)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", typeof(MigratingChild).Assembly.Location, database.Options.Folder, database.Options.Postgres ?? "" })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        Assert.Equal(HalfWay, await process.StandardOutput.ReadLineAsync());
        return process;
    }

    public static async Task Main(string[] args)
    {
        if (args is [JournalingChild.Mode, .. var rest])
        {
            await JournalingChild.RunAsync(rest);
            return;
        }
        if (args is [ImportingChild.Mode, .. var imported])
        {
            await ImportingChild.RunAsync(imported);
            return;
        }
        var options = new DataOptions { Folder = args[0], Postgres = args[1] is { Length: > 0 } postgres ? postgres : null };
        await using var services = new ServiceCollection()
            .AddSingleton(new ProgramClock(new FixedTime(), FixedTime.Pacific)).AddPeerCertData(options).BuildServiceProvider();
        await MigratorOf(services, new Pausing(Steps(options.Postgres is null ? Engine.Sqlite : Engine.Postgres), 2, () =>
        {
            Console.WriteLine(HalfWay);
            Console.In.ReadLine();
        })).RunAsync(default);
    }

    /// <summary>A list that runs something before it hands out one of its steps.</summary>
    public sealed class Pausing(IReadOnlyList<Migration> steps, int before, Action pause) : IReadOnlyList<Migration>
    {
        public int Count => steps.Count;

        public Migration this[int index] => steps[index];

        public IEnumerator<Migration> GetEnumerator()
        {
            for (var i = 0; i < steps.Count; i++)
            {
                if (i == before)
                    pause();
                yield return steps[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
