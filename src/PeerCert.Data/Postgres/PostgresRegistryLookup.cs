using Npgsql;
using PeerCert.Core.Registry;

namespace PeerCert.Data.Postgres;

/// <summary>
/// A line by its number with one statement that every pooled connection keeps prepared. The parameter does not name its
/// database type: with the name a read costs a third more (bench/README.md).
/// </summary>
internal sealed class PostgresRegistryLookup(NpgsqlDataSource source) : IRegistryLookup
{
    public async ValueTask<RegistryRow?> ByNumberAsync(string number, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT number, legal_name, active_from, expires, life, withheld_through FROM registry_entries WHERE number = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = number });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateOnly>(2), reader.GetFieldValue<DateOnly>(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<DateOnly>(5))
            : null;
    }
}
