using System.Text.RegularExpressions;

namespace PeerCert.Core.Notices;

/// <summary>The codes by which mail servers say why (RFC 3463): class, subject, detail, such as <c>5.1.1</c>.</summary>
public static partial class EnhancedStatus
{
    /// <summary>The first code in what a server said.</summary>
    public static string? In(string said) => Code().Match(said) is { Success: true } found ? found.Value : null;

    /// <summary>Whether the class says that trying again helps.</summary>
    public static bool IsTemporary(string? status) => status?.StartsWith('4') is true;

    public static MailFault FaultOf(string? status, int replyCode = 0) => (Tail(status), replyCode) switch
    {
        ("1.2" or "4.4", _) => MailFault.NoSuchDomain,
        // 1.10 is "takes no mail at all" by the book (RFC 7505), and what Exchange says of a mailbox that is not there.
        ("1.0" or "1.1" or "1.3" or "1.6" or "1.10", _) => MailFault.NoSuchMailbox,
        ("2.1", _) => MailFault.MailboxClosed,
        ("2.2", _) => MailFault.MailboxFull,
        ({ } tail, _) when tail.StartsWith("7.", StringComparison.Ordinal) => MailFault.Blocked,
        ({ } tail, _) when tail.StartsWith("4.", StringComparison.Ordinal) => MailFault.NotReachable,
        (null, 550 or 551 or 553) => MailFault.NoSuchMailbox,
        (null, 552) => MailFault.MailboxFull,
        _ => MailFault.Other,
    };

    private static string? Tail(string? status) => status?[(status.IndexOf('.', StringComparison.Ordinal) + 1)..];

    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)")]
    private static partial Regex Code();
}
