using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Exams;

/// <summary>kill -9 while a file of results is taken in and recorded, at points drawn by a fixed seed; what the next start finishes is as if nothing had happened.</summary>
public sealed class KilledImportTests
{
    private const int Lines = 60;

    [Theory, OnEveryDatabase]
    public Task Killed_at_five_points_nothing_is_doubled_and_nothing_lost(Engine engine) => KillAsync(engine, 5);

    [Theory, OnEveryDatabase]
    [Trait("Category", "Long")]
    public Task Killed_at_fifty_points_nothing_is_doubled_and_nothing_lost(Engine engine) => KillAsync(engine, 50);

    private static async Task KillAsync(Engine engine, int times)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "results.csv");
        await File.WriteAllTextAsync(file, "candidate_id,sat_on,outcome\n" + string.Concat(Enumerable.Range(0, Lines).Select(n => $"{Candidates.NumberOf(n)},2026-02-27,{(n % 3 == 0 ? "fail" : "pass")}\n")));
        var random = new Random(20260315);
        var all = await RunAsync(engine, file, int.MaxValue);
        Assert.True(all > 10, $"{all} statements");
        for (var n = 0; n < times; n++)
            await RunAsync(engine, file, random.Next(1, all));
    }

    /// <summary>A process of its own is killed after so many statements, the file is sent again, and what is left is recorded. Returns how many it sent.</summary>
    private static async Task<int> RunAsync(Engine engine, string file, int killAfter)
    {
        await using var app = await StartAsync(engine);
        var (database, running) = app;
        var seen = 0;
        using (var process = ImportingChild.Start(database, file))
        {
            while (seen < killAfter && await process.StandardOutput.ReadLineAsync() is not null)
                seen++;
            if (killAfter != int.MaxValue)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        running.Time.Advance(TimeSpan.FromMinutes(2));   // its turn at the work has run out
        await running.InScopeAsync(async services =>
        {
            await using var again = File.OpenRead(file);
            var sent = await services.GetRequiredService<TakeInResults.Handler>().HandleAsync(new(again, "results.csv", null, new Actor(null, "officer")), default);
            Assert.True(sent.Problem is null or Problem.Invalid, $"{sent.Problem}");
            while ((await services.GetRequiredService<RecordImported>().RunAsync(default)).Match(steps => steps, _ => 0) > 0) { }
        });

        await using var db = running.Open();
        var import = await db.ResultsImports.AsNoTracking().SingleAsync(i => i.State != ResultsImportState.Reading);
        Assert.Equal((ResultsImportState.Finished, Lines), (import.State, import.Lines));
        Assert.Equal(Lines, await db.ImportedResults.CountAsync(l => l.Import == import.Id && l.State == ImportedResultState.Recorded));
        Assert.Equal((Lines, Lines, Lines, Lines), (
            await db.ExamAttempts.CountAsync(), await db.Decisions.CountAsync(), await db.Notices.CountAsync(n => n.Kind == "exam-result"), await db.Mails.CountAsync()));
        Assert.Equal(Lines, await db.Journal.CountAsync(e => e.EventType == "exam-result-recorded"));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "exam-results-taken-in"));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "exam-results-recorded"));
        Assert.Equal(Lines * 2 / 3, await db.ExamEligibilities.CountAsync(e => e.State == ExamEligibilityState.Passed));
        return seen;
    }

    private static async Task<Place> StartAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        var app = await TestApp.StartAsync(engine, database: database);
        await Candidates.FillAsync(app.Services, Lines, new(2026, 2, 1));
        return new(database, app);
    }

    private sealed record Place(TestDatabase Database, TestApp App) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
