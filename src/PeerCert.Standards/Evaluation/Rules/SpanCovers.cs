using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>A span of <see cref="Span"/> covers one day: a printed one, or that of the filing where <see cref="Day"/> is null.</summary>
public sealed record SpanCovers(string Span, DateOnly? Day) : Requirement
{
    internal static readonly RuleKind Kind = new("span-covers", ["span", "day"], [], r => new SpanCovers(r.Span("span", fromRequired: true), r.DayOr("day", "filing")));

    public override ImmutableArray<string> FromApplicant => [Span];

    public override ImmutableArray<Ending> Endings { get; } = [new("met", "day"), new("missing", "day")];

    internal override Finding Check(Look at)
    {
        var day = Day ?? at.FiledOn;
        foreach (var span in at.Of<Fact.Span>(Span))
            if (span.From <= day && day <= span.To)
                return this.Met("met", null, at.SaidAlone(day));
        return this.Supply("missing", null, at.SaidAlone(day));
    }
}
