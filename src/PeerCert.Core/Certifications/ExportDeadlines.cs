using CsvHelper;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>
/// Every open file with a clock as a table for a spreadsheet: without names, and without what somebody wrote of a file, since who works on deadlines needs neither. That somebody took it is kept with
/// the readings.
/// </summary>
public static class ExportDeadlines
{
    /// <summary>What was read, as the audit calls it. It is about all files and no single one.</summary>
    public const string WasRead = "deadlines";

    public const string FileName = "deadlines.csv";

    public static readonly IReadOnlyList<string> Columns = ["reference", "stage", "desk", "due", "days_left", "late", "on_hold"];

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<byte[]>> HandleAsync(Actor by, CancellationToken ct)
        {
            var states = Enum.GetValues<DeskStage>().Select(WorkQueue.StateOf).ToList();
            var files = await (
                from a in db.Applications.AsNoTracking()
                where a.DueOn != null && states.Contains(a.State)
                orderby a.DueOn, a.Reference
                select new { a.Reference, a.State, a.DueOn, Claim = db.Claims.Where(c => c.Application == a.Id).Select(c => new { c.Name, c.HeldAt }).FirstOrDefault() }).ToListAsync(ct);
            journal.WasRead(WasRead, Guid.Empty, by);
            if (await db.TrySaveAsync(ct) is { } lost)
                return lost;

            using var table = new MemoryStream();
            using (var csv = CsvWriter.Create(table, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
            {
                csv.WriteRecord([.. Columns]);
                foreach (var file in files)
                {
                    csv.WriteField(file.Reference);
                    csv.WriteField(TextKeys.Kebab($"{WorkQueue.StageOf(file.State)}"));
                    csv.WriteField(file.Claim?.Name);
                    csv.WriteField(file.DueOn!.Value);
                    csv.WriteField(file.DueOn.Value.DayNumber - clock.Today.DayNumber);
                    csv.WriteField(file.DueOn < clock.Today ? "yes" : "no");
                    csv.WriteField(file.Claim?.HeldAt is null ? "no" : "yes");
                    csv.EndRecord();
                }
            }
            return table.ToArray();
        }
    }
}
