using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// Filed while the certificate whose newest term is <see cref="Term"/> stands in <see cref="Tier"/> of this pack, or, where
/// <see cref="OpensDaysBefore"/> is given, no sooner than so many days before it is due. Before that day one waits; after
/// the last day of the tier this way is over for good (§209).
/// </summary>
public sealed record FiledInTier(string Term, string Tier, Dated<int>? OpensDaysBefore) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "filed-in-tier", ["term", "tier"], ["opensDaysBefore"], r => new FiledInTier(r.FactKind("term", "overlay"), r.Tier("tier"), r.FigureIfAny("opensDaysBefore")));

    public override ImmutableArray<Ending> Endings { get; } =
        [new("met", "due"), new("too-early", "first"), new("too-late", "last"), new("no-term"), new("no-figure", "day")];

    /// <summary>The newest term that was granted by the day asked about, of which it is the last day that counts from here on.</summary>
    internal static Fact.Overlay? Newest(string kind, Look at)
    {
        Fact.Overlay? newest = null;
        foreach (var term in at.Of<Fact.Overlay>(kind))
            if (term.Until is not null && (newest is null || term.From > newest.From || (term.From == newest.From && term.Until > newest.Until)))
                newest = term;
        return newest;
    }

    /// <summary>First and last day of this way for somebody's newest term; null where there is no term or no figure for the day of filing.</summary>
    internal (DateOnly First, DateOnly? Last)? Window(Look at)
    {
        if (Newest(Term, at) is not { Until: { } due } term)
            return null;

        var days = at.Pack.Lifecycle.Days(Tier, term.From, due);
        return OpensDaysBefore is null ? days
            : OpensDaysBefore.On(at.FiledOn) is { Value: { } before } ? (Calendar.Run(due, before, ClockUnit.DaysBefore), days.Last)
            : null;
    }

    internal override Finding Check(Look at)
    {
        if (Newest(Term, at) is not { Until: { } due })
            return this.Unknown("no-term");

        // What followed the due date before the tiers were written is not known; that a certificate is current through it, is.
        if (Window(at) is not var (first, last) || (Tier != at.Pack.Lifecycle.Tiers[0].Name && at.FiledOn < at.Pack.Lifecycle.TiersFrom))
            return this.NoFigure(at.FiledOn);

        var source = OpensDaysBefore?.On(at.FiledOn)?.Source;
        return at.FiledOn < first ? this.WaitUntil(first, "too-early", source, at.Said("first", first))
            : at.FiledOn > last ? this.Never("too-late", null, at.Said("last", last.Value))
            : this.Met("met", null, at.Said("due", due));
    }
}
