using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// The next sitting is paid for: <see cref="First"/> once, then <see cref="Again"/> for each sitting that was used up, by
/// sitting it or by staying away (§403(3), §403(6), CF-23). A sitting cancelled in time uses nothing up.
/// </summary>
public sealed record SittingPaid(string Attempt, string Event, string First, string Again) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "sitting-paid", ["attempt", "event", "first", "again"], [],
        r => new SittingPaid(r.FactKind("attempt", "attempt"), r.FactKind("event", "event"), r.Fee("first"), r.Fee("again")));

    public override ImmutableArray<Ending> Endings { get; } =
        [new("met"), new("due", "amount"), new("again", "amount", "sat"), new("free"), new("no-figure", "day")];

    internal override Finding Check(Look at)
    {
        var (sat, first, again) = (0, 0, 0);
        foreach (var attempt in at.Of<Fact.Attempt>(Attempt))
            sat += attempt.Outcome is AttemptOutcome.Cancelled ? 0 : 1;
        foreach (var paid in at.Of<Fact.Event>(Event))
            (first, again) = (first + (paid.Detail == First ? 1 : 0), again + (paid.Detail == Again ? 1 : 0));

        var line = first == 0 ? First : again < sat ? Again : null;
        if (line is null)
            return this.Met("met", null);

        if (at.Pack.Fees[line].Cents.On(at.AsOf) is not { Value: { } cents } price)
            return this.NoFigure(at.AsOf);

        return cents == 0 ? this.Met("free", price.Source)
            : line == First ? this.Due(line, price, "due", price.As("amount"))
            : this.Due(line, price, "again", price.As("amount"), ("sat", sat));
    }
}
