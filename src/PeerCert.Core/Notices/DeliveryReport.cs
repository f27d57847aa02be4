using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PeerCert.Core.Notices;

/// <summary>What a mail that came back says: about which mail, and what became of it.</summary>
/// <param name="Addressees">To whom the report itself was delivered, as far as its headers say.</param>
/// <param name="MessageIds">What it says the Message-ID of the mail was, without the angle brackets.</param>
/// <param name="Status">The enhanced status code of the first recipient that failed, or else of the first.</param>
public sealed partial record DeliveryReport(ReportOutcome Outcome, ImmutableArray<string> Addressees, ImmutableArray<string> MessageIds, string? Status)
{
    private static readonly string[] AddresseeHeaders = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To"];

    /// <summary>Reads a report (RFC 3464) from the beginning of a file. Never fails: what is none, or is damaged, is told by the outcome.</summary>
    public static DeliveryReport Read(ReadOnlySpan<byte> beginning)
    {
        var mail = MessagePart.Read(beginning);
        if (!mail.HasHeaders)
            return new(ReportOutcome.Damaged, [], [], null);
        var parts = mail.Tree().ToList();
        ImmutableArray<string> addressees = [.. AddresseeHeaders.SelectMany(mail.All).SelectMany(AddressesIn)];
        if (!parts.Any(p => p.Type is "multipart/report" && p.Parameter("report-type")?.ToLowerInvariant() is null or "delivery-status"))
            return new(IsAutomatic(mail) ? ReportOutcome.AutomaticReply : ReportOutcome.NotAReport, addressees, [], null);
        var status = parts.FirstOrDefault(p => p.Type is "message/delivery-status" or "message/global-delivery-status")?.Groups() ?? [];
        var recipients = status.Where(g => g.Header("Action") is not null || g.Header("Status") is not null).ToList();
        ImmutableArray<string> ids =
        [
            .. status.SelectMany(g => g.All("X-Original-Message-ID"))
                .Concat(parts.Where(p => p.Type is "message/rfc822" or "message/global" or "text/rfc822-headers" or "message/global-headers").SelectMany(p => p.Inner().All("Message-ID")))
                .Concat(mail.All("In-Reply-To")).Concat(mail.All("References"))
                .SelectMany(v => Bracketed().Matches(v).Select(m => m.Groups[1].Value)),
        ];
        var (outcome, code) = recipients.Select(Of).OrderBy(o => o.Outcome).FirstOrDefault((ReportOutcome.Damaged, null));
        return new(outcome, addressees, ids, code);
    }

    /// <summary>
    /// The action decides (RFC 3464 §2.3.3): a server that gave up says "failed", also where the last reason was a passing
    /// one. Without an action the class of the status does.
    /// </summary>
    private static (ReportOutcome Outcome, string? Status) Of(MessagePart recipient)
    {
        var status = EnhancedStatus.In(recipient.Header("Status") ?? "");
        // Some servers say 5.0.0 and give the true reason only in what the other side answered.
        if (status is null || status.EndsWith(".0.0", StringComparison.Ordinal))
            status = EnhancedStatus.In(recipient.Header("Diagnostic-Code") ?? "") ?? status;
        var outcome = recipient.Header("Action")?.Split(' ', '(')[0].ToLowerInvariant() switch
        {
            "failed" => ReportOutcome.Undelivered,
            "delayed" => ReportOutcome.Delayed,
            "delivered" or "relayed" or "expanded" => ReportOutcome.Delivered,
            _ when status?.StartsWith('5') is true => ReportOutcome.Undelivered,
            _ when EnhancedStatus.IsTemporary(status) => ReportOutcome.Delayed,
            _ => ReportOutcome.Damaged,
        };
        return (outcome, status);
    }

    private static bool IsAutomatic(MessagePart mail) =>
        mail.Header("Auto-Submitted") is { } said && !said.StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || mail.Header("X-Autoreply") is not null || mail.Header("X-Autorespond") is not null
        || mail.Header("Precedence")?.ToLowerInvariant() is "auto_reply" or "bulk" or "junk";

    private static IEnumerable<string> AddressesIn(string header) => Address().Matches(header).Select(m => m.Value);

    [GeneratedRegex(@"[^\s<>,;:""()]+@[^\s<>,;:""()]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"<([^<>\s]+)>")]
    private static partial Regex Bracketed();
}
