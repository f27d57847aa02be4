using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PeerCert.Core;
using PeerCert.Core.Shared;

namespace PeerCert.Data.Postgres;

/// <summary>COPY in its binary form.</summary>
internal sealed class PostgresBulkLoader(IDbContextFactory<PeerCertDb> contexts) : IBulkLoader
{
    public async Task<Result<long>> LoadAsync<T>(IEnumerable<T> rows, CancellationToken ct) where T : class
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var columns = new BulkColumns(db.Model.FindEntityType(typeof(T))!);
        return await db.InTransactionAsync<long>(async inner => await InsertAsync(db, columns, rows, inner), ct);
    }

    /// <summary>Within the context's transaction.</summary>
    public static async Task<long> InsertAsync(PeerCertDb db, BulkColumns columns, IEnumerable<object> rows, CancellationToken ct)
    {
        var types = columns.Types.Select(TypeOf).ToList();
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(
            $"COPY {columns.Table} ({string.Join(", ", columns.Names.Select(n => $"\"{n}\""))}) FROM STDIN (FORMAT binary)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < types.Count; i++)
                if (columns.ValueOf(row, i) is { } value)
                    await copy.WriteAsync(value, types[i], ct);
                else
                    await copy.WriteNullAsync(ct);
        }
        return (long)await copy.CompleteAsync(ct);
    }

    private static NpgsqlDbType TypeOf(Type stored) => stored switch
    {
        _ when stored == typeof(string) => NpgsqlDbType.Text,
        _ when stored == typeof(Guid) => NpgsqlDbType.Uuid,
        _ when stored == typeof(int) => NpgsqlDbType.Integer,
        _ when stored == typeof(long) => NpgsqlDbType.Bigint,
        _ when stored == typeof(bool) => NpgsqlDbType.Boolean,
        _ when stored == typeof(DateOnly) => NpgsqlDbType.Date,
        _ when stored == typeof(DateTime) => NpgsqlDbType.TimestampTz,
        _ when stored == typeof(byte[]) => NpgsqlDbType.Bytea,
        _ => throw new NotSupportedException(stored.Name),
    };
}
