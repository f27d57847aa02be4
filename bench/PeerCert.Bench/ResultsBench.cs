using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCert.Core;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using PeerCert.Web.Hosting;

namespace PeerCert.Bench;

/// <summary>
/// A file of exam results with all its effects, in a process of its own on a database that another one filled. What stands beside it in the same run is
/// the bulk loader, which puts rows of the same program into the same database and does nothing else.
/// </summary>
internal static class ResultsBench
{
    private const int Few = 20_000;
    private const int Many = 100_000;
    private const double MostSeconds = 20;

    /// <summary>How much longer a result may take among many, and how much more memory a long file may need.</summary>
    private const double MostGrowth = 1.25;

    private sealed record Measured(double Seconds, double MemoryMb, double FillSeconds);

    public static async Task<int> RunAsync(string[] args)
    {
        var kept = true;
        foreach (var engine in Enum.GetValues<Engine>().Where(e => args is not ["--engine", var only] || only.Equals($"{e}", StringComparison.OrdinalIgnoreCase)))
        {
            var (few, many) = (await MeasureAsync(engine, Few), await MeasureAsync(engine, Many));
            var growth = many.Seconds / Many / (few.Seconds / Few);
            Console.WriteLine(engine.ToString().ToLowerInvariant());
            kept &= Say($"{Few:N0} results: {few.Seconds:F1} s, {few.Seconds / Few * 1e6:F0} µs each", few.Seconds <= MostSeconds, $"most {MostSeconds:F0} s");
            kept &= Say($"{Many:N0} results: {many.Seconds:F1} s, {growth:F2} of that each", growth <= MostGrowth, $"most {MostGrowth}");
            kept &= Say($"resident anonymous memory: {few.MemoryMb:F0} MB, {many.MemoryMb:F0} MB", many.MemoryMb <= few.MemoryMb * MostGrowth, $"most {MostGrowth} times");
            // five rows for a candidate, eight for a result (line, sitting, decision, journal, seal to come, notice, mail, what sends it) and two changed
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  rows a second, of what the bulk loader puts in: {10 * Few / few.Seconds / (5 * Few / few.FillSeconds):F2}"));
        }
        return kept ? 0 : 1;
    }

    private static bool Say(FormattableString what, bool kept, FormattableString limit)
    {
        Console.WriteLine($"  {FormattableString.Invariant(what)} {(kept ? "kept" : "MISSED")} ({FormattableString.Invariant(limit)})");
        return kept;
    }

    private static async Task<Measured> MeasureAsync(Engine engine, int results)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.StartAsync(engine, database: database);
        var watch = Stopwatch.StartNew();
        await Candidates.FillAsync(app.Services, results, app.Clock.Today.AddDays(-30));
        var filled = watch.Elapsed.TotalSeconds;

        var file = Path.Combine(database.Options.Folder, "results.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, results)
            .Select(n => $"{Candidates.NumberOf(n)},{app.Clock.Today.AddDays(-3):yyyy-MM-dd},{(n % 10) switch { < 7 => "pass", < 9 => "fail", _ => "no-show" }},{50 + n % 50}.25").Prepend("candidate_id,sat_on,outcome,score"));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", typeof(ResultsBench).Assembly.Location, "import", database.Options.Folder, database.Options.Postgres ?? "", file, app.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"the import failed: {said}");
        await using var db = app.Open();
        if (await db.ExamAttempts.CountAsync() != results || await db.Notices.CountAsync() != results)
            throw new InvalidOperationException("not every result was recorded");
        var numbers = said.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        return new(numbers[0], numbers[1], filled);
    }

    /// <summary>The process that is measured: prints seconds and the most resident anonymous memory in MB.</summary>
    public static async Task<int> ImportAsync(string data, string connection, string file, string time)
    {
        var built = Composition.Build(new StartSettings
        {
            Time = new FixedTime(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)),
            DataFolder = data,
            Postgres = connection.Length > 0 ? connection : null,
            StandardsFolder = Repository.Standards,
            Overrides = new Dictionary<string, string?> { ["PeerCert:MasterKeyFile"] = data + ".key" },
            Customise = builder => builder.Logging.ClearProviders(),
        });
        await using var app = built.Match(a => a, problem => throw new InvalidOperationException($"{problem}"));
        if ((await Startup.PrepareAsync(app.Services, default)).Problem is { } problem)
            throw new InvalidOperationException(problem.Code);
        await using (var warm = app.Services.CreateAsyncScope())
            await warm.ServiceProvider.GetRequiredService<PeerCertDb>().ResultsImports.CountAsync();

        var (watch, most) = (Stopwatch.StartNew(), 0.0);
        await using var scope = app.Services.CreateAsyncScope();
        await using (var content = File.OpenRead(file))
            if ((await scope.ServiceProvider.GetRequiredService<TakeInResults.Handler>().HandleAsync(new(content, "results.csv", null, new Actor(null, "bench")), default)).Problem is { } refused)
                throw new InvalidOperationException($"{refused}");
        var record = scope.ServiceProvider.GetRequiredService<RecordImported>();
        while ((await record.RunAsync(default)).Match(steps => steps, lost => throw new InvalidOperationException($"{lost}")) > 0)
            most = Math.Max(most, Resident());
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F2} {most:F0}"));
        return 0;
    }

    private static double Resident() =>
        double.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
