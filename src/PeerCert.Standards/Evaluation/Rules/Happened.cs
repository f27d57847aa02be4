using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>The event happened, by the day of filing where <see cref="ByFiling"/> says so.</summary>
public sealed record Happened(string Event, bool ByFiling) : Requirement
{
    internal static readonly RuleKind Kind = new("happened", ["event", "by"], [], r => new Happened(r.FactKind("event", "event"), r.OneOf("by", "filing", "today") == "filing"));

    public override ImmutableArray<Ending> Endings => [new("met", "day"), new("missing"), .. ByFiling ? (Ending[])[new("late", "day")] : []];

    internal override Finding Check(Look at)
    {
        DateOnly? first = null;
        foreach (var happened in at.Of<Fact.Event>(Event))
            if (first is null || happened.On < first)
                first = happened.On;

        return first is not { } day ? this.Supply("missing", null)
            : ByFiling && day > at.FiledOn ? this.Supply("late", null, at.SaidAlone(day))
            : this.Met("met", null, at.SaidAlone(day));
    }
}
