using System.Collections.Immutable;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>Reads questions and their rules; each kind of rule reads its own keys.</summary>
internal sealed class RequirementReader(
    DateOnly packFrom,
    IReadOnlyDictionary<string, FactKind> kinds,
    IReadOnlyDictionary<string, FeeLine> fees,
    IReadOnlyDictionary<string, Setting> settings,
    Lifecycle lifecycle,
    AmendedValues amended)
{
    private static readonly string[] Shared = ["id", "rule", "cite", "when", "wording"];

    /// <summary>First words of other text keys: a rule of that name could not be told apart from them.</summary>
    private static readonly string[] Reserved = ["question", "clock", "fee", "tier", "kind", "exam-mode", "demographic", "term", "way", "ce", "ce-source", "ce-area", "ce-mode", "ce-topic", "specialisation", "competency"];

    private readonly Dictionary<string, Dated<int>> _figures = [];
    private readonly Dictionary<string, (Field Wording, Requirement Rule)> _borrowed = [];

    /// <summary>Every figure read so far, as <c>rule-id.field</c>.</summary>
    public IReadOnlyDictionary<string, Dated<int>> Figures => _figures;

    public IReadOnlyDictionary<string, FactKind> Kinds => kinds;

    /// <summary>Where each rule stands, for errors found later.</summary>
    public Dictionary<string, (Reading Reading, int Line)> Places { get; } = [];

    public Question Question(Field field)
    {
        var map = field.Map("filing", "cite", "roots");
        var question = new Question(field.Name, Kind(map.Required("filing"), "filing").Name, map.Cite(), Rules(map.Required("roots")));
        var asked = question.Roots.OfType<Declared>().Where(d => d.When is null).Select(d => d.Attribute).ToHashSet();
        foreach (var rule in question.Rules().Where(r => r.When is { } when && !asked.Contains(when.Attribute) && Places.ContainsKey(r.Id)))
            Places[rule.Id].Reading.Refuse(Places[rule.Id].Line, Fault.WhenUndeclared(rule.When!.Attribute));
        return question;
    }

    /// <summary>Borrowed words must fit; only now are all rules known.</summary>
    public void CheckWordings(IEnumerable<Question> questions)
    {
        var rules = questions.SelectMany(q => q.Rules()).Where(r => r.Id.Length > 0).DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        foreach (var (wording, rule) in _borrowed.Values)
            if (!rules.TryGetValue(rule.Wording, out var lender))
                wording.Refuse(Fault.Undeclared("rule", rule.Wording, "requirements/"));
            else if (lender.Id == rule.Id)
                wording.Refuse(Fault.WordingOwn(rule.Id));
            else if (lender.GetType() != rule.GetType() || lender.Wording != lender.Id || !SameEndings(lender, rule))
                wording.Refuse(Fault.WordingOther(lender.Id));
    }

    public ImmutableArray<Requirement> Rules(Field field) => [.. field.List().Select(Rule)];

    public Dated<int> Figure(Field field, string name, Citation source, int most) => _figures[name] = DatedReader.Figure(field, name, packFrom, source, amended, most);

    public FactKind Kind(Field field, string shape)
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

    /// <summary>A kind of document with what has to be found in it, and where that is printed.</summary>
    public Wanted Proof(Field field)
    {
        var map = field.Map("kind", "needs", "cite");
        map.Cite();
        return Wanted(map);
    }

    /// <summary>A kind of document and which of its features are needed.</summary>
    public Wanted Wanted(FieldMap map)
    {
        var kind = Kind(map.Required("kind"), "document");
        return new(kind.Name, [.. map.Required("needs").List().Select(n => n.OneOf([.. kind.Features]))]);
    }

    public string Fee(Field field)
    {
        var code = field.Text();
        if (code.Length > 0 && !fees.ContainsKey(code))
            field.Refuse(Fault.Undeclared("fee line", code, "fees.yaml"));
        return code;
    }

    public string FlagSetting(Field field)
    {
        var name = field.Id();
        if (name.Length > 0 && (!settings.TryGetValue(name, out var setting) || setting.Entries.Any(e => e.Value is not ("true" or "false"))))
            field.Refuse(Fault.Undeclared("setting of true or false", name, "settings.yaml"));
        return name;
    }

    public string Tier(Field field) => field.OneOf([.. lifecycle.Tiers.Select(t => t.Name)]);

    private Requirement Rule(Field field)
    {
        var name = field.Node is YamlNode.Mapping m && m["rule"] is { } rule ? new Field(field.Reading, rule.Value, "rule").OneOf([.. RuleKinds.All.Keys.Order(StringComparer.Ordinal)]) : "";
        if (!RuleKinds.All.TryGetValue(name, out var kind))
        {
            if (field.Node is YamlNode.Mapping { } broken && broken["rule"] is null)
                field.Refuse(Fault.MissingKey("rule"));
            else if (field.Node is not YamlNode.Mapping)
                field.Map();
            return new AllOf([]);
        }

        var map = field.Map([.. Shared, .. kind.Required, .. kind.Optional]);
        var id = map.Required("id").Id();
        if (!Places.TryAdd(id, (field.Reading, field.Line)))
            map.Required("id").Refuse(Fault.DuplicateName("rule", id));

        if (Reserved.Contains(id))
            map.Required("id").Refuse(Fault.ReservedName(id));

        var source = map.Cite();
        var read = kind.Read(new(this, map, id, source)) with { Id = id, Source = source, When = When(map) };
        if (map.Optional("wording") is not { } wording)
            return read;

        read = read with { Wording = wording.Id() };
        _borrowed[id] = (wording, read);
        return read;
    }

    private When? When(FieldMap map)
    {
        if (map.Optional("when") is not { } field)
            return null;

        var attributes = field.Named().ToList();
        if (attributes.Count != 1)
        {
            field.Refuse(Fault.WrongType("when", "a mapping with one attribute"));
            return null;
        }

        var kind = Kind(new Field(field.Reading, new YamlNode.Scalar(attributes[0].Line, attributes[0].Name, true), "when"), "attribute");
        return new(kind.Name, [.. attributes[0].List().Select(v => v.OneOf([.. kind.Values]))]);
    }

    private static bool SameEndings(Requirement a, Requirement b) =>
        a.Endings.Length == b.Endings.Length && a.Endings.Zip(b.Endings).All(p => p.First.Name == p.Second.Name && p.First.Arguments.SequenceEqual(p.Second.Arguments));
}
