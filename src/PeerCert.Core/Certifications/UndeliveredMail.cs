using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>A mail that did not arrive: to whom, about what, why, and the person's newest application to go on from.</summary>
public sealed record UndeliveredMail(
    Id<Mail> Mail, string Kind, DateTime At, MailFault Fault, string? Address, string Name, Id<Application>? Application, string? Reference);

/// <summary>Mail that did not arrive and that nobody has seen to, the one that waits longest on top.</summary>
public sealed class UndeliveredMails(PeerCertDb db)
{
    private const int Most = 200;

    public Task<List<UndeliveredMail>> ListAsync(CancellationToken ct) =>
        Waiting(db.Mails.Where(m => m.UndeliveredAt != null && m.SettledAt == null)).Take(Most).ToListAsync(ct);

    public async Task<Result<UndeliveredMail>> FindAsync(Id<Mail> id, CancellationToken ct) =>
        await Waiting(db.Mails.Where(m => m.Id == id && m.UndeliveredAt != null)).SingleOrDefaultAsync(ct) is { } mail ? mail : new Problem.NotFound("thing.mail");

    /// <summary>Files in the mailbox of returned mail that say something of no mail of ours, or cannot be read.</summary>
    public Task<int> StrangeReportsAsync(CancellationToken ct) =>
        db.MailReports.CountAsync(r => r.Outcome == ReportOutcome.Unmatched || r.Outcome == ReportOutcome.NotAReport || r.Outcome == ReportOutcome.Damaged, ct);

    private IQueryable<UndeliveredMail> Waiting(IQueryable<Mail> mails) =>
        from mail in mails.AsNoTracking()
        join notice in db.Notices on mail.Notice equals notice.Id
        orderby mail.UndeliveredAt, mail.Id
        select new UndeliveredMail(
            mail.Id, notice.Kind, mail.UndeliveredAt!.Value, mail.Fault!.Value, mail.Address,
            db.LegalNames.Where(n => n.Person == notice.Person).OrderByDescending(n => n.RecordedAt).Select(n => n.AsPrinted).FirstOrDefault() ?? "",
            db.Applications.Where(a => a.Person == notice.Person).OrderByDescending(a => a.StartedAt).Select(a => (Id<Application>?)a.Id).FirstOrDefault(),
            db.Applications.Where(a => a.Person == notice.Person).OrderByDescending(a => a.StartedAt).Select(a => a.Reference).FirstOrDefault());
}
