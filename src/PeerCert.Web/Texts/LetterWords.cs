using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Texts;

/// <summary>The words of the mail that asks somebody for a letter: who asks, which letter, and the link.</summary>
internal sealed class LetterWords(Catalogue catalogue, ProgramIdentity identity, ProgramClock clock) : ILetterWords
{
    public (string Subject, string Body) Asking(LetterRequest request, string applicant, PackStamp pack, Uri link, DateTime until, bool again)
    {
        var language = catalogue.LanguageOf(request.Language);
        var kind = catalogue.Say(language, Text.Of($"kind.{request.Kind}"), clock, pack);
        string Say(string key, params Argument[] arguments) => catalogue.Say(language, Text.Of(key, arguments), clock);
        return (
            Say(again ? "letter-mail.subject-again" : "letter-mail.subject", ("name", applicant)),
            MailWords.Body(
            [
                Say("letter-mail.hello", ("writer", request.Writer)), Say("letter-mail.about", ("name", applicant), ("program", identity.Name), ("letter", kind)),
                Say("letter-mail.open"), link.AbsoluteUri, Say("letter-mail.until", ("until", until)), Say("letter-mail.no"),
                identity.ContactEmail is { Length: > 0 } contact ? Say("mail.ask", ("contact", contact)) : Say("mail.no-answer"),
            ]));
    }
}
