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

        /// <summary>What some reader of YAML takes this for, since it is written without quotes; null where it is a text for all.</summary>
        public string? TakenFor => !Plain ? null
            : Text is "" or "~" or "null" or "Null" or "NULL" ? "nothing"
            : Truth().IsMatch(Text) ? "true or false"
            : Number().IsMatch(Text) ? "a number"
            : Day().IsMatch(Text) ? "a day"
            : null;

        /// <summary>Whether it is a number that begins with a zero it does not need.</summary>
        public bool HasLeadingZero => Plain && LeadingZero().IsMatch(Text);

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

    // What YAML 1.1 and 1.2 resolve otherwise than as text.
    [GeneratedRegex("^(y|yes|n|no|true|false|on|off)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Truth();

    [GeneratedRegex(@"^[-+]?(0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|\.[0-9]+(e[-+]?[0-9]+)?|[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?|\.inf)$|^\.nan$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9:.+\-Zz ]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    [GeneratedRegex(@"^[-+]?0[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingZero();

    [GeneratedRegex("^-?(0|[1-9][0-9]{0,15})$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();
}
