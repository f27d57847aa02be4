using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>No overlay of the kind lies over the person on the day asked about. One that ends says from when it is gone.</summary>
public sealed record FreeOf(string Overlay, Remedy WhileOpen) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "free-of", ["overlay", "remedy"], [],
        r => new FreeOf(r.FactKind("overlay", "overlay"), r.OneOf("remedy", "supply", "never") == "never" ? Remedy.Never : Remedy.Supply));

    public override ImmutableArray<Ending> Endings { get; } = [new("met"), new("open", "day"), new("until", "day")];

    internal override Finding Check(Look at)
    {
        Fact.Overlay? longest = null;
        foreach (var overlay in at.Of<Fact.Overlay>(Overlay))
            if (overlay.Covers(at.AsOf) && (longest is null || overlay.Until is null || overlay.Until > longest.Until))
                longest = overlay;

        return longest switch
        {
            null => this.Met("met", null),
            { Until: { } last } => this.WaitUntil(last.AddDays(1), "until", null, ("day", last.AddDays(1))),
            { From: var since } when WhileOpen is Remedy.Never => this.Never("open", null, ("day", since)),
            { From: var since } => this.Supply("open", null, ("day", since)),
        };
    }
}
