using System.Data.Common;
using Npgsql;
using PeerCert.Core.Shared;

namespace PeerCert.Data.Postgres;

internal sealed class PostgresMigrator(NpgsqlDataSource source, IReadOnlyList<Migration> migrations, ProgramClock clock) : Migrator(migrations, clock)
{
    private const long LockKey = 0x50656572_43657274;   // "PeerCert"

    protected override string CreateTable =>
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          number integer NOT NULL PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamp(3) with time zone NOT NULL)
        """;

    protected override async Task<DbConnection> OpenAsync(CancellationToken ct) => await source.OpenConnectionAsync(ct);

    protected override Task<DbConnection> OpenToReadAsync(CancellationToken ct) => OpenAsync(ct);

    protected override async Task<DbTransaction> LockAsync(DbConnection connection, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(transaction, "SET LOCAL lock_timeout = 0", ct);
        await ExecuteAsync(transaction, "SELECT pg_advisory_xact_lock(@key)", ct, ("@key", LockKey));
        return transaction;
    }
}
