using System.Data.Common;
using PeerCert.Core.Shared;
using Words = PeerCert.Standards.Model.Text;

namespace PeerCert.Data;

/// <summary>
/// Brings a database to the program's schema: everything missing in one transaction under a lock, so that a kill
/// half-way leaves the old schema whole, and of two nodes that start together one waits for the other.
/// </summary>
public abstract class Migrator(IReadOnlyList<Migration> migrations, ProgramClock clock)
{
    /// <summary>Applies what is missing and says how many steps that was. Refused: another text of an applied step, a newer database.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var transaction = await LockAsync(connection, ct);
        await ExecuteAsync(transaction, CreateTable, ct);
        var applied = await AppliedAsync(connection, transaction, ct);
        if (Refusal(applied) is { } refusal)
            return refusal;
        var done = 0;
        foreach (var step in migrations.Skip(applied.Count))
        {
            await ExecuteAsync(transaction, step.Sql, ct);
            await ExecuteAsync(transaction, "INSERT INTO schema_migrations (number, name, sha256, applied_at) VALUES (@number, @name, @sha256, @at)", ct,
                ("@number", step.Number), ("@name", step.Name), ("@sha256", step.Sha256), ("@at", clock.Now));
            done++;
        }
        if (done > 0)
            await CheckAsync(transaction, ct);
        await transaction.CommitAsync(CancellationToken.None);
        return done;
    }

    /// <summary>Whether the database has exactly the program's schema; false too where it does not answer or has none.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenToReadAsync(ct);
            var applied = await AppliedAsync(connection, null, ct);
            return applied.Count == migrations.Count && Refusal(applied) is null;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>
    /// The wrapped keys of a purpose, the oldest first. Asked beside the model: they are all that a start asks for, and putting the model together takes
    /// longer than the rest of it (docs/adr/what-a-start-looks-at.md).
    /// </summary>
    public async Task<IReadOnlyList<byte[]>> StoredKeysAsync(string purpose, CancellationToken ct)
    {
        await using var connection = await OpenToReadAsync(ct);
        await using var command = Command(connection, null, "SELECT wrapped FROM stored_keys WHERE purpose = @purpose ORDER BY created_at");
        Add(command, "@purpose", purpose);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var wrapped = new List<byte[]>();
        while (await reader.ReadAsync(ct))
            wrapped.Add(reader.GetFieldValue<byte[]>(0));
        return wrapped;
    }

    protected abstract string CreateTable { get; }

    protected abstract Task<DbConnection> OpenAsync(CancellationToken ct);

    protected abstract Task<DbConnection> OpenToReadAsync(CancellationToken ct);

    /// <summary>Begins the transaction that only one node at a time can be in; waits for as long as another is.</summary>
    protected abstract Task<DbTransaction> LockAsync(DbConnection connection, CancellationToken ct);

    /// <summary>A last look before the commit.</summary>
    protected virtual Task CheckAsync(DbTransaction transaction, CancellationToken ct) => Task.CompletedTask;

    protected static async Task ExecuteAsync(DbTransaction transaction, string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(transaction.Connection!, transaction, sql);
        foreach (var (name, value) in parameters)
            Add(command, name, value);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    protected static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // the text of a migration or of this file, never anything typed
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static async Task<List<(int Number, string Sha256)>> AppliedAsync(DbConnection connection, DbTransaction? transaction, CancellationToken ct)
    {
        await using var command = Command(connection, transaction, "SELECT number, sha256 FROM schema_migrations ORDER BY number");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new List<(int, string)>();
        while (await reader.ReadAsync(ct))
            applied.Add((reader.GetInt32(0), reader.GetString(1)));
        return applied;
    }

    private Problem.Refused? Refusal(List<(int Number, string Sha256)> applied)
    {
        if (applied.Count > migrations.Count)
            return new("database-newer", Words.Of("problem.database-newer", ("applied", applied.Count), ("known", migrations.Count)));
        foreach (var ((number, sha256), step) in applied.Zip(migrations))
            if (number != step.Number || sha256 != step.Sha256)
                return new("migration-changed", Words.Of("problem.migration-changed", ("number", number)));
        return null;
    }
}
