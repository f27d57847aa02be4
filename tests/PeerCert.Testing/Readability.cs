using System.Text.RegularExpressions;

namespace PeerCert.Testing;

/// <summary>How hard sentences are to read, by the measures that docs/adr/plain-words-are-measured.md chooses and cites.</summary>
public static partial class Readability
{
    /// <summary>Words, sentences and syllables of a text. A label is no sentence: what does not end in a sign is left out.</summary>
    public sealed record Count(int Words, int Sentences, int Syllables)
    {
        public static Count operator +(Count a, Count b) => new(a.Words + b.Words, a.Sentences + b.Sentences, a.Syllables + b.Syllables);
    }

    /// <summary>Flesch-Kincaid grade level (Kincaid and others, 1975).</summary>
    public static double EnglishGrade(Count c) => 0.39 * c.Words / c.Sentences + 11.8 * c.Syllables / c.Words - 15.59;

    /// <summary>Fernández Huerta's ease of reading (1959), in the form corrected by Law (2011): words in a sentence, not sentences in a hundred words.</summary>
    public static double SpanishEase(Count c) => 206.84 - 60.0 * c.Syllables / c.Words - 1.02 * c.Words / c.Sentences;

    public static Count Of(IEnumerable<string> texts, string language) =>
        texts.SelectMany(SentencesOf).Select(s => WordsOf(s)).Where(w => w.Count > 0)
            .Aggregate(new Count(0, 0, 0), (sum, words) => sum + new Count(words.Count, 1, words.Sum(w => SyllablesOf(w, language))));

    /// <summary>What stands in for a value is a word of two syllables in both languages.</summary>
    public static string Filled(string form, string language) => Place().Replace(form, language is "es" ? "lunes" : "Monday");

    public static IEnumerable<string> SentencesOf(string text) =>
        Ending().IsMatch(text.Trim()) ? Between().Split(text.Trim()) : [];

    public static int SyllablesOf(string word, string language) => language switch
    {
        "en" => InEnglish(word.ToLowerInvariant()),
        "es" => InSpanish(word.ToLowerInvariant()),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, null),
    };

    private static List<string> WordsOf(string sentence) => [.. sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsLetterOrDigit))];

    /// <summary>Groups of vowels, less the e that is silent at the end of a word.</summary>
    private static int InEnglish(string word)
    {
        word = NoEnglishLetter().Replace(word, "");
        var groups = EnglishVowels().Count(word);
        if (groups > 1 && SilentEnding().IsMatch(word))
            groups--;
        return Math.Max(1, groups);
    }

    /// <summary>Groups of vowels, where two strong vowels, or a weak one with an accent beside a strong one, are two syllables.</summary>
    private static int InSpanish(string word)
    {
        word = SilentU().Replace(NoSpanishLetter().Replace(word, ""), "$1");
        word = ConsonantY().Replace(word, "").Replace('y', 'i');
        return Math.Max(1, SpanishVowels().Matches(word).Sum(g => 1 + g.Value.Zip(g.Value.Skip(1)).Count(p => IsHiatus(p.First, p.Second))));
    }

    private static bool IsHiatus(char a, char b) => (IsStrong(a) && IsStrong(b)) || (IsStrong(a) && b is 'í' or 'ú') || (a is 'í' or 'ú' && IsStrong(b));

    private static bool IsStrong(char vowel) => "aeoáéó".Contains(vowel);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();

    [GeneratedRegex("[.?!:][\"”»]?$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"(?<=[.?!:])\s+")]
    private static partial Regex Between();

    [GeneratedRegex("[^a-z]")]
    private static partial Regex NoEnglishLetter();

    [GeneratedRegex("[aeiouy]+")]
    private static partial Regex EnglishVowels();

    // make, times, asked; but not table, see, bye, boxes, needed
    [GeneratedRegex("(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouyszxhcg]es$|[^aeiouytd]ed$")]
    private static partial Regex SilentEnding();

    [GeneratedRegex("[^a-záéíóúüñ]")]
    private static partial Regex NoSpanishLetter();

    // que, guía: the u is not said
    [GeneratedRegex("([qg])u(?=[eiéí])")]
    private static partial Regex SilentU();

    [GeneratedRegex("y(?=[aeiouáéíóú])")]
    private static partial Regex ConsonantY();

    [GeneratedRegex("[aeiouáéíóúü]+")]
    private static partial Regex SpanishVowels();
}
