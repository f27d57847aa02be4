using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Notices;

/// <summary>The words of a mail, in the reader's language.</summary>
public interface IMailWords
{
    /// <summary>They say that something waits, and never what.</summary>
    (string Subject, string Body) About(Notice notice, string language);

    /// <summary>The words of a letter about an account; with the link that it brings, and until when that works.</summary>
    (string Subject, string Body) Of(AccountLetter letter, (Uri Link, DateTime Until)? opens, string language);
}

/// <summary>The mail about a request, ready to go: to whom, in which language, what it says.</summary>
public sealed record Authored(string To, string Language, string Subject, string Body);

/// <summary>Writes the mails about the requests of a capability above this one.</summary>
public interface IMailAuthor
{
    /// <summary>May add to the caller's commit, which comes before the mail goes out.</summary>
    Task<Authored> WriteAsync(Guid subject, CancellationToken ct);
}

/// <summary>A letter about an account becomes a mail, unless there is nothing to say any more.</summary>
public sealed class MailLetter(PeerCertDb db, MailOptions options, JournalWriter journal, ProgramClock clock) : IOutboxHandler
{
    public string Kind => AccountLetter.Written;

    public async Task HandleAsync(OutboxMessage message, CancellationToken ct)
    {
        var id = message.Read<AccountLetter.ToSend>().Letter;
        var letter = await db.AccountLetters.AsNoTracking().SingleAsync(l => l.Id == id, ct);
        var account = await db.Users.AsNoTracking().SingleAsync(a => a.Id == letter.Account, ct);
        if (!letter.IsNeeded(account) || await db.Mails.AnyAsync(m => m.Letter == id, ct))
            return;
        var mail = Mail.Of(letter, options.Domain, clock.Now);
        db.Add(mail);
        journal.Send(SendMail.Queued, new SendMail.ToSend(mail.Id));
        if (await db.TrySaveAsync(ct) is { } problem and not Problem.AlreadyDone)
            throw new OutboxRefusedException(problem.Code);
    }
}

/// <summary>The one place that chooses the language in which the program writes to somebody who is not there to choose.</summary>
public static class ReadersLanguage
{
    private const string NothingChosen = "en";

    public static string Of(Account? account) => account?.Language ?? NothingChosen;
}

/// <summary>
/// Sends a mail. That it is being handed over is written down before, and that it was taken right
/// after: only a process killed between the two sends it again, with the same Message-ID.
/// </summary>
public sealed class SendMail(
    PeerCertDb db, IMailTransport transport, IMailWords words, IMailAuthor author, MailOptions options, AccountOptions accounts, JournalWriter journal, ProgramClock clock, TimeProvider time) : IOutboxHandler
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
        // Whoever closes an account takes back what waits.
        if (await db.Mails.SingleOrDefaultAsync(m => m.Id == id, ct) is not { IsWaiting: true } mail)
            return;
        // Another node's claim ran out while it is still handing over: what became of that is known when its limit has passed.
        if (mail.AttemptedAt is { } begun && clock.Now - begun < Limit)
            throw new OutboxRefusedException(BeingSent);
        var outgoing = mail.Letter is { } letter ? await LetterAsync(mail, letter, ct)
            : mail.Request is { } request ? Compose(mail, await author.WriteAsync(request, ct)) : await NoticeAsync(mail, ct);
        mail.Begin(outgoing?.To, clock.Now);
        await SaveAsync(ct);

        // Whoever stops the program now waits for it: giving up half-way would leave in doubt whether it was taken.
        using var limit = new CancellationTokenSource(Limit, time);
        var handover = outgoing is not null ? await transport.HandOverAsync(outgoing, limit.Token) : new Handover.Refused(MailFault.NoAddress);
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
            journal.Record(new MailUndelivered(mail.Notice, refused.Fault, refused.Status, mail.Letter), mail, Actor.Program);
        }
        else
        {
            mail.Sent(clock.Now);
            journal.Record(new MailSent(mail.Notice, mail.Letter), mail, Actor.Program);
        }
        if (mail.Letter is { } sent && await db.AccountLetters.SingleOrDefaultAsync(l => l.Id == sent && l.Kind == LetterKind.AccountClosed, CancellationToken.None) is { } last)
        {
            last.Forget();
            mail.Forget();
        }
        await SaveAsync(CancellationToken.None);
    }

    private async Task<OutgoingMail?> NoticeAsync(Mail mail, CancellationToken ct)
    {
        var notice = await db.Notices.AsNoTracking().SingleAsync(n => n.Id == mail.Notice, ct);
        var account = await (from p in db.People where p.Id == notice.Person join a in db.Users on p.Account equals a.Id select a).AsNoTracking().SingleOrDefaultAsync(ct);
        var language = ReadersLanguage.Of(account);
        return account?.Email is { } to ? Compose(mail, to, words.About(notice, language), language) : null;
    }

    private async Task<OutgoingMail> LetterAsync(Mail mail, Guid id, CancellationToken ct)
    {
        var letter = await db.AccountLetters.AsNoTracking().SingleAsync(l => l.Id == id, ct);
        var language = ReadersLanguage.Of(await db.Users.AsNoTracking().SingleAsync(a => a.Id == letter.Account, ct));
        return Compose(mail, letter.Address, words.Of(letter, Open(letter), language), language);
    }

    /// <summary>Makes the letter's secret, to be saved before it goes out.</summary>
    private (Uri Link, DateTime Until)? Open(AccountLetter letter)
    {
        if (letter.Link(accounts) is not var (purpose, valid, path))
            return null;
        var token = new OneTimeToken { Id = Guid.NewGuid(), Purpose = purpose, Account = letter.Account, Address = letter.Address };
        var secret = token.Renew(clock.Now, valid);
        db.Add(token);
        return (new(options.Address, $"{path}?code={secret}"), token.ExpiresAt);
    }

    private OutgoingMail Compose(Mail mail, Authored said) => Compose(mail, said.To, (said.Subject, said.Body), said.Language);

    private OutgoingMail Compose(Mail mail, string to, (string Subject, string Body) said, string language) =>
        new(mail.MessageId, options.From, options.FromName, options.ReturnAddressOf(mail.ReturnToken), to, said.Subject, said.Body, language, clock.Now);

    private async Task SaveAsync(CancellationToken ct)
    {
        if (await db.TrySaveAsync(ct) is { } problem)
            throw new OutboxRefusedException(problem.Code);
    }
}
