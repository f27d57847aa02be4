using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Notices;

/// <summary>
/// Reads the mailbox of returned mail: each file of the Maildir's <c>new</c> once, then it lies in <c>cur</c>. A report
/// names its mail by the return address it came to; only one that came to no such address is asked for the Message-ID.
/// </summary>
public sealed class ReadReturnedMail(PeerCertDb db, MailOptions options, JournalWriter journal, Leases leases, NodeName node, ProgramClock clock)
{
    /// <summary>Our mails are small, so all that counts in a report about one stands within this.</summary>
    public const int Beginning = 256 * 1024;

    private const int AtOnce = 100;
    private const string Lease = "returned-mail";
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    /// <summary>Reads what has come in, up to a batch, and says how many files; a problem where one could not be read or kept, after the others.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        var folder = new DirectoryInfo(Path.Combine(options.ReturnedFolder, "new"));
        if (!folder.Exists || !folder.EnumerateFiles().Any() || !await leases.TryTakeAsync(Lease, node.Value, Turn, ct))
            return 0;
        var (read, problem) = (0, (Problem?)null);
        foreach (var file in folder.EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Take(AtOnce))
        {
            try
            {
                if (await KeepAsync(file, ct) is { } lost)
                    problem = lost;
                else
                    read++;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problem = new Problem.Unavailable();
            }
        }
        return problem is not null ? problem : read;
    }

    private async Task<Problem?> KeepAsync(FileInfo file, CancellationToken ct)
    {
        var beginning = await BeginningOfAsync(file, ct);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(beginning));
        if (!await db.MailReports.AnyAsync(r => r.Sha256 == sha256, ct))
        {
            var report = DeliveryReport.Read(beginning);
            var mail = await MailOfAsync(report, ct);
            var outcome = report.Outcome is ReportOutcome.Undelivered or ReportOutcome.Delayed or ReportOutcome.Delivered && mail is null
                ? ReportOutcome.Unmatched : report.Outcome;
            if (outcome is ReportOutcome.Undelivered && EnhancedStatus.FaultOf(report.Status) is var fault && mail!.Undelivered(fault, clock.Now))
                journal.Record(new MailUndelivered(mail.Notice, fault, report.Status, mail.Letter), mail, Actor.Program);
            db.Add(new MailReport
            {
                Id = OrderedId.At(clock.Now),
                Sha256 = sha256,
                FileName = file.Name[..Math.Min(file.Name.Length, 255)],
                ReadAt = clock.Now,
                Outcome = outcome,
                Mail = mail?.Id,
                Status = report.Status,
            });
            if (await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone)
                return lost;
        }
        File.Move(file.FullName, Path.Combine(CurrentFolder(), $"{file.Name.Split(':')[0]}{Seen}"), overwrite: true);
        return null;
    }

    /// <summary>A return address with a mark that fits no mail is somebody's guess: nothing else in such a report is believed.</summary>
    private async Task<Mail?> MailOfAsync(DeliveryReport report, CancellationToken ct)
    {
        var tokens = report.Addressees.Select(options.TokenIn).OfType<string>().Distinct().ToList();
        if (tokens.Count > 0)
            return await db.Mails.FirstOrDefaultAsync(m => tokens.Contains(m.ReturnToken), ct);
        return report.MessageIds.IsEmpty ? null : await db.Mails.FirstOrDefaultAsync(m => report.MessageIds.AsEnumerable().Contains(m.MessageId), ct);
    }

    private static async Task<byte[]> BeginningOfAsync(FileInfo file, CancellationToken ct)
    {
        await using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[Beginning];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return buffer[..length];
    }

    private string CurrentFolder()
    {
        var folder = Path.Combine(options.ReturnedFolder, "cur");
        OwnerOnly.CreateFolder(folder);
        return folder;
    }

    // The Maildir's mark for "seen"; a colon cannot stand in a name on Windows.
    private static string Seen => OperatingSystem.IsWindows() ? ";2,S" : ":2,S";
}
