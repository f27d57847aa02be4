using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace PeerCert.Core.Notices;

/// <summary>Takes a mail on its way. Called outside any transaction; may be called again with the same mail.</summary>
public interface IMailTransport
{
    Task<Handover> HandOverAsync(OutgoingMail mail, CancellationToken ct);
}

/// <summary>What became of handing a mail over.</summary>
public abstract record Handover
{
    private Handover() { }

    /// <summary>From here on it is the other side's.</summary>
    public sealed record Taken : Handover;

    /// <summary>Not now. <paramref name="Code"/> is for the log and holds nothing that somebody typed.</summary>
    public sealed record Deferred(string Code) : Handover;

    /// <summary>Never, to this address.</summary>
    public sealed record Refused(MailFault Fault, string? Status = null) : Handover;
}

/// <summary>A mail with all its words. <paramref name="ReturnTo"/> is its own return address.</summary>
public sealed record OutgoingMail(
    string MessageId, string From, string FromName, string ReturnTo, string To, string Subject, string Body, string Language, DateTime At)
{
    /// <summary>
    /// The message with its headers. Whoever could put a line break into a header could write headers of their own, so an
    /// address is taken only as exactly one plain address; false where it is not.
    /// </summary>
    public bool TryCompose([NotNullWhen(true)] out MailMessage? message)
    {
        message = null;
        if (To.Any(char.IsControl) || !MailAddress.TryCreate(To, out var to) || to.Address != To)
            return false;
        message = new MailMessage
        {
            From = new(From, FromName, Encoding.UTF8),
            // The library's only way to another envelope sender; see docs/adr/mail.md.
            Sender = new(ReturnTo),
            Subject = Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            Body = Body,
            BodyEncoding = Encoding.UTF8,
            // The library's quoted-printable writes line ends as characters, which is not how text is written (RFC 2045 §6.7).
            BodyTransferEncoding = Ascii.IsValid(Body) ? TransferEncoding.SevenBit : TransferEncoding.Base64,
        };
        message.To.Add(to);
        message.Headers.Add("Message-ID", $"<{MessageId}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");   // RFC 3834
        message.Headers.Add("X-Auto-Response-Suppress", "All");    // the same for Exchange
        message.Headers.Add("Content-Language", Language);
        return true;
    }
}
