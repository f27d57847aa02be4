using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Texts;

/// <summary>One sentence cut into its fixed parts and its places: even entries are words, odd ones are argument names.</summary>
public sealed partial record Template(ImmutableArray<string> Parts)
{
    public IEnumerable<string> Places => Parts.Where((_, i) => i % 2 == 1);

    /// <summary>Null where the sentence has a brace that is not part of <c>{name}</c>.</summary>
    public static Template? Parse(string sentence)
    {
        var parts = Place().Split(sentence);
        return parts.Where((_, i) => i % 2 == 0).Any(p => p.AsSpan().ContainsAny('{', '}')) ? null : new([.. parts]);
    }

    public string Fill(Func<string, string> value)
    {
        var filled = new StringBuilder();
        for (var i = 0; i < Parts.Length; i++)
            filled.Append(i % 2 == 0 ? Parts[i] : value(Parts[i]));
        return filled.ToString();
    }

    [GeneratedRegex(@"\{([a-z][A-Za-z0-9]*)\}")]
    private static partial Regex Place();
}

/// <summary>A text of one language, ready to fill: one sentence, or one for each plural category of <see cref="CountBy"/>.</summary>
public sealed record Entry(string? CountBy, FrozenDictionary<string, Template> Forms)
{
    public Template For(string language, ImmutableArray<Argument> arguments)
    {
        if (CountBy is null)
            return Forms[PluralRules.Other];
        var count = arguments.OfType<Argument.Count>().FirstOrDefault(a => a.Name == CountBy)
            ?? throw new TextException($"a plural text needs the number '{CountBy}'");
        return Forms.GetValueOrDefault(PluralRules.CategoryOf(language, count.Value)) ?? Forms[PluralRules.Other];
    }
}

/// <summary>A text file or a use of a text that is wrong: a bug, found at start or in a test.</summary>
public sealed class TextException(string message) : Exception(message);
