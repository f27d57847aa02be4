using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PeerCert.Data.Sqlite;

/// <summary>
/// How every connection to the file is set up, once for each handle, which outlives its lease in the pool. Durability
/// is FULL: a certificate that somebody was shown is still there after the power went (docs/adr/sqlite-durability.md).
/// </summary>
internal sealed class SqliteConnections(DataOptions options) : DbConnectionInterceptor
{
    private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> SetUp = [];

    /// <summary>For <c>BEGIN IMMEDIATE</c> and statements, in whole seconds; the pragma below has the milliseconds.</summary>
    public static string ConnectionString(DataOptions options) => new SqliteConnectionStringBuilder
    {
        DataSource = options.SqliteFile,
        DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds),
    }.ToString();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    public void Prepare(SqliteConnection connection)
    {
        if (!SetUp.TryAdd(connection.Handle!, connection.Handle!))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"""
            PRAGMA busy_timeout = {(long)options.BusyTimeout.TotalMilliseconds};
            PRAGMA foreign_keys = ON;
            PRAGMA synchronous = FULL;
            PRAGMA mmap_size = 33554432;
            PRAGMA journal_size_limit = 67108864;
            """);
        command.ExecuteNonQuery();
    }
}
