using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>Reads facts as <see cref="StandardsJson"/> writes them, and checks them against what the pack declares.</summary>
internal static class FactReader
{
    public static Facts Facts(Field? field, Pack pack)
    {
        var facts = ImmutableArray.CreateBuilder<Fact>();
        foreach (var item in field?.List() ?? [])
        {
            if (One(item, pack) is not { } fact)
                continue;

            if (fact.Id.Length > 0 && facts.Any(f => f.Id == fact.Id))
                item.Refuse(Fault.DuplicateName("fact", fact.Id));
            if (facts.Contains(fact))
                item.Refuse(Fault.DuplicateName("fact", $"{fact.Kind} with the same values"));
            facts.Add(fact);
        }

        return new(facts.ToImmutable());
    }

    private static Fact? One(Field field, Pack pack)
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
            "span" => ["from", "to", "quantity", "unit", "by"],
            "document" => ["receivedOn", "check"],
            "attestation" => ["on", "value"],
            "agreement" => ["version", "on"],
            "attempt" => ["on", "outcome"],
            "overlay" => ["from", "until"],
            _ => ["on"],
        };

        var map = field.Map(["shape", "kind", "id", .. own]);
        var kind = Kind(map.Required("kind"), shape, pack);
        Fact fact = shape switch
        {
            "attribute" => Attribute(map, kind),
            "event" => new Fact.Event(kind.Name, map.Required("on").Day(), Detail(map, kind, pack)),
            "span" => new Fact.Span(kind.Name, map.Optional("from")?.Day(), map.Required("to").Day(), map.Required("quantity").Amount(), Unit(map.Required("unit"), kind)) { By = map.Optional("by")?.Text() },
            "document" => new Fact.Document(kind.Name, map.Required("receivedOn").Day(), map.Optional("check") is { } check ? CaseFile.Word<DocumentCheck>(check) : null),
            "attestation" => new Fact.Attestation(kind.Name, map.Required("on").Day(), map.Required("value").Flag()),
            "agreement" => new Fact.Agreement(kind.Name, map.Required("version").Text(), map.Required("on").Day()),
            "attempt" => new Fact.Attempt(kind.Name, map.Required("on").Day(), CaseFile.Word<AttemptOutcome>(map.Required("outcome"))),
            "overlay" => new Fact.Overlay(kind.Name, map.Required("from").Day(), map.Optional("until")?.Day()),
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

    private static Fact.PersonAttribute Attribute(FieldMap map, FactKind kind)
    {
        var wanted = kind.Values.IsEmpty ? "day" : "value";
        if (map.Optional(kind.Values.IsEmpty ? "value" : "day") is { } other)
            other.Refuse(Fault.UnknownKey(other.Name, [wanted]));
        if (kind.Values.IsEmpty)
            return new(kind.Name, map.Required("day").Day(), null);

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
