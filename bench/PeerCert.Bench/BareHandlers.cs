using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace PeerCert.Bench;

/// <summary>
/// What anyone would write by hand to answer the same question: a pooled connection, one statement, the row as JSON.
/// No standing, no citation, no problem document.
/// </summary>
internal static class BareHandlers
{
    private const string Sql = "SELECT number, legal_name, active_from, expires FROM registry_entries WHERE number = ";

    public static Delegate Postgres(IServiceProvider services)
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        return async (string number, CancellationToken ct) =>
        {
            await using var command = source.CreateCommand(Sql + "$1");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = number });
            await using var reader = await command.ExecuteReaderAsync(ct);
            return await reader.ReadAsync(ct)
                ? Results.Ok(new BareRow(reader.GetString(0), reader.GetString(1), Iso(reader.GetFieldValue<DateOnly>(2)), Iso(reader.GetFieldValue<DateOnly>(3))))
                : Results.NotFound();
        };
    }

    public static Delegate Sqlite(string file)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString();
        return (string number) =>
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Sql + "@number";
            command.Parameters.AddWithValue("@number", number);
            using var reader = command.ExecuteReader();
            return reader.Read()
                ? Results.Ok(new BareRow(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)))
                : Results.NotFound();
        };
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
