using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Texts;

/// <summary>
/// The words of a mail. Whoever reads over a shoulder learns that a message waits in this program, and by when; not to
/// whom by name, and not what it is about.
/// </summary>
internal sealed class MailWords(Catalogue catalogue, ProgramIdentity identity, MailOptions options, ProgramClock clock) : IMailWords
{
    private const string Inbox = "my/notices";

    public (string Subject, string Body) About(Notice notice, string language)
    {
        var reader = catalogue.LanguageOf(language);
        var lines = new List<string> { Say("mail.waits", ("program", identity.Name)) };
        if (notice.DueOn is { } due)
            lines.Add(Say("mail.due", ("day", due)));
        lines.Add(Say("mail.open"));
        // On a line of its own, so that mail programs make a link of it and nothing runs into it from the right.
        lines.Add(new Uri(options.Address, Inbox).AbsoluteUri);
        lines.Add(Say("mail.private"));
        lines.Add(identity.ContactEmail is { Length: > 0 } contact ? Say("mail.ask", ("contact", contact)) : Say("mail.no-answer"));
        return (Say("mail.subject"), string.Join("\r\n\r\n", lines) + "\r\n");

        string Say(string key, params Argument[] arguments) => catalogue.Say(reader, Text.Of(key, arguments), clock);
    }
}
