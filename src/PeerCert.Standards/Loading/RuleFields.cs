using System.Collections.Immutable;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>The keys of one rule, for the kind that reads them. What they name must be declared in the pack.</summary>
internal sealed class RuleFields(RequirementReader reader, FieldMap map, string id, Citation source)
{
    public bool Has(string key) => map.Optional(key) is not null;

    public bool HasAny(params string[] keys) => keys.Any(Has);

    /// <summary>Refuses a rule that has none of these keys: it would hold for everything.</summary>
    public void NeedsOneOf(params string[] keys)
    {
        if (!HasAny(keys))
            map.Reading.Refuse(map.Line, Fault.MissingKey(string.Join(" or ", keys)));
    }

    /// <summary>The name of a kind of fact of the wanted shape.</summary>
    public string FactKind(string key, string shape) => reader.Kind(map.Required(key), shape).Name;

    public string? FactKindIfAny(string key, string shape) => Has(key) ? FactKind(key, shape) : null;

    /// <summary>An attribute that holds a word.</summary>
    public string WordAttribute(string key)
    {
        var kind = reader.Kind(map.Required(key), "attribute");
        if (kind.Shape == "attribute" && kind.Values.IsEmpty)
            map.Required(key).Refuse(Fault.WrongShape(kind.Name, "attribute with a day", "one with values"));
        return kind.Name;
    }

    public string Span(string key, string unitKey, bool fromRequired = false)
    {
        var span = reader.Kind(map.Required(key), "span");
        var unit = map.Required(unitKey);
        if (unit.Text() is { Length: > 0 } given && span.Shape == "span" && given != span.Unit)
            unit.Refuse(Fault.WrongUnit(span.Name, given, span.Unit));
        return Begun(span, key, fromRequired);
    }

    public string Span(string key, bool fromRequired) => Begun(reader.Kind(map.Required(key), "span"), key, fromRequired);

    public Dated<int> Figure(string key) =>
        reader.Figure(map.Required(key), $"{id}.{key}", source, key is "quantity" or "recentQuantity" or "attempts" or "opensDaysBefore" or "requestDaysBefore" ? Field.MostUnits : Field.MostMonthsOrYears);

    /// <summary>A figure that may be left out, but not without <paramref name="with"/>.</summary>
    public Dated<int>? FigureIfAny(string key, string? with = null)
    {
        if (map.Optional(key) is null)
            return null;
        if (with is not null && !Has(with))
            map.Required(key).Refuse(Fault.KeyWithout(key, with));
        return Figure(key);
    }

    public string? TopicIfAny(string key, string spanKey)
    {
        if (map.Optional(key) is not { } field)
            return null;
        var kind = reader.Kinds.GetValueOrDefault(map.Required(spanKey).Text());
        return kind is null ? field.Text() : field.OneOf([.. kind.Topics]);
    }

    /// <summary>A setting of true or false.</summary>
    public string FlagSetting(string key) => reader.FlagSetting(map.Required(key));

    public string? FlagSettingIfAny(string key) => Has(key) ? FlagSetting(key) : null;

    /// <summary>A printed day, or null for the word that stands for another.</summary>
    public DateOnly? DayOr(string key, string word) => map.Required(key) is { Node: YamlNode.Scalar { Text: var text } } field && text != word ? field.Day() : null;

    public DateOnly? DayIfAny(string key, string? notBefore = null)
    {
        var day = map.Optional(key)?.Day();
        if (notBefore is not null && day < map.Optional(notBefore)?.Day())
            map.Required(key).Refuse(Fault.EndBeforeStart(map.Required(notBefore).Day(), day.Value));
        return day;
    }

    public ImmutableArray<string> WordsIfAny(string key) => [.. map.Optional(key)?.List().Select(w => w.Text()) ?? []];

    public string OneOf(string key, params string[] words) => map.Required(key).OneOf(words);

    public Citation Citation(string key) => map.Required(key).Citation();

    public string Fee(string key) => reader.Fee(map.Required(key));

    public ImmutableArray<Requirement> Parts(string key) => reader.Rules(map.Required(key));

    /// <summary>A tier of the pack's own lifecycle.</summary>
    public string Tier(string key) => reader.Tier(map.Required(key));

    /// <summary>A window after an approval, or in a tier of the certificate's own time; never a bit of both.</summary>
    public SittingWindow SittingWindow()
    {
        foreach (var key in HasAny(Evaluation.Rules.SittingWindow.TierKeys) ? Evaluation.Rules.SittingWindow.ApprovalKeys : [])
            if (map.Optional(key) is { } stray)
                stray.Refuse(Fault.KeyBeside(key, "tier"));
        return new(HasAny(Evaluation.Rules.SittingWindow.TierKeys)
            ? new SittingWindow.InTier(FactKind("term", "overlay"), Tier("tier"), FactKind("request", "event"), Figure("requestDaysBefore"))
            : new SittingWindow.AfterApproval(FactKind("after", "event"), Figure("months")), Figure("attempts"), FlagSetting("noShow"));
    }

    public ImmutableArray<Wanted> Documents(string key) => [.. map.Required(key).List().Select(Document)];

    private Wanted Document(Field field)
    {
        if (field.Node is not YamlNode.Mapping)
            return new(reader.Kind(field, "document").Name, []);

        return reader.Wanted(field.Map("kind", "needs"));
    }

    private string Begun(FactKind span, string key, bool fromRequired)
    {
        if (fromRequired && span is { Shape: "span", FromRequired: false })
            map.Required(key).Refuse(Fault.WrongShape(span.Name, "span whose first day may be missing", "one with from: required"));
        return span.Name;
    }
}
