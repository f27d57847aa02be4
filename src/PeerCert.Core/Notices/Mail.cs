using System.Security.Cryptography;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Notices;

/// <summary>Why a mail did not arrive, as far as the servers say. Each has its plain words.</summary>
public enum MailFault { NoAddress, WrongAddress, NoSuchMailbox, NoSuchDomain, MailboxClosed, MailboxFull, Blocked, NotReachable, Other }

/// <summary>How staff reached the person instead, or why nobody has to.</summary>
public enum MailSettlement { Phoned, AddressCorrected, LetterSent, ToldInPerson, NotNeeded }

[JournalEvent("mail-sent")]
public sealed record MailSent(Id<Notice>? Notice, Guid? Letter = null) : IJournalEvent;

/// <summary><paramref name="Status"/>: the enhanced status code (RFC 3463) where a server gave one.</summary>
[JournalEvent("mail-undelivered")]
public sealed record MailUndelivered(Id<Notice>? Notice, MailFault Fault, string? Status, Guid? Letter = null) : IJournalEvent;

[JournalEvent("mail-settled")]
public sealed record MailSettled(Id<Notice>? Notice, MailSettlement How) : IJournalEvent;

/// <summary>
/// The one mail about one notice, or of one letter about an account. Its Message-ID and its return address stay what they are whenever it is sent again,
/// so that mail programs show it once and a report about it finds it.
/// </summary>
public sealed class Mail : IRoot
{
    public const int TokenLength = 24;

    private Mail() { }

    public Id<Mail> Id { get; private set; }
    public Id<Notice>? Notice { get; private set; }

    /// <summary>The letter about an account that this mail is; null where it is about a notice.</summary>
    public Guid? Letter { get; private set; }

    /// <summary>The request to somebody without an account that this mail is; of one request there may be several.</summary>
    public Guid? Request { get; private set; }

    /// <summary>Without the angle brackets.</summary>
    public string MessageId { get; private set; } = "";

    /// <summary>The part of the return address that names this mail: random, and in small letters since servers may fold case.</summary>
    public string ReturnToken { get; private set; } = "";

    public DateTime QueuedAt { get; private set; }

    /// <summary>How often handing over was begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>When handing over was begun of which nobody knows yet how it ended, or which ended for good.</summary>
    public DateTime? AttemptedAt { get; private set; }

    /// <summary>Where it was sent to last, whatever the account's address became since.</summary>
    public string? Address { get; private set; }

    public DateTime? SentAt { get; private set; }
    public DateTime? UndeliveredAt { get; private set; }
    public MailFault? Fault { get; private set; }
    public DateTime? SettledAt { get; private set; }
    public string? SettledBy { get; private set; }
    public MailSettlement? Settlement { get; private set; }
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    /// <summary>Neither handed over nor given up.</summary>
    public bool IsWaiting => SentAt is null && UndeliveredAt is null;

    /// <summary>It did not arrive and nobody has seen to it yet.</summary>
    public bool NeedsAttention => UndeliveredAt is not null && SettledAt is null;

    public void Touch() => Version++;

    public static Mail About(Notice notice, string domain, DateTime at) => Of(notice.Id, null, null, $"{notice.Id.Value:N}@{domain}", at);

    public static Mail Of(AccountLetter letter, string domain, DateTime at) => Of(null, letter.Id, null, $"{letter.Id:N}@{domain}", at);

    public static Mail Of(Guid request, string domain, DateTime at) => Of(null, null, request, $"{OrderedId.At(at):N}@{domain}", at);

    private static Mail Of(Id<Notice>? notice, Guid? letter, Guid? request, string messageId, DateTime at) => new()
    {
        Id = new(OrderedId.At(at)),
        Notice = notice,
        Letter = letter,
        Request = request,
        MessageId = messageId,
        ReturnToken = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true),
        QueuedAt = at,
    };

    /// <summary>Written before it is handed over: of two that would send it one fails here, and so does a store that could not keep what comes of it.</summary>
    public void Begin(string? address, DateTime at)
    {
        (Address, AttemptedAt) = (address, at);
        Attempts++;
        Touch();
    }

    /// <summary>The other side wants to be asked again later.</summary>
    public void PutOff() => AttemptedAt = null;

    public void Sent(DateTime at) => SentAt = at;

    /// <summary>Counts once: a second report about the same mail says nothing new. Says whether it was the first.</summary>
    public bool Undelivered(MailFault fault, DateTime at)
    {
        if (UndeliveredAt is not null)
            return false;
        (UndeliveredAt, Fault) = (at, fault);
        return true;
    }

    /// <summary>The address is not kept any longer.</summary>
    public void Forget() => Address = null;

    public void Settle(MailSettlement how, DateTime at, Actor by) => (Settlement, SettledAt, SettledBy) = (how, at, by.Name);
}

/// <summary>What a file in the folder of returned mail turned out to be.</summary>
public enum ReportOutcome { Undelivered, Delayed, Delivered, AutomaticReply, NotAReport, Unmatched, Damaged }

/// <summary>That a file from the folder of returned mail was read, and what it was. The file itself stays in the folder.</summary>
public sealed class MailReport
{
    public required Guid Id { get; init; }

    /// <summary>Hash of what was read: the same file under another name is the same report.</summary>
    public required string Sha256 { get; init; }

    public required string FileName { get; init; }
    public required DateTime ReadAt { get; init; }
    public required ReportOutcome Outcome { get; init; }
    public Id<Mail>? Mail { get; init; }
    public string? Status { get; init; }
}
