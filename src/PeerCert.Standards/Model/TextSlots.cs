using System.Collections.Immutable;
using System.Diagnostics;

namespace PeerCert.Standards.Model;

/// <summary>A text that a pack has to give, and the arguments its placeholders may name.</summary>
public sealed record TextSlot(string Key, ImmutableArray<string> Arguments);

/// <summary>
/// Which texts a pack needs: <c>RULE-ID.ending</c> for each way a rule can end, <c>clock.NAME</c>, <c>fee.CODE</c> and so on. The loader refuses a pack in which one is
/// missing or unused, so what the evaluator says always has words.
/// </summary>
public static class TextSlots
{
    public static IEnumerable<TextSlot> Of(Requirement rule) =>
        Endings(rule).Prepend(("title", [])).Select(e => new TextSlot($"{rule.Id}.{e.Ending}", [.. e.Arguments]));

    public static TextSlot Of(Clock clock) => new(clock.TextKey, ["count", "start", "due"]);

    /// <summary>Every text that a pack has to give: for its questions, rules, clocks, fee lines and tiers of standing.</summary>
    public static IEnumerable<TextSlot> Of(Pack pack) =>
    [
        .. pack.Questions.Keys.Select(name => new TextSlot($"question.{name}", [])),
        .. pack.Questions.Values.SelectMany(q => q.Rules()).SelectMany(Of),
        .. pack.Clocks.Values.Select(Of),
        .. pack.Fees.Keys.Select(code => new TextSlot($"fee.{code}", [])),
        .. pack.Lifecycle.Tiers.Select(tier => new TextSlot($"tier.{tier.Name}", [])),
    ];

    private static IEnumerable<(string Ending, string[] Arguments)> Endings(Requirement rule) => rule switch
    {
        Requirement.AgeAtLeast =>
            [("met", ["years"]), ("too-young", ["years", "day"]), ("missing", ["years"]), ("no-figure", ["day"])],
        Requirement.SpanAtLeast { NotOlderThanYears: null } =>
            [("met", ["required", "have", "ended"]), ("short", ["required", "have"]), ("missing", ["required"]), ("no-figure", ["day"])],
        Requirement.SpanAtLeast =>
        [
            ("met", ["required", "have", "ended", "until"]), ("short", ["required", "have"]),
            ("too-old", ["years", "ended", "until"]), ("missing", ["required"]), ("no-figure", ["day"]),
        ],
        Requirement.DocumentAccepted =>
            [("met", ["day"]), ("missing", []), ("not-accepted", ["day"]), ("not-looked-at", ["day"]), ("falsified", ["day"])],
        Requirement.AgreementSigned =>
            [("met", ["version", "day"]), ("missing", ["version"]), ("older", ["version", "signed"]), ("no-version", ["day"])],
        Requirement.FeePaid =>
            [("met", ["day"]), ("due", ["amount"]), ("free", []), ("no-figure", ["day"])],
        Requirement.Passed =>
        [
            ("met", ["day"]), ("open", ["left", "last"]), ("not-open", []), ("used-up", ["attempts"]),
            ("closed", ["last"]), ("no-figure", ["day"]),
        ],
        Requirement.AllOf or Requirement.AnyOf => [("met", []), ("not-met", []), ("unknown", [])],
        _ => throw new UnreachableException(rule.GetType().Name),
    };
}
