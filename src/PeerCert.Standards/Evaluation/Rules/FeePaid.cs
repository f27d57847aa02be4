using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>The fee line <see cref="Line"/> is paid or covered: an event <see cref="Event"/> whose detail is the line.</summary>
public sealed record FeePaid(string Line, string Event) : Requirement
{
    internal static readonly RuleKind Kind = new("fee-paid", ["fee", "event"], [], r => new FeePaid(r.Fee("fee"), r.FactKind("event", "event")));

    public override ImmutableArray<Ending> Endings { get; } = [new("met", "day"), new("due", "amount"), new("free"), new("no-figure", "day")];

    internal override Finding Check(Look at)
    {
        // Whoever keeps the ledger says "paid" also where a prepaid code or a scholarship covers the line (§801(4)(F)).
        foreach (var paid in at.Of<Fact.Event>(Event))
            if (paid.Detail == Line)
                return this.Met("met", null, at.SaidAlone(paid.On));

        // The day of payment picks the price (CF-34), and for whoever still has to pay that day is today.
        if (at.Pack.Fees[Line].Cents.On(at.AsOf) is not { Value: { } cents } price)
            return this.NoFigure(at.AsOf);

        return cents == 0 ? this.Met("free", price.Source) : this.Due(Line, price, "due", price.As("amount"));
    }
}
