using System.Globalization;
using PeerCert.Testing;
using static PeerCert.Bench.Measuring;

namespace PeerCert.Bench;

/// <summary>
/// The registry by number on both engines. Each round asks the four endpoints one after another; what counts is the
/// ratio within a round, and of the rounds the median, so that a machine whose speed drifts does not matter.
/// </summary>
internal static class RegistryBench
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

    private static string ScriptOf(int certificates) =>
        $$"""
        local path
        function init(args) path = args[1]; math.randomseed(1) end
        function request() return wrk.format("GET", path .. string.format("MPSS%06d", math.random(0, {{certificates - 1}}))) end
        """;
}
