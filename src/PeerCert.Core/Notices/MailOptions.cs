using System.Net;

namespace PeerCert.Core.Notices;

/// <summary>How mail goes out and comes back, as the operator set it.</summary>
/// <param name="From">The program's own address, which people see.</param>
/// <param name="ReturnTo">The mailbox to which undeliverable mail comes back; each mail adds its own mark to it.</param>
/// <param name="Address">Where people find the program's pages.</param>
/// <param name="OutgoingFolder">A Maildir that takes the mail where no server does.</param>
/// <param name="ReturnedFolder">The Maildir of the mailbox <paramref name="ReturnTo"/>.</param>
public sealed record MailOptions(string From, string FromName, string ReturnTo, Uri Address, string OutgoingFolder, string ReturnedFolder, SmtpOptions? Smtp)
{
    private const char Mark = '+';

    /// <summary>The right side of the Message-ID.</summary>
    public string Domain => From[(From.LastIndexOf('@') + 1)..];

    /// <summary>The return address of one mail: <c>bounces+TOKEN@example.org</c> (VERP).</summary>
    public string ReturnAddressOf(string token) => ReturnTo.Insert(ReturnTo.LastIndexOf('@'), Mark + token);

    /// <summary>The token in a return address; null where the address is not one.</summary>
    public string? TokenIn(string address)
    {
        var (local, domain) = Split(ReturnTo);
        var (given, at) = Split(address.Trim());
        return at.Equals(domain, StringComparison.OrdinalIgnoreCase)
            && given.Length > local.Length && given[local.Length] == Mark && given.StartsWith(local, StringComparison.OrdinalIgnoreCase)
                ? given[(local.Length + 1)..].ToLowerInvariant() : null;
    }

    private static (string Local, string Domain) Split(string address) =>
        address.LastIndexOf('@') is >= 0 and var at ? (address[..at], address[(at + 1)..]) : (address, "");
}

/// <summary>A server that takes mail. Unless it is this very machine, nothing is said to it before the line is encrypted.</summary>
public sealed record SmtpOptions(string Host, int Port, string? User, string? Password, bool StartTls)
{
    public const int SubmissionPort = 587;

    /// <summary>Compared by name and not resolved: what a name leads to can change.</summary>
    public static bool IsThisMachine(string host) => host == "localhost" || IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip);
}
