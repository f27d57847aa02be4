using System.Diagnostics;
using System.Globalization;
using PeerCert.Testing;
using static PeerCert.Bench.Measuring;

namespace PeerCert.Bench;

/// <summary>
/// The queue and the review page with many open applications: how fast beside a handler that asks the same of the same database, and how long the
/// slowest hundredth waits at a fixed rate, counted from when each request was due.
/// </summary>
internal static class DeskBench
{
    internal sealed record Options(int Applications, int Rounds, int Seconds, string? Engine)
    {
        public static Options Read(string[] args)
        {
            var options = new Options(50_000, 5, 5, null);
            for (var i = 0; i + 1 < args.Length; i += 2)
                options = args[i] switch
                {
                    "--applications" => options with { Applications = Number(args[i + 1]) },
                    "--rounds" => options with { Rounds = Number(args[i + 1]) },
                    "--seconds" => options with { Seconds = Number(args[i + 1]) },
                    "--engine" when args[i + 1] is "sqlite" or "postgres" => options with { Engine = args[i + 1] },
                    _ => throw new ArgumentException($"unknown option {args[i]}"),
                };
            return options;

            static int Number(string typed) => int.Parse(typed, CultureInfo.InvariantCulture);
        }
    }

    private static readonly string[] Engines = ["sqlite", "postgres"];

    private const double Least = 0.5;
    private const double MostMilliseconds = 60;
    private const int RequestsASecond = 50;

    /// <summary>In seconds. A site runs for weeks: what is measured is code that has been compiled for good, which for a page of this size takes about so long.</summary>
    private const int WarmUp = 20;

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
            using var site = Start(Environment.ProcessPath!, EntryDll(), "serve-desk", engine, Path.Combine(folder, "data"), connection, url, $"{options.Applications}");
            try
            {
                await ReadyAsync(url, site);
                return await RoundsAsync(engine, url, folder, site.Id, options);
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

    private static async Task<bool> RoundsAsync(string engine, string url, string folder, int site, Options options)
    {
        var cookies = new System.Net.CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new(url) };
        using var reviewer = new PageDriver(http);
        await reviewer.OpenAsync("/account/sign-in");
        await reviewer.Fill("Input.Email", DeskSite.Reviewer).Fill("Input.Password", DeskSite.Password).SubmitAsync();
        var files = (await http.GetStringAsync(new Uri("/bench/files", UriKind.Relative))).Split('\n');
        var queue = Path.Combine(folder, "queue.lua");
        var review = Path.Combine(folder, "review.lua");
        var cookie = cookies.GetCookieHeader(new(url));
        await File.WriteAllTextAsync(queue, ScriptOf(cookie, ["/staff"]));
        await File.WriteAllTextAsync(review, ScriptOf(cookie, [.. files.Take(5000).Select(f => $"/staff/applications/{f}")]));
        await TapeAsync(http, "queue", "/staff");
        await TapeAsync(http, "review", $"/staff/applications/{files[17]}");

        Console.WriteLine($"{engine}: {options.Applications:N0} open applications, {options.Rounds} rounds of {options.Seconds} s");
        var (kept, memory) = (true, 0.0);
        foreach (var (name, script, paths) in new[] { ("queue", queue, new[] { "/staff" }), ("review", review, files.Take(2000).Select(f => $"/staff/applications/{f}").ToArray()) })
        {
            var bare = Path.Combine(folder, $"bare-{name}.lua");
            await File.WriteAllTextAsync(bare, ScriptOf(cookie, [$"/bench/desk/{name}"]));
            await LoadAsync(url, "/", script, WarmUp);
            await LoadAsync(url, "/", bare, WarmUp);
            var (pages, bares) = (new List<double>(), new List<double>());
            for (var round = 0; round < options.Rounds; round++)
            {
                pages.Add(await LoadAsync(url, "/", script, options.Seconds));
                memory = Math.Max(memory, AnonymousMb(site));
                bares.Add(await LoadAsync(url, "/", bare, options.Seconds));
            }
            var ratios = pages.Zip(bares, (page, handler) => page / handler).Order().ToList();
            var median = ratios[ratios.Count / 2];
            var slowest = await AtFixedRateAsync(http, paths, options.Seconds * 4);
            kept &= median >= Least && slowest <= MostMilliseconds;
            Console.WriteLine(FormattableString.Invariant(
                $"  {name,-7} {pages.Order().ElementAt(options.Rounds / 2),6:N0} of {bares.Order().ElementAt(options.Rounds / 2),6:N0} requests/s   {median:0.00} of bare ({ratios[0]:0.00} to {ratios[^1]:0.00}) {(median >= Least ? "kept" : "MISSED")} (least {Least:0.0})   99 in 100 within {slowest:0} ms at {RequestsASecond} a second {(slowest <= MostMilliseconds ? "kept" : "MISSED")} (most {MostMilliseconds:0})"));
        }
        Console.WriteLine(FormattableString.Invariant($"  resident anonymous memory, most under load, {memory:0} MB"));
        return kept;
    }

    /// <summary>Has the site keep what one request asks of the database; the page has been asked before, so nothing is asked for the first time.</summary>
    private static async Task TapeAsync(HttpClient http, string name, string path)
    {
        for (var time = 0; time < 8; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (time >= 2)
                request.Headers.Add(Tape.Header, name);
            using var answer = await http.SendAsync(request);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{path} answered {answer.StatusCode}");
        }
    }

    /// <summary>The wait of the slowest hundredth, in milliseconds, from the instant at which each request was due.</summary>
    private static async Task<double> AtFixedRateAsync(HttpClient http, string[] paths, int seconds)
    {
        var (clock, asked) = (Stopwatch.StartNew(), new List<Task<double>>());
        for (var n = 0; n < RequestsASecond * seconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / RequestsASecond);
            if (due - clock.Elapsed is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            asked.Add(AskAsync(paths[n % paths.Length], due));
        }
        var waits = (await Task.WhenAll(asked)).Order().ToList();
        return waits[(int)(waits.Count * 0.99)];

        async Task<double> AskAsync(string path, TimeSpan due)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            return (clock.Elapsed - due).TotalMilliseconds;
        }
    }

    private static string ScriptOf(string cookie, IReadOnlyList<string> paths) =>
        $$"""
        local paths = { {{string.Join(", ", paths.Select(p => $"\"{p}\""))}} }
        function init(args) math.randomseed(1) end
        function request() return wrk.format("GET", paths[math.random(#paths)], { ["Cookie"] = "{{cookie}}" }) end
        """;
}
