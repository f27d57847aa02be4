using System.Data.Common;
using Microsoft.Data.Sqlite;
using PeerCert.Core.Shared;

namespace PeerCert.Data.Sqlite;

internal sealed class SqliteMigrator(DataOptions options, SqliteConnections connections, IReadOnlyList<Migration> migrations, ProgramClock clock)
    : Migrator(migrations, clock)
{
    protected override string CreateTable =>
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL)
        """;

    protected override async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        OwnerOnly.CreateFolder(options.Folder);
        // Not pooled: what is set below must not reach anybody else. Waiting has no end, as on PostgreSQL.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.SqliteFile,
            Pooling = false,
            DefaultTimeout = 0,
        }.ToString());
        await connection.OpenAsync(ct);
        connections.Prepare(connection);
        using var command = connection.CreateCommand();
        // A table that must be rebuilt is dropped and renamed; its keys are checked as a whole before the commit.
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF;";
        await command.ExecuteNonQueryAsync(ct);
        return connection;
    }

    protected override async Task<DbConnection> OpenToReadAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(SqliteConnections.ConnectionString(options)) { Mode = SqliteOpenMode.ReadWrite }.ToString());
        await connection.OpenAsync(ct);
        connections.Prepare(connection);
        return connection;
    }

    protected override Task<DbTransaction> LockAsync(DbConnection connection, CancellationToken ct) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    protected override async Task CheckAsync(DbTransaction transaction, CancellationToken ct)
    {
        await using var command = Command(transaction.Connection!, transaction, "PRAGMA foreign_key_check");
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (await reader.ReadAsync(ct))
            throw new InvalidOperationException($"the upgrade would leave rows of {reader.GetString(0)} pointing nowhere");
    }
}
