using System.Globalization;
using System.Text;

namespace PeerCert.Core.Shared;

/// <summary>
/// Names folded for finding: compatibility forms undone, marks and case dropped, everything that is neither letter nor
/// digit turned into one space. Works in any script; what has no case or marks stays as it is.
/// </summary>
public static class NameKey
{
    public static string Of(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                continue;
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark)
                folded.Append(Rune.ToLowerInvariant(rune));
            else if (rune.Value is not ('\'' or '\u2019') && folded is [.., not ' '])
                folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>
    /// Folding may lengthen a name (one compatibility form can stand for eighteen letters), and an index holds only so
    /// much: nobody types more than this to find somebody.
    /// </summary>
    public const int MaxLength = 400;

    /// <summary>
    /// The ways one may ask for a person: the name as printed, and "family given". Where nobody said which part is the
    /// family name, any word of it may be what somebody asks by.
    /// </summary>
    public static IEnumerable<string> WaysToAsk(string legalName, string? given, string? family) =>
        (family is null ? FromEachWord(Of(legalName)) : [Of(legalName), Of($"{family} {given}")]).Select(Cut).Distinct(StringComparer.Ordinal);

    /// <summary>The keys that begin like what was typed: from the first, and before the second, in the byte order both engines keep.</summary>
    public static (string From, string Before) Range(string typed)
    {
        var key = Of(typed);
        return (key, key + "\U0010FFFF");
    }

    private static string Cut(string key) =>
        key.Length <= MaxLength ? key : key[..(char.IsHighSurrogate(key[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];

    private static IEnumerable<string> FromEachWord(string key)
    {
        var words = key.Split(' ');
        return words.Select((_, first) => string.Join(' ', words[first..].Concat(words[..first])));
    }
}
