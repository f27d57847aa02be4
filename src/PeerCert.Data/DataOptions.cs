using PeerCert.Data.Postgres;

namespace PeerCert.Data;

/// <summary>Where the program keeps its data: a folder, with the database in it unless PostgreSQL is named.</summary>
public sealed record DataOptions
{
    public required string Folder { get; init; }

    /// <summary>A PostgreSQL connection string; null for the embedded SQLite file.</summary>
    public string? Postgres { get; init; }

    /// <summary>How long a write waits for other writers before it is refused as an outage.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Connections to PostgreSQL at a time, unless the connection string says it. Few is fast: measured, 2 to 4 beat 16 on
    /// the slowest requests by an order of magnitude.
    /// </summary>
    public int PoolSize { get; init; } = 4;

    /// <summary>What is wrong with the connection string, in the driver's words; null where nothing is.</summary>
    public string? CheckPostgres()
    {
        try
        {
            _ = Postgres is null ? null : PostgresSource.Settings(this, Postgres);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return e.Message;
        }
    }

    public string SqliteFile => Path.Combine(Folder, "peercert.db");
}
