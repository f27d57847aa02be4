using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PeerCert.Core;
using PeerCert.Core.Shared;

namespace PeerCert.Bench;

/// <summary>
/// What one request of a page asked of the database, statement by statement with its values, to be asked again by a handler that does
/// nothing else: no sign-in, no decision, no page.
/// </summary>
internal sealed class Tape : DbCommandInterceptor, IStartupFilter
{
    public const string Header = "X-Tape";

    private static readonly AsyncLocal<List<Taped>?> Recording = new();
    private readonly Dictionary<string, List<Taped>> _tapes = [];

    private sealed record Taped(string Sql, (string Name, object? Value)[] Values, bool Writes);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, go) =>
        {
            if (context.Request.Headers[Header] is not [{ } name])
            {
                await go(context);
                return;
            }
            Recording.Value = [];
            await go(context);
            // What a page asks now and then, and not at each request (how many files wait), is not held against the bare handler.
            if (!_tapes.TryGetValue(name, out var before) || Recording.Value.Count < before.Count)
                _tapes[name] = Recording.Value;
        });
        next(app);
    };

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return new(result);
    }

    private static void Keep(DbCommand command) => Recording.Value?.Add(new(
        command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))], !command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Asks all of it again: what was read, one after another, and what was written, in one transaction. The rows are the answer.</summary>
    public async Task<IResult> PlayAsync(string name, PeerCertDb db, CancellationToken ct)
    {
        var (tape, rows) = (_tapes[name], new List<object?[]>());
        await db.Database.OpenConnectionAsync(ct);
        foreach (var taped in tape.Where(t => !t.Writes))
            await AskAsync(taped);
        if (tape.Any(t => t.Writes))
            await db.InTransactionAsync<Done>(async inner =>
            {
                foreach (var taped in tape.Where(t => t.Writes))
                    await AskAsync(taped);
                return new Done();
            }, ct);
        return Results.Text(JsonSerializer.Serialize(rows), "application/json");

        async Task AskAsync(Taped taped)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = taped.Sql;
            command.Transaction = (db.Database.CurrentTransaction as Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<DbTransaction>)?.Instance;
            foreach (var (parameter, value) in taped.Values)
            {
                var added = command.CreateParameter();
                (added.ParameterName, added.Value) = (parameter, taped.Writes && parameter.EndsWith("p0", StringComparison.Ordinal) ? Anew(value) : value ?? DBNull.Value);
                command.Parameters.Add(added);
            }
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var row = new object?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++)
                    row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                rows.Add(row);
            }
        }

        // A row that is written again needs a key of its own.
        static object Anew(object? value) => value is string ? Guid.NewGuid().ToString().ToUpperInvariant() : Guid.NewGuid();
    }
}
