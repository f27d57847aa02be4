using System.Collections.Immutable;
using System.Globalization;

namespace PeerCert.Web.Texts;

/// <summary>A language the program can speak: how it counts, which way it runs, how it writes dates and numbers.</summary>
public sealed record Language(string Tag, bool RightToLeft, CultureInfo Culture)
{
    /// <summary>The program's ten languages. A language is offered once a text file for it exists.</summary>
    public static readonly ImmutableArray<Language> Known =
        [.. "en es ar zh fa hi ja ko ru vi".Split(' ').Select(Create)];

    public string Direction => RightToLeft ? "rtl" : "ltr";

    /// <summary>A civil day in words, without its weekday.</summary>
    public string LongDate { get; } = Culture.DateTimeFormat.GetAllDateTimePatterns('D')
        .FirstOrDefault(p => !p.Contains("ddd", StringComparison.Ordinal)) ?? "yyyy-MM-dd";

    private static Language Create(string tag)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(tag is "en" or "es" ? $"{tag}-US" : tag).Clone();
        // a program date is a civil date of California in every language, whatever calendar a language's home uses
        var gregorian = culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault(c => c.CalendarType is GregorianCalendarTypes.Localized);
        if (gregorian is not null)
            culture.DateTimeFormat.Calendar = gregorian;
        return new(tag, culture.TextInfo.IsRightToLeft, CultureInfo.ReadOnly(culture));
    }
}
