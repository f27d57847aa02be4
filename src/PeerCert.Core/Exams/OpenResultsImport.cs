using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

/// <summary>How far an import is: how many of its lines are in each state.</summary>
public sealed record ResultsImportView(ResultsImport Import, int Waiting, int Recorded, int Known, int Refused);

/// <summary>A line that was refused, as it is given back: what could be read of it, and why.</summary>
public sealed record RefusedLine(int Line, string? CandidateId, DateOnly? SatOn, AttemptOutcome? Outcome, Text Why);

public sealed class OpenResultsImport(PeerCertDb db)
{
    private const int Newest = 50;

    /// <summary>The newest first; those still being read are nobody's business yet.</summary>
    public async Task<IReadOnlyList<ResultsImport>> ListAsync(CancellationToken ct) =>
        await db.ResultsImports.AsNoTracking().Where(i => i.State != ResultsImportState.Reading).OrderByDescending(i => i.BegunAt).Take(Newest).ToListAsync(ct);

    public async Task<Result<ResultsImportView>> HandleAsync(Id<ResultsImport> id, CancellationToken ct)
    {
        if (await db.ResultsImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.State != ResultsImportState.Reading, ct) is not { } import)
            return new Problem.NotFound("thing.results-import");
        var counts = await db.ImportedResults.Where(l => l.Import == id).GroupBy(l => l.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, ct);
        return new ResultsImportView(
            import, counts.GetValueOrDefault(ImportedResultState.Waiting), counts.GetValueOrDefault(ImportedResultState.Recorded),
            counts.GetValueOrDefault(ImportedResultState.Known), counts.GetValueOrDefault(ImportedResultState.Refused));
    }

    /// <summary>The lines that were refused, in the order of the file.</summary>
    public async Task<IReadOnlyList<RefusedLine>> RefusedAsync(Id<ResultsImport> id, int most, CancellationToken ct)
    {
        var lines = await db.ImportedResults.AsNoTracking().Where(l => l.Import == id && l.State == ImportedResultState.Refused).OrderBy(l => l.Line).Take(most).ToListAsync(ct);
        return [.. lines.Select(l => new RefusedLine(l.Line, l.CandidateId, l.SatOn, l.Outcome, l.ReadText()!))];
    }
}
