namespace PeerCert.Web.Texts;

/// <summary>
/// Which form a language uses for a whole number. The rules are those of Unicode CLDR 46, "Language Plural Rules"
/// (cardinal, integers only: every number in a text is a whole one), for the program's ten languages.
/// </summary>
public static class PluralRules
{
    public const string Other = "other";

    private static readonly string[] One = ["one", Other];

    /// <summary>The forms that a plural text of this language must have.</summary>
    public static IReadOnlyList<string> CategoriesOf(string language) => language switch
    {
        "en" or "fa" or "hi" => One,
        "es" => ["one", "many", Other],
        "ru" => ["one", "few", "many", Other],
        "ar" => ["zero", "one", "two", "few", "many", Other],
        "zh" or "ja" or "ko" or "vi" => [Other],
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, null),
    };

    /// <summary>The form that goes with <paramref name="number"/>.</summary>
    public static string CategoryOf(string language, long number)
    {
        var n = number < 0 ? 0UL - (ulong)number : (ulong)number;
        var (tens, ones) = (n % 100, n % 10);
        return language switch
        {
            "en" => n is 1 ? "one" : Other,
            "fa" or "hi" => n is 0 or 1 ? "one" : Other,
            "es" => n is 1 ? "one" : n is not 0 && n % 1_000_000 is 0 ? "many" : Other,
            "ru" => ones is 1 && tens is not 11 ? "one" : ones is >= 2 and <= 4 && tens is not (>= 12 and <= 14) ? "few" : "many",
            "ar" => n switch { 0 => "zero", 1 => "one", 2 => "two", _ => tens switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => Other } },
            _ => Other,
        };
    }
}
