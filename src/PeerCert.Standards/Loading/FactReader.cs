using System.Collections.Immutable;
using System.Globalization;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>Reads facts as <see cref="StandardsJson"/> writes them, and checks them against what the pack declares.</summary>
internal static class FactReader
{
    public static Facts Facts(Field? field, Pack pack, DateOnly asOf)
    {
        var facts = ImmutableArray.CreateBuilder<Fact>();
        foreach (var item in field?.List() ?? [])
        {
            if (One(item, pack, asOf) is not { } fact)
                continue;

            if (fact.Id.Length > 0 && facts.Any(f => f.Id == fact.Id))
                item.Refuse(Fault.DuplicateName("fact", fact.Id));
            if (facts.Contains(fact))
                item.Refuse(Fault.DuplicateFact(fact.Kind));
            facts.Add(fact);
        }

        return new(facts.ToImmutable());
    }

    private static Fact? One(Field field, Pack pack, DateOnly asOf)
    {
        if (field.Node is not YamlNode.Mapping mapping || mapping["shape"] is not { } given)
        {
            field.Refuse(field.Node is YamlNode.Mapping ? Fault.MissingKey("shape") : Fault.WrongType("A fact", "a mapping"));
            return null;
        }

        var shape = new Field(field.Reading, given.Value, "shape").OneOf("attribute", "event", "span", "document", "attestation", "agreement", "attempt", "overlay", "filing");
        string[] own = shape switch
        {
            "attribute" => ["day", "value"],
            "event" => ["on", "detail"],
            "span" => ["from", "to", "quantity", "unit", "by", "topics"],
            "document" => ["receivedOn", "check", "features"],
            "attestation" => ["on", "value"],
            "agreement" => ["version", "on"],
            "attempt" => ["on", "outcome"],
            "overlay" => ["from", "until", "by"],
            _ => ["on"],
        };

        var map = field.Map(["shape", "kind", "id", .. own]);
        var kind = Kind(map.Required("kind"), shape, pack);
        Fact fact = shape switch
        {
            "attribute" => Attribute(map, kind, asOf),
            "event" => new Fact.Event(kind.Name, map.Required("on").Day(), Detail(map, kind, pack)),
            "span" => Span(map, kind),
            "document" => new Fact.Document(kind.Name, map.Required("receivedOn").Day(), map.Optional("check") is { } check ? CaseFile.Word<DocumentCheck>(check) : null)
            {
                Features = Words(map, "features", kind.Features),
            },
            "attestation" => new Fact.Attestation(kind.Name, map.Required("on").Day(), map.Required("value").Flag()),
            "agreement" => new Fact.Agreement(kind.Name, map.Required("version").Text(), map.Required("on").Day()),
            "attempt" => new Fact.Attempt(kind.Name, map.Required("on").Day(), CaseFile.Word<AttemptOutcome>(map.Required("outcome"))),
            "overlay" => Overlay(map, kind),
            _ => new Fact.Filing(kind.Name, map.Required("on").Day()),
        };
        return fact with { Id = map.Optional("id")?.Text() ?? "" };
    }

    private static FactKind Kind(Field field, string shape, Pack pack)
    {
        var name = field.Text();
        if (pack.Kinds.TryGetValue(name, out var kind))
        {
            if (kind.Shape != shape && shape.Length > 0)
                field.Refuse(Fault.WrongShape(name, kind.Shape, shape));
            return kind;
        }

        if (name.Length > 0)
            field.Refuse(Fault.UndeclaredKind(name));
        return new(name, shape, null);
    }

    private static Fact.Span Span(FieldMap map, FactKind kind)
    {
        var from = kind.FromRequired ? map.Required("from").Day() : map.Optional("from")?.Day();
        var (to, quantity) = (map.Required("to").Day(), map.Required("quantity"));
        if (map.Optional("from") is not null && from > to)
            map.Required("to").Refuse(Fault.EndBeforeStart(from.Value, to));
        if (quantity.Node is YamlNode.Scalar { Plain: true, Text: var text }
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 0)
        {
            quantity.Refuse(Fault.NotAbove("quantity"));
            return new(kind.Name, from, to, 0, "");
        }

        return new(kind.Name, from, to, quantity.Amount(), Unit(map.Required("unit"), kind)) { By = map.Optional("by")?.Text(), Topics = Words(map, "topics", kind.Topics) };
    }

    private static Fact.Overlay Overlay(FieldMap map, FactKind kind)
    {
        var (from, until) = (map.Required("from").Day(), map.Optional("until")?.Day());
        if (until < from)
            map.Required("until").Refuse(Fault.EndBeforeStart(from, until.Value));
        return new(kind.Name, from, until) { By = map.Optional("by")?.Text() };
    }

    private static ImmutableArray<string> Words(FieldMap map, string key, ImmutableArray<string> declared)
    {
        if (map.Optional(key) is not { } field)
            return [];

        var words = field.List().Select(w => w.OneOf([.. declared])).ToImmutableArray();
        foreach (var word in words.GroupBy(w => w).Where(g => g.Count() > 1).Select(g => g.Key))
            field.Refuse(Fault.DuplicateName(key, word));
        return [.. words.Order(StringComparer.Ordinal)];
    }

    private static Fact.PersonAttribute Attribute(FieldMap map, FactKind kind, DateOnly asOf)
    {
        var wanted = kind.Values.IsEmpty ? "day" : "value";
        if (map.Optional(kind.Values.IsEmpty ? "value" : "day") is { } other)
            other.Refuse(Fault.UnknownKey(other.Name, [wanted]));
        if (kind.Values.IsEmpty)
        {
            var day = map.Required("day");
            if (kind.PastOnly && asOf != default && day.Day() > asOf)
                day.Refuse(Fault.InTheFuture(kind.Name, day.Day()));
            return new(kind.Name, day.Day(), null);
        }

        return new(kind.Name, null, map.Required("value").OneOf([.. kind.Values]));
    }

    private static string? Detail(FieldMap map, FactKind kind, Pack pack)
    {
        if (kind.Detail is EventDetail.None)
            return map.Optional("detail")?.Text();

        var detail = map.Required("detail");
        if (detail.Text() is { Length: > 0 } code && !pack.Fees.ContainsKey(code))
            detail.Refuse(Fault.Undeclared("fee line", code, "fees.yaml"));
        return detail.Text();
    }

    private static string Unit(Field field, FactKind kind)
    {
        var unit = field.Text();
        if (unit.Length > 0 && kind.Unit is not null && unit != kind.Unit)
            field.Refuse(Fault.WrongUnit(kind.Name, unit, kind.Unit));
        return unit;
    }
}
