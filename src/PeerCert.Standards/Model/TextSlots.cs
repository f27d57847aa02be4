using System.Collections.Immutable;

namespace PeerCert.Standards.Model;

/// <summary>A text that a pack has to give, and the arguments its placeholders may name.</summary>
public sealed record TextSlot(string Key, ImmutableArray<string> Arguments);

/// <summary>
/// Which texts a pack needs: <c>RULE-ID.ending</c> for each way a rule can end, <c>kind.NAME</c>, <c>clock.NAME</c>,
/// <c>fee.CODE</c> and so on. The loader refuses a pack in which one is missing or unused, so what the evaluator says
/// always has words.
/// </summary>
public static class TextSlots
{
    /// <summary>Arguments that are whole numbers: only these have plural forms.</summary>
    public static readonly ImmutableArray<string> Counted = ["count", "years", "required", "months", "recent", "recentMonths", "attempts", "left", "sat"];

    /// <summary>The texts of a rule; none where it borrows another's.</summary>
    public static IEnumerable<TextSlot> Of(Requirement rule) =>
        rule.Wording == rule.Id ? rule.Endings.Prepend(new("title")).Select(e => new TextSlot($"{rule.Id}.{e.Name}", e.Arguments)) : [];

    public static TextSlot Of(Clock clock) => new(clock.TextKey, ["count", "start", "due"]);

    /// <summary>Every text that a pack has to give: for its questions, rules, kinds of fact, clocks, fee lines and tiers of standing.</summary>
    public static IEnumerable<TextSlot> Of(Pack pack) =>
    [
        .. pack.Questions.Keys.Select(name => new TextSlot($"question.{name}", [])),
        .. pack.Questions.Values.SelectMany(q => q.Rules()).SelectMany(Of),
        .. pack.Kinds.Values.SelectMany(Of),
        .. pack.Clocks.Values.Select(Of),
        .. pack.Fees.Keys.Select(code => new TextSlot($"fee.{code}", [])),
        .. pack.Lifecycle.Tiers.Select(tier => new TextSlot($"tier.{tier.Name}", [])),
        .. pack.Lifecycle.Ways.Select(way => new TextSlot(way.TextKey, [])),
        .. (pack.ContinuingEducation is { } ce ? [.. ce.Sources, .. ce.Areas, .. ce.Modes, .. ce.Topics] : Array.Empty<CeWord>()).Select(word => new TextSlot(word.TextKey, [])),
        .. (pack.Specialisations?.Areas ?? []).SelectMany(area => area.Competencies.Select(Specialisation.CompetencyKey).Prepend(area.TextKey)).Select(key => new TextSlot(key, [])),
        .. pack.ExamModes.Select(mode => new TextSlot($"exam-mode.{mode.Name}", [])),
        .. pack.Demographics.SelectMany(q => (q.Like is null ? q.Values.Select(q.WordKey) : []).Prepend(q.TextKey)).Select(key => new TextSlot(key, [])),
    ];

    private static IEnumerable<TextSlot> Of(FactKind kind) =>
        kind.Values.Concat(kind.Topics).Concat(kind.Features).Select(word => new TextSlot($"{kind.TextKey}.{word}", [])).Prepend(new(kind.TextKey, []));
}
