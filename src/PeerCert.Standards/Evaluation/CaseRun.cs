using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>One point in which a case came out otherwise than its author wrote. <see cref="Rule"/> is empty for the outcome.</summary>
public sealed record CaseDifference(string Rule, string Field, string Expected, string Actual);

/// <summary>Decides a case and compares.</summary>
public static class CaseRun
{
    public static ImmutableArray<CaseDifference> Differences(Case given, Pack pack)
    {
        var decision = Evaluator.Decide(pack, given.Question, given.Facts, given.AsOf);
        var found = decision.Roots.SelectMany(r => r.Tree()).ToDictionary(f => f.Rule);
        return
        [
            .. Difference("", "outcome", given.Outcome ?? decision.Outcome, decision.Outcome),
            .. given.Findings.SelectMany(e => Differences(e, found[e.Rule])),
        ];
    }

    private static IEnumerable<CaseDifference> Differences(ExpectedFinding expected, Finding actual) =>
    [
        .. Difference(expected.Rule, "verdict", expected.Verdict, actual.Verdict),
        .. Difference(expected.Rule, "remedy", expected.Remedy, actual.Remedy),
        .. Difference(expected.Rule, "firstDay", expected.FirstDay ?? actual.FirstDay, actual.FirstDay),
        .. Difference(expected.Rule, "lastDay", expected.LastDay ?? actual.LastDay, actual.LastDay),
        .. Difference(expected.Rule, "feeLine", expected.FeeLine ?? actual.FeeLine, actual.FeeLine),
        .. Difference(expected.Rule, "text", expected.Text ?? actual.Because.Key, actual.Because.Key),
        .. Difference(expected.Rule, "cite", expected.Cite ?? $"{actual.Source}", $"{actual.Source}"),
    ];

    private static IEnumerable<CaseDifference> Difference<T>(string rule, string field, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? [] : [new(rule, field, $"{expected}", $"{actual}")];
}
