using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PeerCert.Testing;

namespace PeerCert.Bench;

/// <summary>
/// The registry by number on both engines. Each round asks the four endpoints one after another; what counts is the
/// ratio within a round, and of the rounds the median, so that a machine whose speed drifts does not matter.
/// </summary>
internal static partial class RegistryBench
{
    internal sealed record Options(int Certificates, int Rounds, int Seconds, string? Engine)
    {
        public static Options Read(string[] args)
        {
            var options = new Options(1_000_000, 5, 5, null);
            for (var i = 0; i + 1 < args.Length; i += 2)
            {
                var value = args[i + 1];
                options = args[i] switch
                {
                    "--certificates" => options with { Certificates = Number(value) },
                    "--rounds" => options with { Rounds = Number(value) },
                    "--seconds" => options with { Seconds = Number(value) },
                    "--engine" when Engines.Contains(value) => options with { Engine = value },
                    _ => throw new ArgumentException($"unknown option {args[i]}"),
                };
            }
            return options;

            static int Number(string typed) => int.Parse(typed, CultureInfo.InvariantCulture);
        }
    }

    private static readonly string[] Engines = ["sqlite", "postgres"];

    private sealed record Target(string Engine, string Name, string Path, double Least);

    /// <summary>Targets: JSON at least 0.85 (PostgreSQL) and 0.8 (SQLite) of the bare handler, HTML 0.50 and 0.36.</summary>
    private static Target[] TargetsOf(string engine) =>
    [
        new(engine, "constant", "/bench/constant/", 0),
        new(engine, "bare", "/bench/bare/", 0),
        new(engine, "json", "/api/v1/registry/", engine == "postgres" ? 0.85 : 0.80),
        new(engine, "html", "/registry/", engine == "postgres" ? 0.50 : 0.36),
    ];

    private const double MostMemoryMb = 220;

    public static async Task<int> RunAsync(Options options)
    {
        var kept = true;
        foreach (var engine in Engines.Where(e => options.Engine is null || options.Engine == e))
            kept &= await MeasureAsync(engine, options);
        return kept ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string engine, Options options)
    {
        var folder = Directory.CreateTempSubdirectory("peercert-bench-").FullName;
        var cluster = engine == "postgres" ? await PostgresCluster.StartAsync() : null;
        try
        {
            var url = $"http://127.0.0.1:{FreePort()}";
            var connection = cluster is null ? "-" : cluster.ConnectionString(await cluster.CreateDatabaseAsync());
            using var site = Start(Environment.ProcessPath!, EntryDll(), "serve", engine, Path.Combine(folder, "data"), connection, url, $"{options.Certificates}");
            try
            {
                await ReadyAsync(url, site);
                var script = Path.Combine(folder, "random.lua");
                await File.WriteAllTextAsync(script, ScriptOf(options.Certificates));
                return await RoundsAsync(engine, url, script, site.Id, options);
            }
            finally
            {
                site.Kill(entireProcessTree: true);
                await site.WaitForExitAsync();
            }
        }
        finally
        {
            if (cluster is not null)
                await cluster.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> RoundsAsync(string engine, string url, string script, int site, Options options)
    {
        var targets = TargetsOf(engine);
        foreach (var target in targets)
            await LoadAsync(url, target.Path, script, 3);
        var rates = targets.ToDictionary(t => t.Name, _ => new List<double>());
        var memory = 0.0;
        for (var round = 0; round < options.Rounds; round++)
            foreach (var target in targets)
            {
                var load = LoadAsync(url, target.Path, script, options.Seconds);
                while (await Task.WhenAny(load, Task.Delay(200)) != load)
                    memory = Math.Max(memory, AnonymousMb(site));
                rates[target.Name].Add(await load);
            }

        var kept = memory <= MostMemoryMb;
        Console.WriteLine($"{engine}: {options.Certificates:N0} certificates, {options.Rounds} rounds of {options.Seconds} s");
        foreach (var target in targets)
        {
            var ratios = rates[target.Name].Zip(rates["bare"], (a, b) => a / b).Order().ToList();
            var median = ratios[ratios.Count / 2];
            var verdict = target.Least == 0 ? "" : median >= target.Least ? $"kept (least {target.Least:0.00})" : $"MISSED (least {target.Least:0.00})";
            kept &= median >= target.Least;
            Console.WriteLine(FormattableString.Invariant(
                $"  {target.Name,-9} {rates[target.Name].Order().ElementAt(options.Rounds / 2),9:N0} requests/s   {median:0.00} of bare ({ratios[0]:0.00} to {ratios[^1]:0.00}) {verdict}"));
        }
        Console.WriteLine($"  load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine(FormattableString.Invariant($"  resident anonymous memory, most under load, {memory:0} MB {(memory <= MostMemoryMb ? "kept" : "MISSED")} (most {MostMemoryMb:0})"));
        return kept;
    }

    private static async Task<double> LoadAsync(string url, string path, string script, int seconds)
    {
        using var wrk = Start("wrk", "-t1", "-c8", $"-d{seconds}s", "-s", script, url, "--", path);
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (Errors().IsMatch(said))
            throw new InvalidOperationException($"{path} answered with errors:\n{said}");
        return double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string ScriptOf(int certificates) =>
        $$"""
        local path
        function init(args) path = args[1]; math.randomseed(1) end
        function request() return wrk.format("GET", path .. string.format("MPSS%06d", math.random(0, {{certificates - 1}}))) end
        """;

    private static double AnonymousMb(int process) =>
        double.Parse(RssAnon().Match(File.ReadAllText($"/proc/{process}/status")).Groups[1].Value, CultureInfo.InvariantCulture) / 1024;

    private static async Task ReadyAsync(string url, Process site)
    {
        using var http = new HttpClient();
        while (!site.HasExited)
        {
            try
            {
                if ((await http.GetAsync(new Uri(url + "/readyz"))).StatusCode is HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }
        throw new InvalidOperationException("the site did not start:\n" + await site.StandardError.ReadToEndAsync());
    }

    private static Process Start(string command, params string[] args) => Process.Start(new ProcessStartInfo(command, args)
    {
        RedirectStandardOutput = command == "wrk",
        RedirectStandardError = true,
    })!;

    private static string EntryDll() => typeof(RegistryBench).Assembly.Location;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"Non-2xx|Socket errors")]
    private static partial Regex Errors();

    [GeneratedRegex(@"RssAnon:\s+(\d+) kB")]
    private static partial Regex RssAnon();
}
