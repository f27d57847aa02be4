using System.Collections.Immutable;
using System.Diagnostics;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>Facts and a pack in, findings out. Pure: the same arguments give the same decision for ever.</summary>
public static class Evaluator
{
    /// <summary>
    /// Decides <paramref name="question"/> by what was true on <paramref name="asOf"/>: facts of later days do not count
    /// yet. A pack that does not know the question finds nothing, and a decision without findings holds: staff decide.
    /// </summary>
    public static Decision Decide(Pack pack, string question, Facts facts, DateOnly asOf)
    {
        if (!pack.Questions.TryGetValue(question, out var asked))
            return new(question, pack.Stamp, asOf, []);

        var known = Facts.Of(facts.All.Where(f => Begins(f) is not { } day || day <= asOf));
        var filedOn = known.Of<Fact.Filing>(asked.Filing).Select(f => (DateOnly?)f.On).Max() ?? asOf;
        var at = new Setting(pack, known, asOf, filedOn);
        return new(question, pack.Stamp, asOf, [.. asked.Roots.Select(r => Check(r, at))]);
    }

    /// <summary>One person's facts on one day. Figures are those in force on the day of filing (CF-34).</summary>
    private sealed record Setting(Pack Pack, Facts Facts, DateOnly AsOf, DateOnly FiledOn);

    private static Finding Check(Requirement requirement, Setting at) => requirement switch
    {
        Requirement.AgeAtLeast r => Age(r, at),
        Requirement.SpanAtLeast r => SpanRule.Check(r, at.Facts.Of<Fact.Span>(r.Kind).Where(s => s.Unit == at.Pack.Kinds[r.Kind].Unit), at.FiledOn),
        Requirement.DocumentAccepted r => Document(r, at),
        Requirement.AgreementSigned r => Agreement(r, at),
        Requirement.FeePaid r => Fee(r, at),
        Requirement.Passed r => PassedRule.Check(r, at.Facts, at.AsOf, at.FiledOn),
        Requirement.AllOf r => All(r, [.. r.Parts.Select(p => Check(p, at))]),
        Requirement.AnyOf r => Any(r, [.. r.Parts.Select(p => Check(p, at))]),
        _ => throw new UnreachableException(requirement.GetType().Name),
    };

    private static Finding Age(Requirement.AgeAtLeast r, Setting at)
    {
        if (r.Years.On(at.FiledOn) is not { Value: { } years } figure)
            return r.Says(Verdict.Unknown, "no-figure", ("day", at.FiledOn));

        if (at.Facts.Of<Fact.PersonAttribute>(r.Attribute).LastOrDefault(a => a.Day is not null)?.Day is not { } birth)
            return r.Says(Verdict.NotMet, "missing", ("years", years)).Citing(figure) with { Remedy = Remedy.Supply };

        var oldEnough = Calendar.Birthday(birth, years);
        return oldEnough <= at.FiledOn
            ? r.Says(Verdict.Met, "met", ("years", years)).Citing(figure)
            : r.Says(Verdict.NotMet, "too-young", ("years", years), ("day", oldEnough)).Citing(figure) with { Remedy = Remedy.WaitUntil, FirstDay = oldEnough };
    }

    private static Finding Document(Requirement.DocumentAccepted r, Setting at)
    {
        var newestFirst = at.Facts.Of<Fact.Document>(r.Kind).OrderByDescending(d => d.ReceivedOn).ToImmutableArray();
        Fact.Document? Newest(DocumentCheck? check) => newestFirst.FirstOrDefault(d => d.Check == check);

        // A falsified document denies even beside a good one: what was stated with it was false (App F H13, CF-105).
        if (Newest(DocumentCheck.Falsified) is { } falsified)
            return r.Says(Verdict.NotMet, "falsified", ("day", falsified.ReceivedOn)) with { Remedy = Remedy.Never, Source = r.FalsifiedSource };

        if (Newest(DocumentCheck.Accepted) is { } accepted)
            return r.Says(Verdict.Met, "met", ("day", accepted.ReceivedOn));

        if (Newest(null) is { } waiting)
            return r.Says(Verdict.Unknown, "not-looked-at", ("day", waiting.ReceivedOn));

        return (Newest(DocumentCheck.NotAccepted) is { } refused
            ? r.Says(Verdict.NotMet, "not-accepted", ("day", refused.ReceivedOn))
            : r.Says(Verdict.NotMet, "missing")) with
        { Remedy = Remedy.Supply };
    }

    private static Finding Agreement(Requirement.AgreementSigned r, Setting at)
    {
        if (at.Pack.CodeOn(at.FiledOn) is not { } wanted)
            return r.Says(Verdict.Unknown, "no-version", ("day", at.FiledOn));

        // A newer version that is in force by now is as good: the person agreed to what binds them today.
        var good = at.Pack.CodeVersions.Where(v => v.From >= wanted.From && v.From <= at.AsOf).Select(v => v.Version).ToHashSet();
        var newestFirst = at.Facts.Of<Fact.Agreement>(r.Kind).OrderByDescending(a => a.On).ToImmutableArray();
        if (newestFirst.FirstOrDefault(a => good.Contains(a.Version)) is { } signed)
            return r.Says(Verdict.Met, "met", ("version", signed.Version), ("day", signed.On));

        return (newestFirst.FirstOrDefault() is { } other
            ? r.Says(Verdict.NotMet, "older", ("version", wanted.Version), ("signed", other.Version))
            : r.Says(Verdict.NotMet, "missing", ("version", wanted.Version))) with
        { Remedy = Remedy.Supply };
    }

    private static Finding Fee(Requirement.FeePaid r, Setting at)
    {
        // Whoever keeps the ledger says "paid" also where a prepaid code or a scholarship covers the line (§801(4)(F)).
        if (at.Facts.Of<Fact.Event>(r.Event).FirstOrDefault(e => e.Detail == r.Line) is { } paid)
            return r.Says(Verdict.Met, "met", ("day", paid.On));

        // The day of payment picks the price (CF-34), and for whoever still has to pay that day is today.
        if (at.Pack.Fees[r.Line].Cents.On(at.AsOf) is not { Value: { } cents } figure)
            return r.Says(Verdict.Unknown, "no-figure", ("day", at.AsOf));

        return cents == 0
            ? r.Says(Verdict.Met, "free").Citing(figure)
            : r.Says(Verdict.NotMet, "due", new Argument.Amount("amount", cents)).Citing(figure) with { Remedy = Remedy.Supply, FeeLine = r.Line };
    }

    /// <summary>Every part is needed, so the hardest way out and the tightest days are those of the whole.</summary>
    private static Finding All(Requirement r, ImmutableArray<Finding> parts)
    {
        var open = parts.Where(p => p.Verdict is Verdict.NotMet).ToImmutableArray();
        return r.SaysOfParts(Kleene.All(parts.Select(p => p.Verdict)), parts) with
        {
            Remedy = open.Max(p => p.Remedy),
            FirstDay = open.Max(p => p.FirstDay),
            LastDay = open.Min(p => p.LastDay),
        };
    }

    /// <summary>One part is enough, so while none is met the easiest way out is that of the whole.</summary>
    private static Finding Any(Requirement r, ImmutableArray<Finding> parts)
    {
        var verdict = Kleene.Any(parts.Select(p => p.Verdict));
        var remedy = verdict is Verdict.NotMet ? parts.Min(p => p.Remedy) : null;
        var ways = parts.Where(p => remedy is not null && p.Remedy == remedy).ToImmutableArray();
        return r.SaysOfParts(verdict, parts) with
        {
            Remedy = remedy,
            FirstDay = ways.Min(p => p.FirstDay),
            LastDay = ways.Any(p => p.LastDay is null) ? null : ways.Max(p => p.LastDay),
        };
    }

    /// <summary>The day from which a fact can count; none for what has no day.</summary>
    private static DateOnly? Begins(Fact fact) => fact switch
    {
        Fact.PersonAttribute => null,
        Fact.Event f => f.On,
        Fact.Span f => f.To,
        Fact.Document f => f.ReceivedOn,
        Fact.Attestation f => f.On,
        Fact.Agreement f => f.On,
        Fact.Attempt f => f.On,
        Fact.Overlay f => f.From,
        Fact.Filing f => f.On,
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
