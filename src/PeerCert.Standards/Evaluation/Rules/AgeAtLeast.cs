using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>The person is at least <see cref="Years"/> old on the day of filing.</summary>
public sealed record AgeAtLeast(string Attribute, Dated<int> Years) : Requirement
{
    internal static readonly RuleKind Kind = new("age-at-least", ["attribute", "years"], [], r => new AgeAtLeast(r.FactKind("attribute", "attribute"), r.Figure("years")));

    public override ImmutableArray<string> FromApplicant => [Attribute];

    public override ImmutableArray<Ending> Endings { get; } =
        [new("met", "years"), new("too-young", "years", "day"), new("missing", "years"), new("no-figure", "day")];

    internal override Finding Check(Look at)
    {
        if (Years.On(at.FiledOn) is not { Value: { } years } figure)
            return this.NoFigure(at.FiledOn);

        if (at.Last<Fact.PersonAttribute>(Attribute)?.Day is not { } birth)
            return this.Supply("missing", figure.Source, figure.As("years"));

        var oldEnough = Calendar.Birthday(birth, years);
        return oldEnough <= at.FiledOn
            ? this.Met("met", figure.Source, figure.As("years"))
            : this.WaitUntil(oldEnough, "too-young", figure.Source, figure.As("years"), at.Said("day", oldEnough));
    }
}
