using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>
/// A value that changes over time: either one value, which then holds from the pack's first day under the citation of what
/// it belongs to (or, written with its own, under that), or a list of entries with a date and a citation each.
/// </summary>
internal static partial class DatedReader
{
    public static Dated<int> Figure(Field field, string name, DateOnly packFrom, Citation owner, AmendedValues amended, int most = Field.MostUnits) =>
        Read(field, name, packFrom, owner, amended, f => f.Count(most));

    public static Dated<long> Cents(Field field, string name, DateOnly packFrom, Citation owner, AmendedValues amended) =>
        Read(field, name, packFrom, owner, amended, Money);

    private static Dated<T> Read<T>(Field field, string name, DateOnly packFrom, Citation owner, AmendedValues amended, Func<Field, T> value) where T : struct
    {
        var entries = ImmutableArray.CreateBuilder<InForce<T>>();
        if (field.Node is YamlNode.Sequence)
            ReadList(field, packFrom, value, entries);
        else if (field.Node is YamlNode.Mapping)
            entries.Add(Entry(field.Map("value", "cite", "provenance", "note"), packFrom, value));
        else
            entries.Add(new(packFrom, value(field), owner, Provenance.Sourced, null));

        foreach (var (from, item) in amended.Of(name))
        {
            var map = item.Map("value", "cite", "provenance", "note");
            if (entries.LastOrDefault() is { } before && from <= before.From)
                item.Refuse(Fault.Overlapping(from));
            entries.Add(Entry(map, from, value));
        }

        return new(name, entries.ToImmutable());
    }

    private static void ReadList<T>(Field field, DateOnly packFrom, Func<Field, T> value, ImmutableArray<InForce<T>>.Builder entries) where T : struct
    {
        foreach (var item in field.List())
        {
            var map = item.Map("from", "value", "cite", "provenance", "note");
            var from = map.Required("from").Day();
            if (entries.LastOrDefault() is { } before && from <= before.From)
                map.Required("from").Refuse(Fault.Overlapping(from));

            else if (entries.Count == 0 && from > packFrom)
                map.Required("from").Refuse(Fault.Gap(from, packFrom));
            entries.Add(Entry(map, from, value));
        }
    }

    private static InForce<T> Entry<T>(FieldMap map, DateOnly from, Func<Field, T> value) where T : struct
    {
        var given = map.Required("value");
        return new(from, given.IsNull ? null : value(given), map.Cite(), ProvenanceOf(map), map.Optional("note")?.Text());
    }

    private static Provenance ProvenanceOf(FieldMap map) => map.Optional("provenance")?.OneOf("sourced", "placeholder", "disputed") switch
    {
        "placeholder" => Provenance.Placeholder,
        "disputed" => Provenance.Disputed,
        _ => Provenance.Sourced,
    };

    public static long Money(Field field)
    {
        var text = field.IsNull ? "" : field.Word();
        if (field.IsNull)
            field.Refuse(Fault.WrongType(field.Name, "an amount such as USD 100.00"));
        if (Dollars().Match(text) is { Success: true } match)
            return (long)(decimal.Parse(match.Groups["amount"].Value, CultureInfo.InvariantCulture) * 100);

        if (text.Length > 0)
            field.Refuse(BareNumber().IsMatch(text) ? Fault.CurrencyMissing(text) : Fault.WrongType(field.Name, "an amount such as USD 100.00"));
        return 0;
    }

    [GeneratedRegex(@"^USD (?<amount>[0-9]{1,7}\.[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Dollars();

    [GeneratedRegex(@"^[0-9.,]+$", RegexOptions.CultureInvariant)]
    private static partial Regex BareNumber();
}
