using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>Facts and a pack in, findings out. Pure: the same arguments give the same decision for ever.</summary>
public static class Evaluator
{
    /// <summary>
    /// Decides <paramref name="question"/> by what was true on <paramref name="asOf"/>: facts of later days do not count
    /// yet. A pack that does not know the question finds nothing, and a decision without findings holds: staff decide.
    /// </summary>
    public static Decision Decide(Pack pack, string question, Facts facts, DateOnly asOf) =>
        pack.Questions.TryGetValue(question, out var asked)
            ? new(question, pack.Stamp, asOf, Check(asked.Roots, new(pack, facts.All, asOf, asked.Filing))) { Amendments = pack.AmendmentStamps }
            : new(question, pack.Stamp, asOf, []) { Amendments = pack.AmendmentStamps };

    /// <summary>
    /// The rules that <paramref name="question"/> asks of somebody with these facts, depth first: what a form has to ask and
    /// a reviewer to look at.
    /// </summary>
    public static ImmutableArray<Requirement> Asked(Pack pack, string question, Facts facts, DateOnly asOf)
    {
        if (!pack.Questions.TryGetValue(question, out var asked))
            return [];

        var at = new Look(pack, facts.All, asOf, asked.Filing);
        return [.. asked.Roots.SelectMany(Below)];

        IEnumerable<Requirement> Below(Requirement rule) => at.Asks(rule) ? rule.Parts.SelectMany(Below).Prepend(rule) : [];
    }

    /// <summary>Findings of those rules that are asked here.</summary>
    internal static ImmutableArray<Finding> Check(ImmutableArray<Requirement> rules, Look at)
    {
        var asked = 0;
        foreach (var rule in rules)
            if (at.Asks(rule))
                asked++;

        var (findings, next) = (new Finding[asked], 0);
        foreach (var rule in rules)
            if (at.Asks(rule))
                findings[next++] = rule.Check(at);
        return ImmutableCollectionsMarshal.AsImmutableArray(findings);
    }
}
