using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Texts;

/// <summary>
/// The words of a mail. Of what a notice is about whoever reads over a shoulder learns that a message waits in this program, and by when; not to
/// whom by name, and not what it is about.
/// </summary>
internal sealed class MailWords(Catalogue catalogue, ProgramIdentity identity, MailOptions options, AccountOptions accounts, ProgramClock clock) : IMailWords
{
    private const string Inbox = "my/notices";
    private const string Queue = "staff";

    public (string Subject, string Body) About(Notice notice, string language)
    {
        var reader = new Reader(catalogue, language, clock);
        var lines = new List<string> { reader.Say("mail.waits", ("program", identity.Name)) };
        if (notice.DueOn is { } due)
            lines.Add(reader.Say("mail.due", ("day", due)));
        lines.AddRange([reader.Say("mail.open"), new Uri(options.Address, Inbox).AbsoluteUri, reader.Say("mail.private"), Questions(reader)]);
        return (reader.Say("mail.subject"), Body(lines));
    }

    public (string Subject, string Body) Of(AccountLetter letter, (Uri Link, DateTime Until)? opens, string language)
    {
        var reader = new Reader(catalogue, language, clock);
        var key = $"account-letter.{TextKeys.Kebab(letter.Kind.ToString())}";
        var lines = new List<string> { reader.Say($"{key}.about", ("program", identity.Name), ("hours", accounts.ResetDelayHours)) };
        if (letter.Kind is LetterKind.FilesDue)
            lines.Add(new Uri(options.Address, Queue).AbsoluteUri);
        if (opens is var (link, until))
            lines.AddRange([link.AbsoluteUri, reader.Say("account-letter.until", ("until", until))]);
        lines.AddRange([reader.Say($"{key}.not-you"), Questions(reader)]);
        return (reader.Say($"{key}.subject"), Body(lines));
    }

    private string Questions(Reader reader) => identity.ContactEmail is { Length: > 0 } contact ? reader.Say("mail.ask", ("contact", contact)) : reader.Say("mail.no-answer");

    // An address stands on a line of its own, so that mail programs make a link of it and nothing runs into it from the right.
    internal static string Body(IEnumerable<string> lines) => string.Join("\r\n\r\n", lines) + "\r\n";

    private sealed class Reader(Catalogue catalogue, string language, ProgramClock clock)
    {
        private readonly Language _language = catalogue.LanguageOf(language);

        public string Say(string key, params Argument[] arguments) => catalogue.Say(_language, Text.Of(key, arguments), clock);
    }
}
