using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PeerCert.Core;
using PeerCert.Core.Shared;

namespace PeerCert.Data.Sqlite;

/// <summary>One prepared insert, run once for each row within one transaction.</summary>
internal sealed class SqliteBulkLoader(IDbContextFactory<PeerCertDb> contexts) : IBulkLoader
{
    public async Task<Result<long>> LoadAsync<T>(IEnumerable<T> rows, CancellationToken ct) where T : class
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var columns = new BulkColumns(db.Model.FindEntityType(typeof(T))!);
        return await db.InTransactionAsync<long>(async inner => await InsertAsync(db, columns, rows, inner), ct);
    }

    /// <summary>Within the context's transaction.</summary>
    public static Task<long> InsertAsync(PeerCertDb db, BulkColumns columns, IEnumerable<object> rows, CancellationToken ct)
    {
        using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // names of the model
        command.CommandText =
            $"INSERT INTO {columns.Table} ({string.Join(", ", columns.Names.Select(n => $"\"{n}\""))}) VALUES ({string.Join(", ", columns.Names.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
        var parameters = columns.Names.Select((_, i) => command.Parameters.Add(new SqliteParameter($"$p{i}", DBNull.Value))).ToList();
        command.Prepare();
        long count = 0;
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Count; i++)
                parameters[i].Value = columns.ValueOf(row, i) ?? DBNull.Value;
            command.ExecuteNonQuery();
            count++;
        }
        return Task.FromResult(count);
    }
}
