using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

[JournalEvent("exam-results-taken-in")]
public sealed record ExamResultsTakenIn(string Sha256, int Lines) : IJournalEvent;

/// <summary>
/// Takes in a file of exam results, whole or not at all and once by what it says: yesterday's file again, or the same file by two people at once, is told
/// by whom and when it came first. What its lines do is <see cref="RecordImported"/>'s.
/// </summary>
public static class TakeInResults
{
    private const int LinesAtOnce = 1000;

    public sealed record Command(Stream? Content, string FileName, string? Reason, Actor By);

    /// <param name="Unreadable">How many of the lines could not be read and are refused already.</param>
    public sealed record TakenIn(Id<ResultsImport> Import, int Lines, int Unreadable);

    public sealed class Handler(PeerCertDb db, IBulkLoader loader, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<TakenIn>> HandleAsync(Command command, CancellationToken ct)
        {
            if (command.Content is not { } content)
                return Problem.Invalid.At("File", Text.Of("exam.import.file-missing"));
            if (!ResultsFile.Open(content).Succeeded(out var file, out var problem))
                return problem;
            using (file)
            {
                var import = ResultsImport.Begin(command.FileName, command.By, clock.Now);
                db.Add(import);
                problem = await db.TrySaveAsync(ct);
                if (problem is null && (await ReadAsync(file, import.Id, ct)).Succeeded(out var read, out problem) && (problem = await CloseAsync(import, file.Sha256(), read.Lines, command.Reason, ct)) is null)
                    return read;
                // even where it could not be begun: a commit whose answer was lost may have happened
                await db.ForgetAsync(import.Id);
                return problem;
            }
        }

        private async Task<Result<TakenIn>> ReadAsync(ResultsFile file, Id<ResultsImport> import, CancellationToken ct)
        {
            var (lines, unreadable) = (0, 0);
            while (true)
            {
                if (!file.Next(LinesAtOnce).Succeeded(out var rows, out var problem))
                    return problem;
                if (rows.Count == 0)
                    break;
                if ((await loader.LoadAsync(rows.Select(r => LineOf(import, r)), ct)).Problem is { } lost)
                    return lost;
                lines += rows.Count;
                unreadable += rows.Count(r => r.Fault is not null);
            }
            return lines == 0 ? Problem.Invalid.At("File", Text.Of("exam.import.no-lines")) : new TakenIn(import, lines, unreadable);
        }

        private static ImportedResult LineOf(Id<ResultsImport> import, ResultsFile.Row row) => new()
        {
            Import = import,
            Line = row.Line,
            CandidateId = row.CandidateId,
            SatOn = row.SatOn,
            Outcome = row.Outcome,
            State = row.Fault is null ? ImportedResultState.Waiting : ImportedResultState.Refused,
            TextJson = row.Fault is { } fault ? ImportedResult.Kept(fault) : null,
        };

        /// <summary>From here on it counts. The hash is unique, so of two with the same content one gets here.</summary>
        private async Task<Problem?> CloseAsync(ResultsImport import, string sha256, int lines, string? reason, CancellationToken ct)
        {
            if (import.TakeIn(sha256, lines).Problem is { } not)
                return not;
            journal.Record(new ExamResultsTakenIn(sha256, lines), import, import.By, reason);
            if (await db.TrySaveAsync(ct) is not { } lost)
                return null;
            return lost is Problem.AlreadyDone && await db.ResultsImports.AsNoTracking().SingleOrDefaultAsync(i => i.Sha256 == sha256, ct) is { } first
                ? Problem.Invalid.At("File", Text.Of("exam.import.known", ("by", first.ActorName), ("at", first.BegunAt)))
                : lost;
        }
    }
}

public static class ResultsImportQueries
{
    extension(PeerCertDb db)
    {
        /// <summary>
        /// Removes an import that was not read to its end, with its lines. Not cancelled: whoever gives up wants nothing left. Where the store does not
        /// answer now, <see cref="RecordImported"/> removes it later.
        /// </summary>
        internal async Task<Problem?> ForgetAsync(Id<ResultsImport> import) => (await db.InTransactionAsync<Done>(
            async inner =>
            {
                if (await db.ResultsImports.AnyAsync(i => i.Id == import && i.State != ResultsImportState.Reading, inner))
                    return new Done();
                await db.ImportedResults.Where(l => l.Import == import).ExecuteDeleteAsync(inner);
                await db.ResultsImports.Where(i => i.Id == import).ExecuteDeleteAsync(inner);
                return new Done();
            },
            CancellationToken.None)).Problem;
    }
}
