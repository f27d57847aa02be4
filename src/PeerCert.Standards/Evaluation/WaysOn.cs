using System.Collections.Immutable;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

public enum WayState
{
    /// <summary>It can be gone today.</summary>
    Open,

    /// <summary>It opens on <see cref="WayOn.FirstDay"/>, if nothing else happens until then.</summary>
    Later,

    /// <summary>It is over, or something forbids it for good.</summary>
    Over,

    /// <summary>What the text for the day is, is not known: staff decide.</summary>
    Unknown,
}

/// <summary>
/// One way forward or back as it looks on a day: from when through when it is open, what is left to do (each step with its own last
/// day and fee), what is met already, and what it costs from here, in US cents at the prices of the day asked about.
/// </summary>
public sealed record WayOn(
    Way Way, WayState State, DateOnly? FirstDay, DateOnly? LastDay, ImmutableArray<Finding> Steps, ImmutableArray<Finding> Met, long CostCents, Decision Decision);

/// <summary>"What would it take?": every way of a pack, for one certificate's facts on one day.</summary>
public static class Ways
{
    /// <summary>
    /// All ways in the order in which they open. The facts are those of the certificate and of the filing that is being prepared; without a
    /// term among them no way can be told.
    /// </summary>
    public static ImmutableArray<WayOn> On(Pack pack, Facts facts, DateOnly asOf)
    {
        var ways = ImmutableArray.CreateBuilder<WayOn>(pack.Lifecycle.Ways.Length);
        foreach (var way in pack.Lifecycle.Ways)
            ways.Add(One(pack, way, facts, asOf));
        return ways.MoveToImmutable();
    }

    private static WayOn One(Pack pack, Way way, Facts facts, DateOnly asOf)
    {
        var question = pack.Questions[way.Question];
        var decision = Evaluator.Decide(pack, way.Question, facts, asOf);
        var at = new Look(pack, facts.All, asOf, question.Filing);
        var (first, last) = Days(pack, way, question, at) is { } days ? (days.First, days.Last) : ((DateOnly?)null, (DateOnly?)null);

        ImmutableArray<Finding>.Builder steps = ImmutableArray.CreateBuilder<Finding>(), met = ImmutableArray.CreateBuilder<Finding>();
        var (cost, forbidden, unknown) = (0L, false, first is null);
        foreach (var (rule, finding) in Asked(question, at).Zip(decision.Roots))
        {
            if (rule is FiledInTier)
            {
                unknown |= finding.Verdict is Verdict.Unknown;
                continue;
            }

            if (finding.Verdict is Verdict.Met)
                met.Add(finding);
            else
                steps.Add(finding);
            forbidden |= finding is { Verdict: Verdict.NotMet, Remedy: Remedy.Never };
            cost += finding.FeeCents ?? 0;
        }

        var day = at.FiledOn;
        var state = unknown ? WayState.Unknown
            : day > last || (forbidden && !way.NewNumber) ? WayState.Over
            : day < first ? WayState.Later
            : WayState.Open;
        return new(way, state, first, last, steps.ToImmutable(), met.ToImmutable(), cost, decision);
    }

    private static IEnumerable<Requirement> Asked(Question question, Look at) => question.Roots.Where(at.Asks);

    private static (DateOnly First, DateOnly? Last)? Days(Pack pack, Way way, Question question, Look at)
    {
        foreach (var rule in question.Roots)
            if (rule is FiledInTier timed)
                return timed.Window(at);

        return way is { Term: { } term, Tier: { } tier } && FiledInTier.Newest(term, at) is { Until: { } due } newest ? pack.Lifecycle.Days(tier, newest.From, due) : null;
    }
}
