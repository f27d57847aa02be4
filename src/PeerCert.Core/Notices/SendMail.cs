using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Notices;

/// <summary>The words of a mail, in the reader's language. They say that something waits, and never what.</summary>
public interface IMailWords
{
    (string Subject, string Body) About(Notice notice, string language);
}

/// <summary>The one place that chooses the language in which the program writes to somebody who is not there to choose.</summary>
public static class ReadersLanguage
{
    private const string NothingChosen = "en";

    public static string Of(Account? account) => account?.Language ?? NothingChosen;
}

/// <summary>
/// Sends the mail about a notice. That it is being handed over is written down before, and that it was taken right
/// after: only a process killed between the two sends it again, with the same Message-ID.
/// </summary>
public sealed class SendMail(
    PeerCertDb db, IMailTransport transport, IMailWords words, MailOptions options, JournalWriter journal, ProgramClock clock, TimeProvider time) : IOutboxHandler
{
    public const string Queued = "mail-queued";
    private const string BeingSent = "being-sent";

    /// <summary>So long a server that is away is asked again (RFC 5321 §4.5.4.1 asks for four to five days).</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(5);

    /// <summary>Well within the time that the outbox gives a handler, so that the mail is not begun elsewhere meanwhile.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public sealed record ToSend(Id<Mail> Mail);

    public string Kind => Queued;

    public async Task HandleAsync(OutboxMessage message, CancellationToken ct)
    {
        var id = message.Read<ToSend>().Mail;
        var mail = await db.Mails.SingleAsync(m => m.Id == id, ct);
        if (!mail.IsWaiting)
            return;
        // Another node's claim ran out while it is still handing over: what became of that is known when its limit has passed.
        if (mail.AttemptedAt is { } begun && clock.Now - begun < Limit)
            throw new OutboxRefusedException(BeingSent);
        var notice = await db.Notices.AsNoTracking().SingleAsync(n => n.Id == mail.Notice, ct);
        var account = await (from p in db.People where p.Id == notice.Person join a in db.Users on p.Account equals a.Id select a).AsNoTracking().SingleOrDefaultAsync(ct);
        mail.Begin(account?.Email, clock.Now);
        await SaveAsync(ct);

        // Whoever stops the program now waits for it: giving up half-way would leave in doubt whether it was taken.
        using var limit = new CancellationTokenSource(Limit, time);
        var handover = account?.Email is { } to
            ? await transport.HandOverAsync(Compose(mail, notice, to, ReadersLanguage.Of(account)), limit.Token)
            : new Handover.Refused(MailFault.NoAddress);
        if (handover is Handover.Deferred deferred)
        {
            if (clock.Now - mail.QueuedAt < GiveUpAfter)
            {
                mail.PutOff();
                await SaveAsync(CancellationToken.None);
                throw new OutboxRefusedException(deferred.Code);
            }
            handover = new Handover.Refused(MailFault.NotReachable);
        }
        if (handover is Handover.Refused refused)
        {
            mail.Undelivered(refused.Fault, clock.Now);
            journal.Record(new MailUndelivered(notice.Id, refused.Fault, refused.Status), mail, Actor.Program);
        }
        else
        {
            mail.Sent(clock.Now);
            journal.Record(new MailSent(notice.Id), mail, Actor.Program);
        }
        await SaveAsync(CancellationToken.None);
    }

    private OutgoingMail Compose(Mail mail, Notice notice, string to, string language)
    {
        var (subject, body) = words.About(notice, language);
        return new(mail.MessageId, options.From, options.FromName, options.ReturnAddressOf(mail.ReturnToken), to, subject, body, language, clock.Now);
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        if (await db.TrySaveAsync(ct) is { } problem)
            throw new OutboxRefusedException(problem.Code);
    }
}
