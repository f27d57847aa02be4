using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>Every part that is asked here is met.</summary>
public sealed record AllOf(ImmutableArray<Requirement> Of) : Requirement
{
    internal static readonly RuleKind Kind = new("all-of", ["parts"], [], r => new AllOf(r.Parts("parts")));

    public override ImmutableArray<Ending> Endings => Combined.Endings;

    public override ImmutableArray<Requirement> Parts => Of;

    /// <summary>Every part is needed, so the hardest way out and the tightest days are those of the whole.</summary>
    internal override Finding Check(Look at)
    {
        var parts = Evaluator.Check(Of, at);
        var verdict = Kleene.All(parts);
        var (remedy, first, last) = ((Remedy?)null, (DateOnly?)null, (DateOnly?)null);
        foreach (var part in parts)   // only what is not met has a way out
            (remedy, first, last) = (Combined.Larger(remedy, part.Remedy), Combined.Larger(first, part.FirstDay), Combined.Smaller(last, part.LastDay));
        return Combined.Says(this, verdict, parts, remedy, remedy is Remedy.WaitUntil ? first : null, last);
    }
}

/// <summary>One part is enough.</summary>
public sealed record AnyOf(ImmutableArray<Requirement> Of) : Requirement
{
    internal static readonly RuleKind Kind = new("any-of", ["parts"], [], r => new AnyOf(r.Parts("parts")));

    public override ImmutableArray<Ending> Endings => Combined.Endings;

    public override ImmutableArray<Requirement> Parts => Of;

    /// <summary>One part is enough, so while none is met the easiest way out is that of the whole.</summary>
    internal override Finding Check(Look at)
    {
        var parts = Evaluator.Check(Of, at);
        var verdict = Kleene.Any(parts);
        Remedy? remedy = null;
        foreach (var part in parts)
            remedy = Combined.Smaller(remedy, part.Remedy);
        var (first, last, endless) = ((DateOnly?)null, (DateOnly?)null, false);
        foreach (var part in parts)
            if (part.Remedy == remedy)
                (first, last, endless) = (Combined.Smaller(first, part.FirstDay), Combined.Larger(last, part.LastDay), endless || part.LastDay is null);
        return Combined.Says(this, verdict, parts, remedy, first, endless ? null : last);
    }
}

/// <summary>What both have in common: three endings, and the remedy and days of the whole.</summary>
internal static class Combined
{
    public static readonly ImmutableArray<Ending> Endings = [new("met"), new("not-met"), new("unknown")];

    public static Finding Says(Requirement rule, Verdict verdict, ImmutableArray<Finding> parts, Remedy? remedy, DateOnly? first, DateOnly? last) =>
        verdict switch
        {
            Verdict.Met => new(rule.Id, Ended.Met, rule.TextKey("met"), [], rule.Source, parts),
            Verdict.NotMet => new(rule.Id, Ended.NotMet(remedy, first, last), rule.TextKey("not-met"), [], rule.Source, parts),
            _ => new(rule.Id, Ended.Unknown, rule.TextKey("unknown"), [], rule.Source, parts),
        };

    public static T? Larger<T>(T? a, T? b) where T : struct => a is null ? b : b is null ? a : Comparer<T>.Default.Compare(a.Value, b.Value) >= 0 ? a : b;

    public static T? Smaller<T>(T? a, T? b) where T : struct => a is null ? b : b is null ? a : Comparer<T>.Default.Compare(a.Value, b.Value) <= 0 ? a : b;
}
