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
}
