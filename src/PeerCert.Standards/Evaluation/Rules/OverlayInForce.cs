using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>An overlay of the kind holds on the day of filing, and is not one of <see cref="NotBy"/>.</summary>
public sealed record OverlayInForce(string Overlay, ImmutableArray<string> NotBy) : Requirement
{
    internal static readonly RuleKind Kind = new("in-force", ["overlay"], ["notBy"], r => new OverlayInForce(r.FactKind("overlay", "overlay"), r.WordsIfAny("notBy")));

    public override ImmutableArray<string> FromApplicant => [Overlay];

    public override ImmutableArray<Ending> Endings =>
        [new("met", "by", "day"), new("ended", "by", "ended"), .. NotBy.IsEmpty ? [] : (Ending[])[new("not-counted", "by")], new("missing")];

    internal override Finding Check(Look at)
    {
        Fact.Overlay? ended = null, notCounted = null;
        foreach (var overlay in at.Of<Fact.Overlay>(Overlay))
            if (overlay.By is null && !NotBy.IsEmpty)
                continue;   // whose it is has to be known where not everybody's counts
            else if (Excludes(overlay.By))
                notCounted = overlay;
            else if (overlay.Covers(at.FiledOn))
                return this.Met("met", null, ("by", overlay.By ?? ""), at.Said("day", at.FiledOn));
            else if (overlay.Until < at.FiledOn && (ended is null || overlay.Until > ended.Until))
                ended = overlay;

        return ended is not null ? this.Supply("ended", null, ("by", ended.By ?? ""), ("ended", ended.Until!.Value))
            : notCounted is not null ? this.Supply("not-counted", null, ("by", notCounted.By!))
            : this.Supply("missing", null);
    }

    private bool Excludes(string? by)
    {
        foreach (var name in NotBy)
            if (string.Equals(name, by, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
