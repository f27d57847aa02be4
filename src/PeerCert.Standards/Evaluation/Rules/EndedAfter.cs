using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// A span of <see cref="Span"/> ended no earlier than the first one of <see cref="After"/>, or than the first day of the first overlay of
/// <see cref="Or"/>, whichever came first. Of several the newest counts.
/// </summary>
public sealed record EndedAfter(string Span, string After, string Or) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "ended-after", ["span", "after", "or"], [], r => new EndedAfter(r.FactKind("span", "span"), r.FactKind("after", "span"), r.FactKind("or", "overlay")));

    public override ImmutableArray<string> FromApplicant => [Span];

    public override ImmutableArray<Ending> Endings { get; } = [new("met", "ended", "since"), new("too-early", "ended", "since"), new("missing"), new("not-known")];

    internal override Finding Check(Look at)
    {
        DateOnly? ended = null, since = null;
        foreach (var span in at.Of<Fact.Span>(Span))
            if (ended is null || span.To > ended)
                ended = span.To;
        foreach (var before in at.Of<Fact.Span>(After))
            if (since is null || before.To < since)
                since = before.To;
        foreach (var overlay in at.Of<Fact.Overlay>(Or))
            if (since is null || overlay.From < since)
                since = overlay.From;

        return ended is not { } last ? this.Supply("missing", null)
            : since is not { } first ? this.Supply("not-known", null)
            : last < first ? this.Supply("too-early", null, ("ended", last), ("since", first))
            : this.Met("met", null, ("ended", last), ("since", first));
    }
}
