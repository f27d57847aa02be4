using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Exams;

[JournalEvent("exam-results-recorded")]
public sealed record ExamResultsRecorded(int Recorded, int Known, int Refused) : IJournalEvent;

/// <summary>
/// Records the lines of imports that were taken in, a few hundred to a commit and the oldest sittings first. A line and what it does are one commit, so
/// that it can be stopped anywhere and goes on where it was.
/// </summary>
public sealed class RecordImported(PeerCertDb db, IServiceScopeFactory scopes, JournalWriter journal, Leases leases, NodeName node, ProgramClock clock)
{
    private const int LinesOfACommit = 500;

    /// <summary>So many commits at once: while the database writes one, the next is decided (bench/results).</summary>
    private const int AtOnce = 2;
    private const string Lease = "exam-results";
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <summary>After this long nobody is still sending a file.</summary>
    private static readonly TimeSpan StillReading = TimeSpan.FromHours(1);

    /// <summary>Settles some lines and says how many steps that were; none where nothing waits, or somebody else is at it.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var givenUp = clock.Now - StillReading;
        if (await db.ResultsImports.AsNoTracking().Where(i => i.State != ResultsImportState.Finished).OrderBy(i => i.BegunAt).ToListAsync(ct) is not { Count: > 0 } open
            || !await leases.TryTakeAsync(Lease, node.Value, Turn, ct))
            return 0;
        if (open.Find(i => i.State is ResultsImportState.Reading && i.BegunAt < givenUp) is { } stale)
            return await db.ForgetAsync(stale.Id) is { } lost ? lost : 1;
        return open.Find(i => i.State is ResultsImportState.Recording) is { } import ? await GoOnAsync(import.Id, ct) : 0;
    }

    private async Task<Result<int>> GoOnAsync(Id<ResultsImport> id, CancellationToken ct)
    {
        var waiting = await db.ImportedResults.AsNoTracking().Where(l => l.Import == id && l.State == ImportedResultState.Waiting)
            .OrderBy(l => l.SatOn).ThenBy(l => l.Line).Take(LinesOfACommit * AtOnce).ToListAsync(ct);
        if (waiting.Count == 0)
            return await FinishAsync(id, ct);

        // of a candidate's sittings one at a time: what the next may do depends on the last
        var lines = waiting.DistinctBy(l => l.CandidateId).ToList();
        var import = await db.ResultsImports.AsNoTracking().SingleAsync(i => i.Id == id, ct);
        var recorded = await Task.WhenAll(lines.Chunk(LinesOfACommit).Select(async part =>
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<RecordLines>().TakeAsync(import, part, ct);
        }));
        return Array.Find(recorded, r => r.Problem is not null) is { Problem: { } problem } ? problem : recorded.Sum(r => r.Match(lines => lines, _ => 0));
    }

    private async Task<Result<int>> FinishAsync(Id<ResultsImport> id, CancellationToken ct)
    {
        var import = await db.ResultsImports.SingleAsync(i => i.Id == id, ct);
        var ended = await db.ImportedResults.Where(l => l.Import == id).GroupBy(l => l.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, ct);
        if (import.Finish(clock.Now).Problem is { } not)
            return not;
        journal.Record(
            new ExamResultsRecorded(ended.GetValueOrDefault(ImportedResultState.Recorded), ended.GetValueOrDefault(ImportedResultState.Known), ended.GetValueOrDefault(ImportedResultState.Refused)),
            import, Actor.Program);
        if (await db.TrySaveAsync(ct) is { } lost)
            return lost is Problem.ChangedMeanwhile ? 0 : lost;
        // a command that is done leaves the next file to the program at once
        await leases.ReleaseAsync(Lease, node.Value, ct);
        return 1;
    }
}

/// <summary>Records some lines of an import and what follows from them, in one commit.</summary>
public sealed class RecordLines(PeerCertDb db, RecordSittings sittings)
{
    /// <summary>How many lines were settled; none where somebody worked on one of these files meanwhile: they wait as before, and are looked at anew.</summary>
    public async Task<Result<int>> TakeAsync(ResultsImport import, IReadOnlyList<ImportedResult> lines, CancellationToken ct)
    {
        var results = await sittings.TakeAsync([.. lines.Select(l => new Sitting(l.CandidateId!, l.SatOn!.Value, l.Outcome!.Value, l))], import.By, ct);
        var saved = await db.InTransactionAsync<int>(
            async inner =>
            {
                await SettleAsync(import.Id, lines, results, inner);
                return lines.Count;
            },
            ct);
        return saved.Problem is Problem.ChangedMeanwhile or Problem.AlreadyDone ? 0 : saved;
    }

    private async Task SettleAsync(Id<ResultsImport> id, IReadOnlyList<ImportedResult> lines, IReadOnlyList<Result<RecordSittings.Recorded>> results, CancellationToken ct)
    {
        foreach (var ended in lines.Zip(results, (line, result) => (line.Line, State: StateOf(result), Why: WhyNot(result))).GroupBy(l => (l.State, l.Why), l => l.Line))
        {
            var (numbers, (state, why)) = (ended.ToList(), ended.Key);
            await db.ImportedResults.Where(l => l.Import == id && numbers.Contains(l.Line))
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.State, state).SetProperty(l => l.TextJson, why), ct);
        }
    }

    private static ImportedResultState StateOf(Result<RecordSittings.Recorded> result) =>
        result.Match(r => r.IsNew ? ImportedResultState.Recorded : ImportedResultState.Known, _ => ImportedResultState.Refused);

    private static string? WhyNot(Result<RecordSittings.Recorded> result) => result.Problem switch
    {
        null => null,
        Problem.Invalid { Fields: [var field, ..] } => ImportedResult.Kept(field.Message),
        var problem => ImportedResult.Kept(problem.Message),
    };
}
