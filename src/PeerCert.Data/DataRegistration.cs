using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PeerCert.Core;
using PeerCert.Core.Journal;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Data.Postgres;
using PeerCert.Data.Sqlite;

namespace PeerCert.Data;

/// <summary>
/// Brings in the database. Needs a <see cref="ProgramClock"/> and, for the key ring, an <see cref="IMasterKey"/>; each
/// registered <see cref="IInterceptor"/> sees every context.
/// </summary>
public static class DataRegistration
{
    public static IServiceCollection AddPeerCertData(this IServiceCollection services, DataOptions options)
    {
        services.AddSingleton(options);
        if (options.Postgres is null)
            AddSqlite(services);
        else
            AddPostgres(services, options.Postgres);
        services.AddSingleton<IOutage>(p => p.GetRequiredService<IStoreFaults>());
        services.AddScoped(p => p.GetRequiredService<IDbContextFactory<PeerCertDb>>().CreateDbContext());
        services.AddScoped<Counters>();
        services.AddScoped<Leases>();
        AddKeyRing(services);
        return services;
    }

    /// <summary>
    /// Begins to put the model together, beside whatever else a start does: it is the longest part of the first question to a database. Asks none.
    /// The model is kept by the kind of its options, so that the program's own contexts find it made.
    /// </summary>
    public static void WarmUp(DataOptions options) => _ = Task.Run(() =>
    {
        using PeerCertDb db = options.Postgres is null
            ? new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(SqliteConnections.ConnectionString(options)).ConfigureWarnings(LeaveToTheCaller).Options)
            : new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql().ConfigureWarnings(LeaveToTheCaller).Options);
        return db.Model;
    });

    private static void AddKeyRing(IServiceCollection services)
    {
        // A fixed name: nodes and releases in other folders read each other's cookies.
        services.AddDataProtection().SetApplicationName("PeerCert");
        services.AddSingleton<KeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing>((options, ring) => options.XmlRepository = ring);
        // It warns of unencrypted keys, since it cannot see that the repository wraps them.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }

    /// <summary>
    /// Whoever catches an exception logs it once and knows what may be said; the database's own message may hold private
    /// words, and in an outage there would be one for every attempt.
    /// </summary>
    private static void LeaveToTheCaller(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug));

    private static void AddSqlite(IServiceCollection services)
    {
        services.AddSingleton<SqliteConnections>();
        services.AddSingleton<IWriteGate, SqliteWriteGate>();
        services.AddSingleton<IRegistryLookup, SqliteRegistryLookup>();
        services.AddSingleton<IStoreFaults, SqliteFaults>();
        services.AddSingleton<Migrator>(p => new SqliteMigrator(
            p.GetRequiredService<DataOptions>(), p.GetRequiredService<SqliteConnections>(), Migration.Embedded("Sqlite"), p.GetRequiredService<ProgramClock>()));
        services.AddPooledDbContextFactory<SqliteDb>((p, o) => o
            .UseSqlite(SqliteConnections.ConnectionString(p.GetRequiredService<DataOptions>()))
            .AddInterceptors([p.GetRequiredService<SqliteConnections>(), new ManyAtOnce(SqliteBulkLoader.InsertAsync), .. p.GetServices<IInterceptor>()])
            .ConfigureWarnings(LeaveToTheCaller));
        services.AddSingleton<IBulkLoader, SqliteBulkLoader>();
        services.AddSingleton<IDbContextFactory<PeerCertDb>>(p => new Contexts<SqliteDb>(p.GetRequiredService<IDbContextFactory<SqliteDb>>()));
    }

    private static void AddPostgres(IServiceCollection services, string connectionString)
    {
        services.AddSingleton(p => PostgresSource.Create(p.GetRequiredService<DataOptions>(), connectionString));
        services.AddSingleton<IWriteGate, NoWriteGate>();
        services.AddSingleton<IRegistryLookup, PostgresRegistryLookup>();
        services.AddSingleton<IStoreFaults, PostgresFaults>();
        services.AddSingleton<Migrator>(p => new PostgresMigrator(
            p.GetRequiredService<NpgsqlDataSource>(), Migration.Embedded("Postgres"), p.GetRequiredService<ProgramClock>()));
        services.AddPooledDbContextFactory<PostgresDb>((p, o) => o
            .UseNpgsql(p.GetRequiredService<NpgsqlDataSource>())
            .AddInterceptors([new ManyAtOnce(PostgresBulkLoader.InsertAsync), .. p.GetServices<IInterceptor>()])
            .ConfigureWarnings(LeaveToTheCaller));
        services.AddSingleton<IBulkLoader, PostgresBulkLoader>();
        services.AddSingleton<IDbContextFactory<PeerCertDb>>(p => new Contexts<PostgresDb>(p.GetRequiredService<IDbContextFactory<PostgresDb>>()));
    }

    private sealed class Contexts<T>(IDbContextFactory<T> engine) : IDbContextFactory<PeerCertDb> where T : PeerCertDb
    {
        public PeerCertDb CreateDbContext() => engine.CreateDbContext();
    }
}
