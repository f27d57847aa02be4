using System.Globalization;
using Npgsql;

namespace PeerCert.Data.Postgres;

internal static class PostgresSource
{
    private const int ConnectSeconds = 5;

    public static NpgsqlDataSource Create(DataOptions options, string connectionString) =>
        new NpgsqlDataSourceBuilder(Settings(options, connectionString).ConnectionString).Build();

    /// <summary>A small pool with short waits; whatever the connection string says itself stays as it says.</summary>
    public static NpgsqlConnectionStringBuilder Settings(DataOptions options, string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        Default("Maximum Pool Size", options.PoolSize);
        // For reaching the server or a place in the pool: on a busy machine that takes longer than the shortest lock wait.
        Default("Timeout", Math.Max(ConnectSeconds, (int)options.BusyTimeout.TotalSeconds));
        Default("Command Timeout", 15);
        Default("Max Auto Prepare", 100);
        Default("No Reset On Close", true);   // nothing here changes a session
        Default("Application Name", "PeerCert");
        Default("Options", string.Create(CultureInfo.InvariantCulture, $"-c lock_timeout={(long)options.BusyTimeout.TotalMilliseconds}"));
        return given;

        void Default(string keyword, object value)
        {
            if (!given.ShouldSerialize(keyword))
                given[keyword] = value;
        }
    }
}
