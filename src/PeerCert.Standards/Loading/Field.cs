using System.Globalization;
using System.Text.RegularExpressions;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>Where errors of one file go, and which documents its citations may name.</summary>
internal sealed class Reading(string file, List<LoadError> errors, IReadOnlyCollection<string> documents)
{
    public string File => file;

    public IReadOnlyCollection<string> Documents => documents;

    public void Refuse(int line, Fault fault) => fault.At(file, line, errors);

    public Field Root(YamlNode node) => new(this, node, "The file");
}

/// <summary>
/// One value being read. Each reader reports what is wrong and then gives a stand-in: since any error refuses the whole
/// library, a stand-in is never used, and reading on finds every error at once.
/// </summary>
internal sealed partial record Field(Reading Reading, YamlNode Node, string Name)
{
    public static readonly Citation NoCitation = new("", "");

    /// <summary>Days, hours and attempts: counted from any day that can be written, they stay inside the calendar.</summary>
    public const int MostUnits = 100_000;

    /// <summary>Months and years, for the same reason.</summary>
    public const int MostMonthsOrYears = 1_000;

    public int Line => Node.Line;

    public bool IsNull => Node is YamlNode.Scalar { IsNull: true };

    public void Refuse(Fault fault)
    {
        if (Node is not YamlNode.Absent)
            Reading.Refuse(Line, fault);
    }

    /// <summary>A mapping with no keys but these.</summary>
    public FieldMap Map(params string[] allowed)
    {
        if (Node is not YamlNode.Mapping mapping)
        {
            Refuse(Fault.WrongType(Name, "a mapping"));
            return new(Reading, new(Line, []), IsAbsent: true);
        }

        foreach (var entry in mapping.Entries.Where(e => !allowed.Contains(e.Key)))
            Reading.Refuse(entry.Line, Fault.UnknownKey(entry.Key, allowed));
        return new(Reading, mapping, IsAbsent: false);
    }

    /// <summary>A mapping whose keys are names given by the author.</summary>
    public IEnumerable<Field> Named()
    {
        if (Node is YamlNode.Mapping mapping)
            return mapping.Entries.Select(e => new Field(Reading, e.Value, e.Key));

        Refuse(Fault.WrongType(Name, "a mapping"));
        return [];
    }

    public IReadOnlyList<Field> List()
    {
        if (Node is not YamlNode.Sequence sequence)
        {
            Refuse(Fault.WrongType(Name, "a list"));
            return [];
        }

        if (sequence.Items.IsEmpty)
            Refuse(Fault.EmptyList(Name));
        return [.. sequence.Items.Select(i => new Field(Reading, i, Name))];
    }

    public string Text()
    {
        if (Node is YamlNode.Scalar { IsNull: false, TakenFor: { } takenFor, Text: var text })
            Refuse(Fault.NeedsQuotes(Name, text, takenFor));
        return Word();
    }

    /// <summary>A text, or a number or flag as it is written.</summary>
    public string Word()
    {
        if (Node is YamlNode.Scalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text))
            return scalar.Text;

        Refuse(Fault.WrongType(Name, "a text"));
        return "";
    }

    /// <summary>A name as rules, kinds and clocks have: lower case, digits and hyphens.</summary>
    public string Id()
    {
        var text = Text();
        if (text.Length > 0 && !Kebab().IsMatch(text))
            Refuse(Fault.WrongType(Name, "a name of lower-case letters, digits and hyphens"));
        return text;
    }

    public string OneOf(params string[] allowed)
    {
        var text = Word();
        if (text.Length > 0 && !allowed.Contains(text))
            Refuse(Fault.NotOneOf(Name, text, allowed));
        return text;
    }

    /// <summary>A whole number up to <paramref name="most"/>.</summary>
    public int Count(int most = MostUnits)
    {
        if (Node is YamlNode.Scalar { Whole: >= 0 and var whole })
        {
            if (whole > most)
                Refuse(Fault.TooMuch(Name, most));
            return (int)Math.Min(whole, most);
        }

        Refuse(Node is YamlNode.Scalar { HasLeadingZero: true, Text: var text } ? Fault.LeadingZero(Name, text) : Fault.WrongType(Name, "a whole number"));
        return 0;
    }

    public bool Flag()
    {
        if (Node is YamlNode.Scalar { Flag: { } flag })
            return flag;

        Refuse(Fault.WrongType(Name, "true or false"));
        return false;
    }

    /// <summary>A number with at most two decimals, below ten million: more is a slip, not an amount.</summary>
    public decimal Amount()
    {
        if (Node is YamlNode.Scalar { HasLeadingZero: true, Text: var text })
        {
            Refuse(Fault.LeadingZero(Name, text));
            return 0;
        }

        if (Node is YamlNode.Scalar { Plain: true } s && decimal.TryParse(s.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount < 10_000_000 && decimal.Round(amount, 2) == amount)
            return amount;

        Refuse(Fault.WrongType(Name, "a number with at most two decimals"));
        return 0;
    }

    /// <summary>A day and a time of it, such as 2025-03-10T09:00.</summary>
    public DateTime Moment()
    {
        if (Node is YamlNode.Scalar s && DateTime.TryParseExact(s.Text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return moment;

        Refuse(Fault.WrongType(Name, "a day with its time, such as 2025-03-10T09:00"));
        return default;
    }

    /// <summary>A day between 1900 and 2199: any other is a slip, and arithmetic has to have an end.</summary>
    public DateOnly Day()
    {
        if (Node is YamlNode.Scalar s && DateOnly.TryParseExact(s.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and < 2200)
            return day;

        Refuse(Node is YamlNode.Scalar { IsNull: false, Text: var text } ? Fault.NotADay(Name, text) : Fault.WrongType(Name, "a date such as 2025-05-15"));
        return default;
    }

    /// <summary>A listed document and a place in it, as in “CalMHSA 2025 §202(1)(A)”.</summary>
    public Citation Citation()
    {
        if (IsNull || Node is YamlNode.Scalar { Text: var blank } && string.IsNullOrWhiteSpace(blank))
        {
            Refuse(Fault.CitationMissing());
            return NoCitation;
        }

        var text = Word();
        if (text.Length == 0)
            return NoCitation;

        if (Reading.Documents.Where(d => text == d || text.StartsWith(d + " ", StringComparison.Ordinal)).MaxBy(d => d.Length) is not { } document)
        {
            Refuse(Fault.CitationUnknown(text));
            return NoCitation;
        }

        var section = text[document.Length..].Trim();
        if (section.Length == 0)
            Refuse(Fault.CitationWithoutSection(document));
        return new(document, section);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();
}

/// <summary>A mapping being read by its keys.</summary>
internal sealed record FieldMap(Reading Reading, YamlNode.Mapping Mapping, bool IsAbsent)
{
    public int Line => Mapping.Line;

    public Field Required(string key)
    {
        if (Optional(key) is { } field)
            return field;

        if (!IsAbsent)
            Reading.Refuse(Line, key == "cite" ? Fault.CitationMissing() : Fault.MissingKey(key));
        return new(Reading, new YamlNode.Absent(Line), key);
    }

    public Field? Optional(string key) => Mapping[key] is { } entry ? new(Reading, entry.Value, key) : null;

    public Citation Cite() => Required("cite").Citation();
}
