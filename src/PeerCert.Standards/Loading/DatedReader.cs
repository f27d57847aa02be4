using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>
/// A value that changes over time: either one value, which then holds from the pack's first day under the citation of what
/// it belongs to, or a list of entries with a date and a citation each.
/// </summary>
internal static partial class DatedReader
{
    public static Dated<int> Figure(Field field, string name, DateOnly packFrom, Citation owner) =>
        Read(field, name, packFrom, owner, f => f.Count());

    public static Dated<long> Cents(Field field, string name, DateOnly packFrom, Citation owner) =>
        Read(field, name, packFrom, owner, Money);

    private static Dated<T> Read<T>(Field field, string name, DateOnly packFrom, Citation owner, Func<Field, T> value) where T : struct
    {
        if (field.Node is not YamlNode.Sequence)
            return new(name, [new(packFrom, value(field), owner, Provenance.Sourced, null)]);

        var entries = ImmutableArray.CreateBuilder<InForce<T>>();
        foreach (var item in field.List())
        {
            var map = item.Map("from", "value", "cite", "provenance", "note");
            var from = map.Required("from").Day();
            if (entries.LastOrDefault() is { } before && from <= before.From)
                map.Required("from").Refuse(Fault.Overlapping(from));

            var given = map.Required("value");
            entries.Add(new(from, given.IsNull ? null : value(given), map.Cite(), ProvenanceOf(map), map.Optional("note")?.Text()));
        }

        return new(name, entries.ToImmutable());
    }

    private static Provenance ProvenanceOf(FieldMap map) => map.Optional("provenance")?.OneOf("sourced", "placeholder", "disputed") switch
    {
        "placeholder" => Provenance.Placeholder,
        "disputed" => Provenance.Disputed,
        _ => Provenance.Sourced,
    };

    private static long Money(Field field)
    {
        var text = field.Text();
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
