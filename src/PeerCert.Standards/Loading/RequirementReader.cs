using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>Reads rules. What they name must be declared in the pack, with the right shape and unit.</summary>
internal sealed class RequirementReader(
    DateOnly packFrom,
    IReadOnlyDictionary<string, FactKind> kinds,
    IReadOnlyDictionary<string, FeeLine> fees,
    IReadOnlyDictionary<string, string> settings)
{
    private static readonly string[] Kinds =
        ["age-at-least", "span-at-least", "document-accepted", "agreement-signed", "fee-paid", "passed", "all-of", "any-of"];

    /// <summary>First words of other text keys: a rule of that name could not be told apart from them.</summary>
    private static readonly string[] Reserved = ["question", "clock", "fee", "tier"];

    private readonly Dictionary<string, Dated<int>> _figures = [];

    /// <summary>Every figure read so far, as <c>rule-id.field</c>.</summary>
    public IReadOnlyDictionary<string, Dated<int>> Figures => _figures;

    /// <summary>Where each rule stands, for errors found later.</summary>
    public Dictionary<string, (Reading Reading, int Line)> Places { get; } = [];

    public Question Question(Field field)
    {
        var map = field.Map("filing", "cite", "roots");
        return new(field.Name, Kind(map.Required("filing"), "filing").Name, map.Cite(), Rules(map.Required("roots")));
    }

    private ImmutableArray<Requirement> Rules(Field field) => [.. field.List().Select(Rule)];

    private Requirement Rule(Field field)
    {
        var kind = field.Node is YamlNode.Mapping m && m["rule"] is { } rule ? new Field(field.Reading, rule.Value, "rule").OneOf(Kinds) : "";
        string[] own = kind switch
        {
            "age-at-least" => ["attribute", "years"],
            "span-at-least" => ["span", "quantity", "unit", "notOlderThanYears"],
            "document-accepted" => ["document", "falsified"],
            "agreement-signed" => ["agreement"],
            "fee-paid" => ["fee", "event"],
            "passed" => ["attempt", "after", "months", "attempts", "noShow"],
            "all-of" or "any-of" => ["parts"],
            _ => [],
        };

        if (own.Length == 0)
        {
            if (field.Node is YamlNode.Mapping { } broken && broken["rule"] is null)
                field.Refuse(Fault.MissingKey("rule"));
            else if (field.Node is not YamlNode.Mapping)
                field.Map();
            return new Requirement.AllOf([]) { Id = "", Source = Field.NoCitation };
        }

        var map = field.Map([.. own.Prepend("cite").Prepend("rule").Prepend("id")]);
        var id = map.Required("id").Id();
        if (!Places.TryAdd(id, (field.Reading, field.Line)))
            map.Required("id").Refuse(Fault.DuplicateName("rule", id));

        if (Reserved.Contains(id))
            map.Required("id").Refuse(Fault.ReservedName(id));

        var source = map.Cite();
        return kind switch
        {
            "age-at-least" => new Requirement.AgeAtLeast(Kind(map.Required("attribute"), "attribute").Name, Figure("years")) { Id = id, Source = source },
            "span-at-least" => new Requirement.SpanAtLeast(Span(), Figure("quantity"), map.Optional("notOlderThanYears") is null ? null : Figure("notOlderThanYears")) { Id = id, Source = source },
            "document-accepted" => new Requirement.DocumentAccepted(Kind(map.Required("document"), "document").Name, map.Required("falsified").Citation()) { Id = id, Source = source },
            "agreement-signed" => new Requirement.AgreementSigned(Kind(map.Required("agreement"), "agreement").Name) { Id = id, Source = source },
            "fee-paid" => new Requirement.FeePaid(Fee(map.Required("fee")), Kind(map.Required("event"), "event").Name) { Id = id, Source = source },
            "passed" => new Requirement.Passed(Kind(map.Required("attempt"), "attempt").Name, Kind(map.Required("after"), "event").Name, Figure("months"), Figure("attempts"), Setting(map.Required("noShow"))) { Id = id, Source = source },
            "all-of" => new Requirement.AllOf(Rules(map.Required("parts"))) { Id = id, Source = source },
            _ => new Requirement.AnyOf(Rules(map.Required("parts"))) { Id = id, Source = source },
        };

        Dated<int> Figure(string key)
        {
            var name = $"{id}.{key}";
            return _figures[name] = DatedReader.Figure(map.Required(key), name, packFrom, source);
        }

        string Span()
        {
            var span = Kind(map.Required("span"), "span");
            var unit = map.Required("unit");
            if (unit.Text() is { Length: > 0 } given && span.Shape == "span" && given != span.Unit)
                unit.Refuse(Fault.WrongUnit(span.Name, given, span.Unit));
            return span.Name;
        }
    }

    private FactKind Kind(Field field, string shape)
    {
        var name = field.Id();
        if (!kinds.TryGetValue(name, out var kind))
        {
            if (name.Length > 0)
                field.Refuse(Fault.UndeclaredKind(name));
            return new(name, "", null);
        }

        if (kind.Shape != shape)
            field.Refuse(Fault.WrongShape(name, kind.Shape, shape));
        return kind;
    }

    private string Fee(Field field)
    {
        var code = field.Text();
        if (code.Length > 0 && !fees.ContainsKey(code))
            field.Refuse(Fault.Undeclared("fee line", code, "fees.yaml"));
        return code;
    }

    private bool Setting(Field field)
    {
        var name = field.Id();
        if (name.Length > 0 && settings.GetValueOrDefault(name) is not ("true" or "false"))
            field.Refuse(Fault.Undeclared("setting of true or false", name, "settings.yaml"));
        return settings.GetValueOrDefault(name) == "true";
    }
}
