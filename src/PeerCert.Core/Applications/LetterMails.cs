using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>The words of the mail that asks for a letter.</summary>
public interface ILetterWords
{
    (string Subject, string Body) Asking(LetterRequest request, string applicant, PackStamp pack, Uri link, DateTime until, bool again);
}

/// <summary>
/// Writes the mails that ask for letters, and reminds. The link's secret is made when the mail goes out and stands nowhere
/// but in it.
/// </summary>
public sealed class LetterMails(PeerCertDb db, StandardsLibrary library, ILetterWords words, LetterOptions options, MailOptions mail, JournalWriter journal, Notice.Writer notices, ProgramClock clock) : IMailAuthor
{
    private const int AtOnce = 20;

    /// <summary>Where the link leads.</summary>
    public const string Path = "letter";

    /// <summary>Queues a mail in the caller's commit.</summary>
    public void Write(LetterRequest request)
    {
        var queued = Mail.Of(request.Id.Value, mail.Domain, clock.Now);
        db.Add(queued);
        journal.Send(SendMail.Queued, new SendMail.ToSend(queued.Id));
    }

    /// <summary>The day of the reminder after so many mails; null after the last.</summary>
    public DateOnly? NextReminder(DateOnly today, int mails) =>
        mails <= options.Reminders.Count
            ? today.AddDays(options.Reminders[mails - 1] - (mails > 1 ? options.Reminders[mails - 2] : 0))
            : null;

    public async Task<Authored> WriteAsync(Guid subject, CancellationToken ct)
    {
        var id = new Id<LetterRequest>(subject);
        var request = await db.LetterRequests.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var application = await db.Applications.AsNoTracking().SingleAsync(a => a.Id == request.Application, ct);
        var pack = library.On(GoverningQuestion.Filing, application.FilingDay(clock.Today)) ?? throw new OutboxRefusedException("no-standard-known");
        var token = new OneTimeToken { Id = Guid.NewGuid(), Purpose = OneTimeToken.Letter, Address = request.Address, Subject = subject };
        var secret = token.Renew(clock.Now, TimeSpan.FromDays(options.LinkDays));
        db.Add(token);
        var (title, body) = words.Asking(
            request, await db.ApplicantNameAsync(application.Id, ct), pack.Stamp, new(mail.Address, $"{Path}?code={secret}"), token.ExpiresAt,
            again: await db.Mails.AnyAsync(m => m.Request == subject && m.SentAt != null, ct));
        return new(request.Address, request.Language, title, body);
    }

    /// <summary>Reminds of letters that did not come, and tells applicants of mail that did not arrive. Returns how many were seen to.</summary>
    public async Task<Result<int>> RemindAsync(CancellationToken ct)
    {
        var today = clock.Today;
        var due = await db.LetterRequests.Where(r => r.State == LetterRequestState.Asked && r.RemindOn <= today).OrderBy(r => r.RemindOn).Take(AtOnce).ToListAsync(ct);
        foreach (var request in due)
        {
            var last = await db.Mails.AsNoTracking().Where(m => m.Request == request.Id.Value).OrderByDescending(m => m.QueuedAt).FirstAsync(ct);
            if (last.UndeliveredAt is not null || request.Mails >= options.MailsPerRequest)
            {
                request.StopReminding();   // what did not arrive once is for the applicant to put right
                continue;
            }
            request.Again(NextReminder(today, request.Mails + 1));
            Write(request);
            journal.Record(new LetterMailedAgain(request.Kind, Reminder: true), request, Actor.Program);
        }
        var told = await TellOfLostMailAsync(ct);
        return await db.TrySaveAsync(ct) is { } problem ? problem : due.Count + told;
    }

    private async Task<int> TellOfLostMailAsync(CancellationToken ct)
    {
        var lost = await (
            from m in db.Mails
            where m.Request != null && m.UndeliveredAt != null && m.SettledAt == null
            select m).OrderBy(m => m.UndeliveredAt).Take(AtOnce).ToListAsync(ct);
        foreach (var undelivered in lost)
        {
            undelivered.Settle(MailSettlement.NotNeeded, clock.Now, Actor.Program);
            var id = new Id<LetterRequest>(undelivered.Request!.Value);
            var request = await db.LetterRequests.AsNoTracking().SingleAsync(r => r.Id == id, ct);
            if (request.State is not LetterRequestState.Asked)
                continue;
            var person = await db.Applications.Where(a => a.Id == request.Application).Select(a => a.Person).SingleAsync(ct);
            await notices.TellAsync(person, "letter-undelivered", $"{undelivered.Id}", Text.Of("notice.letter-undelivered", ("writer", request.Writer)), null, null, ct);
        }
        return lost.Count;
    }
}
