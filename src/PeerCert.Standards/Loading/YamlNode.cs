using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PeerCert.Standards.Loading;

/// <summary>One value of a YAML file and the line it stands in. What type a word has follows from how it is written.</summary>
internal abstract partial record YamlNode(int Line)
{
    /// <summary>Largest whole number that every JSON reader keeps exactly (RFC 8785, section 3.2.2.3).</summary>
    private const long LargestExact = 9_007_199_254_740_991;

    /// <summary>A word or number; plain when written without quotes.</summary>
    public sealed record Scalar(int Line, string Text, bool Plain) : YamlNode(Line)
    {
        public bool IsNull => Plain && Text is "" or "~" or "null";

        public long? Whole => Plain && WholeNumber().IsMatch(Text)
            && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && Math.Abs(n) <= LargestExact ? n : null;

        public bool? Flag => Plain ? Text switch { "true" => true, "false" => false, _ => null } : null;
    }

    public sealed record Sequence(int Line, ImmutableArray<YamlNode> Items) : YamlNode(Line);

    public sealed record Mapping(int Line, ImmutableArray<Entry> Entries) : YamlNode(Line)
    {
        public Entry? this[string key] => Entries.FirstOrDefault(e => e.Key == key);
    }

    /// <summary>Stands where something was missing and has been reported, so that it is reported once.</summary>
    public sealed record Absent(int Line) : YamlNode(Line);

    public sealed record Entry(string Key, int Line, YamlNode Value);

    /// <summary>The same value as JSON. Whole numbers are numbers; anything with a decimal point stays the text it is.</summary>
    public JsonNode? ToJson() => this switch
    {
        Scalar { IsNull: true } => null,
        Scalar { Flag: { } flag } => JsonValue.Create(flag),
        Scalar { Whole: { } whole } => JsonValue.Create(whole),
        Scalar s => JsonValue.Create(s.Text),
        Sequence s => new JsonArray([.. s.Items.Select(i => i.ToJson())]),
        Mapping m => new JsonObject(m.Entries.Select(e => KeyValuePair.Create(e.Key, e.Value.ToJson()))),
        _ => null,
    };

    [GeneratedRegex("^-?(0|[1-9][0-9]{0,15})$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();
}
