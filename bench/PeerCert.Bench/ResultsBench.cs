using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Bench;

/// <summary>
/// A file of exam results with all its effects, by the command of the published program and with its start, on a database that was filled for it. What
/// stands beside it in the same run is the bulk loader, which puts rows of the same program into the same database and does nothing else.
/// </summary>
internal static class ResultsBench
{
    private const int Few = 20_000;
    private const int Many = 100_000;
    private const double MostSeconds = 20;

    /// <summary>How much longer a result may take among many, and how much more memory a long file may need.</summary>
    private const double MostGrowth = 1.25;

    private const string Officer = "officer@staff.example";

    private sealed record Measured(double Seconds, double MemoryMb, double FillSeconds);

    /// <param name="program">The published program's own file.</param>
    public static async Task<int> RunAsync(string program, string[] args)
    {
        var kept = true;
        foreach (var engine in Enum.GetValues<Engine>().Where(e => args is not ["--engine", var only] || only.Equals($"{e}", StringComparison.OrdinalIgnoreCase)))
        {
            var (few, many) = (await MeasureAsync(program, engine, Few), await MeasureAsync(program, engine, Many));
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

    private static async Task<Measured> MeasureAsync(string program, Engine engine, int results)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.StartAsync(engine, database: database);
        var watch = Stopwatch.StartNew();
        await Candidates.FillAsync(app.Services, results, app.Clock.Today.AddDays(-30));
        var filled = watch.Elapsed.TotalSeconds;

        var file = Path.Combine(database.Options.Folder, "results.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, results)
            .Select(n => $"{Candidates.NumberOf(n)},{app.Clock.Today.AddDays(-3):yyyy-MM-dd},{(n % 10) switch { < 7 => "pass", < 9 => "fail", _ => "no-show" }},{50 + n % 50}.25").Prepend("candidate_id,sat_on,outcome,score"));
        if (engine == Engine.Postgres)
        {
            // as it would have done by itself within a minute
            await using var filling = app.Open();
            await filling.Database.ExecuteSqlRawAsync("ANALYZE");
        }
        await app.StaffAsync(Officer, Role.ExamOfficer);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", program, "import", "exam-results", file, "--data", database.Options.Folder, "--as", Officer, "--reason", "bench" })
            start.ArgumentList.Add(argument);
        foreach (var argument in database.Options.Postgres is { } postgres ? new[] { "--postgres", postgres } : [])
            start.ArgumentList.Add(argument);
        start.Environment["PEERCERT_PeerCert__MasterKeyFile"] = database.Options.Folder + ".key";
        start.Environment["DOTNET_TieredPGO"] = "0";   // as ./peercert starts its commands
        watch.Restart();
        using var process = Process.Start(start)!;
        var (said, most) = (process.StandardOutput.ReadToEndAsync(), 0.0);
        while (!said.IsCompleted)
        {
            most = Math.Max(most, Resident(process.Id));
            await Task.WhenAny(said, Task.Delay(100));
        }
        await process.WaitForExitAsync();
        var took = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"the import failed: {await said}");
        await using var db = app.Open();
        if (await db.ExamAttempts.CountAsync() != results || await db.Notices.CountAsync() != results)
            throw new InvalidOperationException("not every result was recorded");
        return new(took, most, filled);
    }

    /// <summary>Resident anonymous memory in MB; none of a process that has ended.</summary>
    private static double Resident(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)) is { } line
                ? double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
                : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
