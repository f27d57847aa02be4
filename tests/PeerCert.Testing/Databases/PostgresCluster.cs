using System.Diagnostics;
using Npgsql;

namespace PeerCert.Testing;

/// <summary>
/// A private PostgreSQL cluster in a temporary folder, reachable over its own socket only. It is run by a small shell
/// that waits on a pipe from this process: however this process ends, the pipe closes, the cluster stops and its folder
/// goes. Root cannot run PostgreSQL, so the shell runs as the user that Debian's package brings.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresCluster>> Common = new(StartAsync);

    // The cluster sorts by English rules, not by bytes, so that a column without our collation shows. It may skip the
    // disk (no test pulls the plug) but not the kernel: a stop as a crash must not take what was committed.
    private const string Script =
        """
        trap '' INT TERM HUP
        dir=$(mktemp -d "$1/peercert-pg.XXXXXXXX") || exit 1
        trap 'rm -rf "$dir"' EXIT
        "$2/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --locale-provider=icu --icu-locale=en-US --no-sync >"$dir/initdb.log" 2>&1 \
          || { cat "$dir/initdb.log" >&2; exit 1; }
        cat >>"$dir/data/postgresql.conf" <<EOF
        listen_addresses = ''
        unix_socket_directories = '$dir'
        fsync = off
        full_page_writes = off
        max_connections = 300
        shared_buffers = 64MB
        max_wal_size = 256MB
        autovacuum = off
        EOF
        start() { "$2/pg_ctl" -D "$dir/data" -l "$dir/log" -w start >/dev/null || { cat "$dir/log" >&2; exit 1; }; }
        start "$@"
        echo "$dir"
        while read -r command; do
          case $command in
            stop) "$2/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null ;;
            start) start "$@" ;;
          esac
          echo "$command"
        done
        "$2/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1
        """;

    private readonly Process _shell;
    private readonly SemaphoreSlim _templates = new(1, 1);
    private readonly HashSet<string> _made = [];

    private PostgresCluster(Process shell, string socket) => (_shell, Socket) = (shell, socket);

    /// <summary>The folder of the socket.</summary>
    public string Socket { get; }

    /// <summary>The cluster that the tests of this process share. Never stop it: take your own for that.</summary>
    public static Task<PostgresCluster> SharedAsync() => Common.Value;

    public static async Task<PostgresCluster> StartAsync()
    {
        var binaries = Binaries();
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        string[] shell = ["sh", "-c", Script, "peercert-postgres", TemporaryFolder.Root, binaries];
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. shell] : shell;
        start.FileName = command[0];
        foreach (var argument in command[1..])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync() is { } socket)
            return new(process, socket);
        throw new InvalidOperationException($"PostgreSQL did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    public string ConnectionString(string database) => $"Host={Socket};Username=postgres;Database={database}";

    /// <summary>Stops at once, as a crash would; connections break.</summary>
    public Task StopAsync() => TellAsync("stop");

    public Task RestartAsync() => TellAsync("start");

    /// <summary>A new database, empty or copied from a template that is made the first time it is asked for.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null, Func<string, Task>? makeTemplate = null)
    {
        if (template is not null)
        {
            await _templates.WaitAsync();
            try
            {
                if (!_made.Contains(template))
                {
                    await ExecuteAsync($"CREATE DATABASE {template} STRATEGY file_copy");
                    await makeTemplate!(ConnectionString(template));
                    _made.Add(template);
                }
            }
            finally
            {
                _templates.Release();
            }
        }
        return await CopyAsync(template ?? "template1");
    }

    /// <summary>A copy of a database that nobody is connected to.</summary>
    public async Task<string> CopyAsync(string template)
    {
        var name = $"t{Guid.NewGuid():n}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        return name;
    }

    /// <summary>Ends every connection to a database.</summary>
    public Task DisconnectAsync(string name) => ExecuteAsync($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'");

    public Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task TellAsync(string command)
    {
        await _shell.StandardInput.WriteLineAsync(command);
        await _shell.StandardInput.FlushAsync();
        if (await _shell.StandardOutput.ReadLineAsync() != command)
            throw new InvalidOperationException($"PostgreSQL did not {command}: {await _shell.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Runs a statement as superuser, outside any test's database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false;Command Timeout=60");
        await connection.OpenAsync();
#pragma warning disable CA2100 // names made here
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static string Binaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return debian.OrderByDescending(d => d, StringComparer.Ordinal).Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            ?? throw new InvalidOperationException("The tests need PostgreSQL's own programs (initdb, pg_ctl): install the Debian package \"postgresql\".");
    }
}
