using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// Filed from <see cref="From"/> through <see cref="To"/>; where <see cref="Begun"/> is given, the day of that event counts if
/// it is earlier. After the last day this way is closed for good.
/// </summary>
public sealed record FiledBetween(DateOnly? From, DateOnly? To, string? Begun) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "filed-between", [], ["from", "to", "begun"], r =>
        {
            r.NeedsOneOf("from", "to");
            return new FiledBetween(r.DayIfAny("from"), r.DayIfAny("to", "from"), r.FactKindIfAny("begun", "event"));
        });

    public override ImmutableArray<Ending> Endings =>
        [new("met", "day"), .. From is null ? [] : (Ending[])[new("too-early", "first")], .. To is null ? [] : (Ending[])[new("closed", "last")]];

    internal override Finding Check(Look at)
    {
        var day = at.FiledOn;
        if (Begun is not null)
            foreach (var begun in at.Of<Fact.Event>(Begun))
                day = begun.On < day ? begun.On : day;

        return day < From ? this.WaitUntil(From.Value, "too-early", null, ("first", From.Value))
            : day > To ? this.Never("closed", null, ("last", To.Value))
            : this.Met("met", null, at.SaidAlone(day));
    }
}
