using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Exams;

/// <summary>A file of exam results: taken in whole and once, recorded line by line, and never a score.</summary>
public sealed class ImportResultsTests
{
    private const string Heading = "candidate_id,sat_on,outcome,score\n";
    private const string Planted = "71.30469";

    private static string Line(int candidate, string day, string outcome) => $"{Candidates.NumberOf(candidate)},{day},{outcome},{Planted}\n";

    [Theory, OnEveryDatabase]
    [Provision("CF-60", "CF-23", "CAL-801.11")]
    public async Task Each_line_has_the_effects_of_a_result_that_is_keyed_in_and_the_score_is_nowhere(Engine engine)
    {
        await using var app = await StartAsync(engine, 3);
        using var officer = await app.SignedInAsAsync(Role.ExamOfficer);
        await SendAsync(officer, Heading + Line(0, "2026-02-27", "pass") + Line(1, "2026-02-27", "fail") + Line(2, "2026-02-28", "no-show"));
        officer.SeesKey("staff.import.one").Sees("3 lines are still waiting");

        await RecordAsync(app);

        await officer.OpenAsync(officer.Path);
        officer.Sees("Recorded", "3").DoesNotSee("still waiting");
        await using var db = app.Open();
        Assert.Equal(
            [(Candidates.NumberOf(0), ExamEligibilityState.Passed), (Candidates.NumberOf(1), ExamEligibilityState.Open), (Candidates.NumberOf(2), ExamEligibilityState.Open)],
            (await db.ExamEligibilities.AsNoTracking().OrderBy(e => e.CandidateId).ToListAsync()).Select(e => (e.CandidateId, e.State)));
        var passed = await db.Applications.SingleAsync(a => a.Reference == "R000000");
        Assert.Equal(new DateOnly(2026, 3, 13), passed.DueOn);   // 14 days from the exam
        Assert.Equal(3, await db.Notices.CountAsync(n => n.Kind == "exam-result"));
        Assert.Equal(3, await db.Mails.CountAsync(m => m.Notice != null));
        Assert.Equal(3, await db.Decisions.CountAsync());
        var journalled = await db.Journal.AsNoTracking().Where(e => e.EventType == "exam-result-recorded").ToListAsync();
        Assert.All(journalled, e => Assert.Equal("examofficer@staff.example", e.ActorName));
        Assert.Contains(journalled, e => e.Payload!.Contains("\"line\":3", StringComparison.Ordinal));
        Assert.Empty(await WhereIsAsync(app, Planted));
        Assert.NotEmpty(await WhereIsAsync(app, Candidates.NumberOf(1)));   // the search finds what is there
    }

    [Theory, OnEveryDatabase]
    public async Task A_bad_line_in_the_middle_and_one_cut_at_the_end_are_refused_and_the_others_recorded(Engine engine)
    {
        await using var app = await StartAsync(engine, 4);
        using var officer = await app.SignedInAsAsync(Role.ExamOfficer);
        await SendAsync(officer, Heading + Line(0, "2026-02-27", "pass") + Line(1, "02/27/2026", Planted) + Line(9, "2026-02-27", "pass") + Line(2, "2024-02-27", "pass") + $"{Candidates.NumberOf(3)},2026-02-2");
        await RecordAsync(app);

        await officer.OpenAsync(officer.Path);

        officer.Sees("The day cannot be read", "Nobody has this candidate number", "outside the exam window", "The line is cut off");
        var errors = await officer.Http.GetAsync(new Uri($"{officer.Path}?handler=Errors", UriKind.Relative));
        Assert.Equal(("text/csv", "attachment"), (errors.Content.Headers.ContentType?.MediaType, errors.Content.Headers.ContentDisposition?.DispositionType));
        var lines = (await errors.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("line,candidate_id,sat_on,outcome,problem", lines[0]);
        string[] begin = [$"3,{Candidates.NumberOf(1)},,,The day", $"4,{Candidates.NumberOf(9)},2026-02-27,pass,Nobody", $"5,{Candidates.NumberOf(2)},2024-02-27,pass,\"This day", $"6,{Candidates.NumberOf(3)},,,\"The line"];
        Assert.All(begin.Zip(lines[1..5]), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        await using var db = app.Open();
        Assert.Equal(1, await db.ExamAttempts.CountAsync());
        Assert.Empty(await WhereIsAsync(app, Planted));
    }

    [Theory, OnEveryDatabase]
    public async Task Yesterdays_file_again_is_told_by_whom_and_when_it_came_first(Engine engine)
    {
        await using var app = await StartAsync(engine, 2);
        using var officer = await app.SignedInAsAsync(Role.ExamOfficer);
        var file = Heading + Line(0, "2026-02-27", "pass") + Line(1, "2026-02-27", "fail");
        await SendAsync(officer, file);
        await RecordAsync(app);
        app.Time.Advance(TimeSpan.FromDays(1));
        using var again = await app.SignedInAsAsync(Role.ExamOfficer, Role.Admin);

        await SendAsync(again, file.Replace(Planted, "12", StringComparison.Ordinal));
        Assert.Contains("examofficer@staff.example", again.ErrorAt("Input.File"), StringComparison.Ordinal);

        await SendAsync(again, file + "\n" + Line(0, "2026-02-27", "fail"));   // one line more: another file, most of it known
        await RecordAsync(app);
        await again.OpenAsync(again.Path);
        again.Sees("Another result is on file");
        await using var db = app.Open();
        Assert.Equal([ImportedResultState.Known, ImportedResultState.Known, ImportedResultState.Refused],
            await db.ImportedResults.AsNoTracking().Where(l => db.ResultsImports.Any(i => i.Id == l.Import && i.Lines == 3)).OrderBy(l => l.Line).Select(l => l.State).ToListAsync());
        Assert.Equal((2, 2, 2), (await db.ExamAttempts.CountAsync(), await db.ResultsImports.CountAsync(), await db.Notices.CountAsync(n => n.Kind == "exam-result")));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_importers_of_one_file_at_once_one_takes_it_in_and_both_recording_at_once_doubles_nothing(Engine engine)
    {
        await using var app = await StartAsync(engine, 40);
        var file = Heading + string.Concat(Enumerable.Range(0, 40).Select(n => Line(n, "2026-02-27", n % 3 == 0 ? "fail" : "pass")));

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => TakeInAsync(app, file, $"officer{n}"))));
        Assert.Single(taken, t => t.Problem is null);
        Assert.All(taken.Where(t => t.Problem is not null), t => Assert.Equal("exam.import.known", Assert.IsType<Problem.Invalid>(t.Problem).Fields.Single().Message.Key));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RecordAsync(app))));
        await RecordAsync(app);
        await using var db = app.Open();
        Assert.Equal((40, 40, 40), (await db.ExamAttempts.CountAsync(), await db.Notices.CountAsync(n => n.Kind == "exam-result"), await db.ImportedResults.CountAsync()));
        Assert.Equal(ResultsImportState.Finished, (await db.ResultsImports.SingleAsync()).State);
    }

    [Theory, OnEveryDatabase]
    [Provision("CF-23")]
    public async Task Sittings_of_one_person_are_recorded_in_the_order_of_their_days_whatever_the_order_of_the_lines(Engine engine)
    {
        await using var app = await StartAsync(engine, 1);

        Assert.Null((await TakeInAsync(app, Heading + Line(0, "2026-02-28", "pass") + Line(0, "2026-02-10", "fail") + Line(0, "2026-02-10", "fail") + Line(0, "2026-02-05", "no-show"), "o")).Problem);
        await RecordAsync(app);

        await using var db = app.Open();
        Assert.Equal([AttemptOutcome.NoShow, AttemptOutcome.Fail, AttemptOutcome.Pass], await db.ExamAttempts.AsNoTracking().OrderBy(a => a.RecordedAt).ThenBy(a => a.SatOn).Select(a => a.Outcome).ToListAsync());
        Assert.Equal(ExamEligibilityState.Passed, (await db.ExamEligibilities.SingleAsync()).State);
        Assert.Equal(1, await db.ImportedResults.CountAsync(l => l.State == ImportedResultState.Known));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_not_read_to_its_end_leaves_nothing(Engine engine)
    {
        await using var app = await StartAsync(engine, 1);
        using var officer = await app.SignedInAsAsync(Role.ExamOfficer);
        await SendAsync(officer, Heading + string.Concat(Enumerable.Repeat(Line(0, "2026-02-27", "pass"), 1500)) + new string('x', 200_000));
        Assert.Contains("line 1502", officer.ErrorAt("Input.File"), StringComparison.Ordinal);
        await officer.OpenAsync("/staff/results/import");
        await officer.PressKeyAsync("staff.import.send");
        Assert.NotNull(officer.ErrorAt("Input.File"));

        // a process that died while it read: nobody sees it, and after an hour it is gone
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PeerCertDb>();
            var begun = ResultsImport.Begin("x.csv", new Actor(null, "o"), app.Clock.Now);
            db.Add(begun);
            db.Add(new ImportedResult { Import = begun.Id, Line = 2, CandidateId = "C000000000", SatOn = new(2026, 2, 27), Outcome = AttemptOutcome.Pass, State = ImportedResultState.Waiting, TextJson = null });
            Assert.Null(await db.TrySaveAsync(default));
        });
        await RecordAsync(app);
        await officer.OpenAsync("/staff/results/import");
        officer.DoesNotSee("x.csv");
        app.Time.Advance(TimeSpan.FromMinutes(59));
        await RecordAsync(app);
        await using var db = app.Open();
        Assert.Equal((1, 1, 0), (await db.ResultsImports.CountAsync(), await db.ImportedResults.CountAsync(), await db.ExamAttempts.CountAsync()));
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await RecordAsync(app);
        Assert.Equal((0, 0, 0), (await db.ResultsImports.CountAsync(), await db.ImportedResults.CountAsync(), await db.ExamAttempts.CountAsync()));
    }

    [Fact]
    [Provision("CF-60")]
    public async Task The_page_keeps_what_is_sent_in_memory_while_it_is_read()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        var pages = app.Services.GetRequiredService<IEnumerable<Microsoft.AspNetCore.Routing.EndpointDataSource>>().SelectMany(s => s.Endpoints).ToList();
        var import = Assert.Single(pages, p => p.DisplayName == "/Staff/ImportResults");
        Assert.Equal((int?)RequestSizes.Upload, import.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IFormOptionsMetadata>()?.MemoryBufferThreshold);
    }

    private static async Task<TestApp> StartAsync(Engine engine, int candidates)
    {
        var app = await TestApp.StartAsync(engine);
        await Candidates.FillAsync(app.Services, candidates, new(2026, 2, 1));
        return app;
    }

    private static async Task SendAsync(PageDriver officer, string file)
    {
        await officer.OpenAsync("/staff/results/import");
        await officer.Attach("Input.File", "results.csv", Encoding.UTF8.GetBytes(file), "text/csv").PressKeyAsync("staff.import.send");
    }

    private static Task<Result<TakeInResults.TakenIn>> TakeInAsync(TestApp app, string file, string by) => app.InScopeAsync(services =>
        services.GetRequiredService<TakeInResults.Handler>().HandleAsync(new(new MemoryStream(Encoding.UTF8.GetBytes(file)), "results.csv", null, new Actor(null, by)), default));

    private static Task RecordAsync(TestApp app) => app.InScopeAsync(async services =>
    {
        while ((await services.GetRequiredService<RecordImported>().RunAsync(default)).Match(steps => steps, _ => 0) > 0) { }
    });

    /// <summary>The tables and files of a program in which some words stand.</summary>
    private static async Task<IReadOnlyList<string>> WhereIsAsync(TestApp app, string words)
    {
        var found = new List<string>();
        await using var db = app.Open();
        if (app.Engine == Engine.Sqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        else
            foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
#pragma warning disable EF1002, EF1003 // names of the model
                if ((await db.Database.SqlQueryRaw<int>($"SELECT count(*)::int AS \"Value\" FROM {table} t WHERE t::text LIKE {{0}}", $"%{words}%").ToListAsync())[0] > 0)
                    found.Add(table);
#pragma warning restore EF1002, EF1003
        foreach (var file in Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories))
            await using (var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes);
                if (bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0)
                    found.Add(file);
            }
        return found;
    }
}
