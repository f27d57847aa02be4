using System.Diagnostics;
using System.Globalization;
using PeerCert.Testing;
using static PeerCert.Bench.Measuring;

namespace PeerCert.Bench;

/// <summary>
/// Many certificates: how long it takes to count how each stands, and to recount the dates by which they are listed; and how long the slowest hundredth of
/// the lists of staff waits at a fixed rate, counted from when each request was due.
/// </summary>
internal static class StandingsBench
{
    internal sealed record Options(int Certificates, int Rounds, int Seconds, string? Engine)
    {
        public static Options Read(string[] args)
        {
            var options = new Options(1_000_000, 5, 20, null);
            for (var i = 0; i + 1 < args.Length; i += 2)
                options = args[i] switch
                {
                    "--certificates" => options with { Certificates = Number(args[i + 1]) },
                    "--rounds" => options with { Rounds = Number(args[i + 1]) },
                    "--seconds" => options with { Seconds = Number(args[i + 1]) },
                    "--engine" when Engines.Contains(args[i + 1]) => options with { Engine = args[i + 1] },
                    _ => throw new ArgumentException($"unknown option {args[i]}"),
                };
            return options;

            static int Number(string typed) => int.Parse(typed, CultureInfo.InvariantCulture);
        }
    }

    private static readonly string[] Engines = ["sqlite", "postgres"];

    private const double MostSecondsToCount = 2, MostSecondsToRecount = 60, MostMilliseconds = 30;
    private const int RequestsASecond = 300;

    /// <summary>In seconds: what is measured is code that has been compiled for good.</summary>
    private const int WarmUp = 20;

    /// <summary>What staff ask the list for.</summary>
    private static readonly (string Name, Func<int, string> Path)[] Lists =
    [
        ("by standing", n => $"/staff/standings?Standing={Of(n, "current", "lapsed", "expired", "vacated", "suspended")}"),
        ("by county", n => $"/staff/standings?County={StandingsSite.Counties[n % StandingsSite.Counties.Length]}&Standing={Of(n / 7, "current", "lapsed", "expired")}"),
        ("by name", n => $"/staff/standings?Name={StandingsSite.FamilyOf(n * 31)}"),
        ("by all three", n => $"/staff/standings?Name={StandingsSite.FamilyOf(n * 17)}&County={StandingsSite.Counties[n % StandingsSite.Counties.Length]}&Standing={Of(n / 7, "current", "expired")}"),
    ];

    private static string Of(int n, params string[] choices) => choices[n % choices.Length];

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
            using var site = Start(Environment.ProcessPath!, EntryDll(), "serve-standings", engine, Path.Combine(folder, "data"), connection, url, $"{options.Certificates}");
            try
            {
                var clock = Stopwatch.StartNew();
                await ReadyAsync(url, site);
                Console.WriteLine(FormattableString.Invariant($"{engine}: {options.Certificates:N0} certificates, put in within {clock.Elapsed.TotalSeconds:0} s"));
                return await RoundsAsync(url, site.Id, options);
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

    private static async Task<bool> RoundsAsync(string url, int site, Options options)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = new(url), Timeout = TimeSpan.FromMinutes(20) };
        using var reviewer = new PageDriver(http);
        await reviewer.OpenAsync("/account/sign-in");
        await reviewer.Fill("Input.Email", DeskSite.Reviewer).Fill("Input.Password", DeskSite.Password).SubmitAsync();

        var counts = new List<double>();
        var said = "";
        for (var round = 0; round < options.Rounds; round++)
        {
            said = await AskAsync("/bench/count");
            counts.Add(SecondsOf(said));
        }
        var kept = Told("count all standings", counts, MostSecondsToCount, said[said.IndexOf(' ', StringComparison.Ordinal)..]);

        var memory = AnonymousMb(site);
        var recounting = AskAsync("/bench/recount?repair=false");
        while (await Task.WhenAny(recounting, Task.Delay(200)) != recounting)
            memory = Math.Max(memory, AnonymousMb(site));
        kept &= Told("recount all dates", [SecondsOf(await recounting)], MostSecondsToRecount, "");
        var spoilt = await AskAsync("/bench/spoil");
        var repaired = await AskAsync("/bench/recount?repair=true");
        Told($"the same with {spoilt} to put right", [SecondsOf(repaired)], double.PositiveInfinity, "");

        foreach (var (name, path) in Lists)
        {
            await AtFixedRateAsync(http, path, WarmUp);
            var slowest = await AtFixedRateAsync(http, path, options.Seconds);
            kept &= slowest <= MostMilliseconds;
            Console.WriteLine(FormattableString.Invariant($"  {name,-38} 99 in 100 within {slowest:0} ms at {RequestsASecond} a second {(slowest <= MostMilliseconds ? "kept" : "MISSED")} (most {MostMilliseconds:0})"));
            memory = Math.Max(memory, AnonymousMb(site));
        }
        Console.WriteLine(FormattableString.Invariant($"  resident anonymous memory, most, {memory:0} MB; load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        return kept;

        async Task<string> AskAsync(string path) => await http.GetStringAsync(new Uri(path, UriKind.Relative));
    }

    private static double SecondsOf(string said) => double.Parse(said.Split(' ')[0], CultureInfo.InvariantCulture);

    private static bool Told(string what, List<double> seconds, double most, string more)
    {
        var sorted = seconds.Order().ToList();
        var median = sorted[sorted.Count / 2];
        var verdict = double.IsInfinity(most) ? "" : median <= most ? FormattableString.Invariant($"kept (most {most:0})") : FormattableString.Invariant($"MISSED (most {most:0})");
        Console.WriteLine(FormattableString.Invariant($"  {what,-38} {median:0.00} s ({sorted[0]:0.00} to {sorted[^1]:0.00}) {verdict}{more}"));
        return median <= most;
    }

    /// <summary>The wait of the slowest hundredth, in milliseconds, from the instant at which each request was due.</summary>
    private static async Task<double> AtFixedRateAsync(HttpClient http, Func<int, string> path, int seconds)
    {
        var (clock, asked) = (Stopwatch.StartNew(), new List<Task<double>>());
        for (var n = 0; n < RequestsASecond * seconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / RequestsASecond);
            if (due - clock.Elapsed is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            asked.Add(AskAsync(path(n), due));
        }
        var waits = (await Task.WhenAll(asked)).Order().ToList();
        return waits[(int)(waits.Count * 0.99)];

        async Task<double> AskAsync(string address, TimeSpan due)
        {
            using var answer = await http.GetAsync(new Uri(address, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            return answer.IsSuccessStatusCode ? (clock.Elapsed - due).TotalMilliseconds : double.PositiveInfinity;   // turned away: more came than it can do
        }
    }
}
