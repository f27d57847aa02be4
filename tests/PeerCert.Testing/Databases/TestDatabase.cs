using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Shared;
using PeerCert.Data;

namespace PeerCert.Testing;

/// <summary>A fresh database of its own for one test, with the program's schema; gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);

    private readonly TemporaryFolder _folder;
    private readonly PostgresCluster? _cluster;
    private readonly string? _name;
    private readonly ServiceProvider _services;

    private TestDatabase(Engine engine, TemporaryFolder folder, PostgresCluster? cluster, string? name, DataOptions options, FixedTime time)
    {
        (Engine, _folder, _cluster, _name, Options, Time) = (engine, folder, cluster, name, options, time);
        Clock = new(time, FixedTime.Pacific);
        _services = new ServiceCollection().AddSingleton(Clock).AddPeerCertData(options).BuildServiceProvider();
    }

    public Engine Engine { get; }

    /// <summary>For <c>AddPeerCertData</c> of a host that is to use this database.</summary>
    public DataOptions Options { get; }

    public FixedTime Time { get; }

    public ProgramClock Clock { get; }

    public IServiceProvider Services => _services;

    /// <summary>Its name within the cluster; null on SQLite.</summary>
    public string? Name => _name;

    /// <summary>A context of its own, as each request gets one. Dispose it.</summary>
    public PeerCertDb Open() => Services.GetRequiredService<IDbContextFactory<PeerCertDb>>().CreateDbContext();

    /// <param name="migrated">False for a database with nothing in it, not even the schema.</param>
    /// <param name="cluster">The cluster of a test that stops it; otherwise the shared one.</param>
    /// <param name="under">Where the data folder is to lie, such as a small disk.</param>
    /// <param name="left">What another one was left as; this one is a copy of it, with all that lies in its folder.</param>
    public static async Task<TestDatabase> CreateAsync(
        Engine engine, FixedTime? time = null, bool migrated = true, TimeSpan? busyTimeout = null, PostgresCluster? cluster = null, string? under = null,
        LeftDatabase? left = null)
    {
        var folder = new TemporaryFolder(under);
        left?.CopyTo(folder);
        var options = new DataOptions { Folder = folder.Path, BusyTimeout = busyTimeout ?? TimeSpan.FromSeconds(30) };
        string? name = null;
        if (engine == Engine.Postgres)
        {
            cluster ??= await PostgresCluster.SharedAsync();
            name = left?.Name is { } template ? await cluster.CopyAsync(template)
                : migrated ? await cluster.CreateDatabaseAsync("peercert_template", MigratePostgresAsync)
                : await cluster.CreateDatabaseAsync();
            options = options with { Postgres = cluster.ConnectionString(name) };
        }
        else if (migrated && left is null)
        {
            File.Copy(await SqliteTemplate.Value, options.SqliteFile);
        }
        return new(engine, folder, cluster, name, options, time ?? new FixedTime());
    }

    /// <summary>Leaves it as it is, for others to be copies of. Nobody may use it any more; it goes with the process.</summary>
    public async Task<LeftDatabase> LeaveAsync()
    {
        await CloseAsync();
        if (_name is not null)
            await _cluster!.DisconnectAsync(_name);
        return new(_name, _folder);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (_name is not null)
            await _cluster!.DropDatabaseAsync(_name);
        _folder.Dispose();
    }

    private async Task CloseAsync()
    {
        await _services.DisposeAsync();
        if (_name is not null)
            return;
        using var pooled = new SqliteConnection(Data.Sqlite.SqliteConnections.ConnectionString(Options));
        SqliteConnection.ClearPool(pooled);
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var folder = new TemporaryFolder();
        var options = new DataOptions { Folder = folder.Path };
        await MigrateAsync(options);
        return options.SqliteFile;
    }

    private static Task MigratePostgresAsync(string connectionString) =>
        MigrateAsync(new DataOptions { Folder = TemporaryFolder.Root, Postgres = connectionString + ";Pooling=false" });

    private static async Task MigrateAsync(DataOptions options)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(new ProgramClock(new FixedTime(), FixedTime.Pacific)).AddPeerCertData(options).BuildServiceProvider();
        if ((await services.GetRequiredService<Migrator>().RunAsync(CancellationToken.None)).Problem is { } refused)
            throw new InvalidOperationException(refused.Code);
    }
}

/// <summary>A database as a test left it, with its folder and the key beside that.</summary>
public sealed class LeftDatabase(string? name, TemporaryFolder folder)
{
    /// <summary>Its name within the cluster; null on SQLite.</summary>
    public string? Name => name;

    public void CopyTo(TemporaryFolder other)
    {
        foreach (var inside in Directory.EnumerateDirectories(folder.Path, "*", SearchOption.AllDirectories))
            TemporaryFolder.CreateOwnerOnly(Path.Combine(other.Path, Path.GetRelativePath(folder.Path, inside)));
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(other.Path, Path.GetRelativePath(folder.Path, file)));
        if (File.Exists(folder.Path + ".key"))
            File.Copy(folder.Path + ".key", other.Path + ".key");
    }
}
