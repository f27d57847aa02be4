using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PeerCert.Testing;

/// <summary>A mail as it lies in the folder: its headers in their order, and its words.</summary>
public sealed partial record SentMail(IReadOnlyList<(string Name, string Value)> Headers, string Body, string Raw)
{
    public string this[string header] => Headers.Single(h => h.Name.Equals(header, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Where the link in it leads, from the root of the site.</summary>
    public string Link => new Uri(Body.Split("\r\n").Single(l => l.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;

    public string MessageId => this["Message-ID"].Trim('<', '>');

    /// <summary>The mail's own return address.</summary>
    public string ReturnTo => this["Return-Path"].Trim('<', '>');

    public static SentMail Read(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = Regex.Replace(raw[..end], "\r\n[ \t]+", " ").Split("\r\n")
            .Select(line => line.Split(':', 2)).Select(h => (h[0], Words(h[1].Trim()))).ToList();
        var body = raw[(end + 4)..];
        return new(headers, raw[..end].Contains("base64", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : body, raw);
    }

    private static string Words(string header) => EncodedWord().Replace(header.Replace("?= =?", "?==?", StringComparison.Ordinal), m => m.Groups[1].Value is "B" or "b"
        ? Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[2].Value))
        : QuotedPrintable(m.Groups[2].Value.Replace('_', ' ')));

    private static string QuotedPrintable(string text) => Encoding.UTF8.GetString([.. Escapes().Matches(text).Select(m =>
        m.Value.Length is 3 ? byte.Parse(m.Value.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (byte)m.Value[0])]);

    [GeneratedRegex(@"=\?utf-8\?([BQbq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("=[0-9A-F]{2}|.", RegexOptions.Singleline)]
    private static partial Regex Escapes();
}

/// <summary>The mail that a program in tests has sent into its folder, and the mailbox to which it comes back.</summary>
public static class Mailbox
{
    private static int _files;

    extension(TestApp app)
    {
        /// <summary>Sends what waits, and gives the newest mail to an address with these words in its subject.</summary>
        public async Task<SentMail> MailToAsync(string address, string key, string language = "en")
        {
            await app.RunBackgroundAsync();
            var subject = Spoken.In(language, key);
            return app.SentMail.Where(m => m["To"] == address && m["Subject"] == subject).LastOrDefault()
                ?? throw new InvalidOperationException($"no mail \"{subject}\" to {address}; there are: {string.Join(", ", app.SentMail.Select(m => $"{m["Subject"]} to {m["To"]}"))}");
        }

        /// <summary>Where the link in the newest mail to an address leads.</summary>
        public string LinkIn(string address) => app.SentMail.Last(m => m["To"] == address).Link;

        public IReadOnlyList<SentMail> SentMail => Directory.Exists(New(app, "mail"))
            ? [.. Directory.GetFiles(New(app, "mail")).Select(f => Testing.SentMail.Read(File.ReadAllText(f))).OrderBy(m => m.MessageId, StringComparer.Ordinal)] : [];

        /// <summary>A server far away says that this mail could not be delivered; read with the next <see cref="TestApp.RunBackgroundAsync"/>.</summary>
        public void Returns(SentMail mail, string action = "failed", string status = "5.1.1") => app.PutReturned(Bounce(mail.ReturnTo, mail.MessageId, action, status));

        /// <summary>Puts a file into the mailbox of returned mail.</summary>
        public void PutReturned(string file)
        {
            Directory.CreateDirectory(New(app, "returned-mail"));
            File.WriteAllText(Path.Combine(New(app, "returned-mail"), $"{Interlocked.Increment(ref _files):000000}.test"), file, Encoding.Latin1);
        }
    }

    /// <summary>A report as Postfix writes it.</summary>
    public static string Bounce(string to, string messageId, string action = "failed", string status = "5.1.1") => $"""
        Return-Path: <>
        Delivered-To: {to}
        From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: {to}
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="4BOUND.1772654400/mx.example.net"

        This is a MIME-encapsulated message.

        --4BOUND.1772654400/mx.example.net
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --4BOUND.1772654400/mx.example.net
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net
        X-Postfix-Queue-ID: 4BOUND
        Arrival-Date: Wed,  4 Mar 2026 12:00:00 -0800 (PST)

        Final-Recipient: rfc822; somebody@example.net
        Original-Recipient: rfc822;somebody@example.net
        Action: {action}
        Status: {status}
        Remote-MTA: dns; mail.example.net
        Diagnostic-Code: smtp; 550 {status} <somebody@example.net>: Recipient address rejected

        --4BOUND.1772654400/mx.example.net
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        Return-Path: <{to}>
        Message-ID: <{messageId}>
        Subject: A message is waiting for you

        --4BOUND.1772654400/mx.example.net--
        """;

    private static string New(TestApp app, string folder) => Path.Combine(app.DataFolder, folder, "new");
}
