using System.Globalization;
using Microsoft.Extensions.Options;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Texts;

/// <summary>How texts are treated when something is wrong with them.</summary>
public sealed class TextOptions
{
    /// <summary>Throw on a missing text instead of showing its key. On in tests and while developing.</summary>
    public bool Strict { get; set; }
}

/// <summary>All words as one reader gets them. Views call it <c>T</c>. Plain text: Razor encodes it where it is written.</summary>
public sealed partial class Wording(Catalogue catalogue, ProgramClock clock, IOptions<TextOptions> options, ILogger<Wording> log)
{
    /// <summary>The language of the reader whose request is being answered.</summary>
    public Language Language => catalogue.LanguageOf(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    public IReadOnlyList<Language> Languages => catalogue.Languages;

    /// <summary>A language as it calls itself: whoever looks for theirs may be able to read no other.</summary>
    public string NameOf(Language language) => catalogue.Say(language, Text.Of("site.language-name"), clock);

    public string this[string key] => Say(new(key, []));

    public string this[string key, params Argument[] arguments] => Say(Text.Of(key, arguments));

    public string this[Text text] => Say(text);

    public bool Has(string key) => catalogue.Find(Language.Tag, key) is not null;

    /// <summary>A text in the words of the pack that decided, so that an old decision keeps its own.</summary>
    public string Say(Text text, PackStamp? decidedBy = null)
    {
        try
        {
            return catalogue.Say(Language, text, clock, decidedBy);
        }
        catch (Exception e) when (e is MissingTextException or TextException && !options.Value.Strict)
        {
            Unsaid(log, text.Key, e.GetType().Name);
            return text.Key;
        }
    }

    public string Day(DateOnly day) => day.ToString(Language.LongDate, Language.Culture);

    public string Moment(DateTime utc) => this["format.value", ("value", utc)];

    public string Amount(Money amount) => this["format.value", new Argument.Amount("value", amount.Cents)];

    public string Number(long number) => number.ToString("N0", Language.Culture);

    /// <summary>The word for a state, role or other name of code.</summary>
    public string Name<T>(T value) where T : struct, Enum => this[TextKeys.Of(value)];

    [LoggerMessage(Level = LogLevel.Error, Message = "The text {Key} could not be said: {Fault}")]
    private static partial void Unsaid(ILogger log, string key, string fault);
}
