using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// All spans of <see cref="Span"/> (about <see cref="Topic"/>, where one is given) that ended by the day of filing hold
/// <see cref="Quantity"/> together; without a quantity, anything above zero will do. With <see cref="WithinYears"/> a span
/// counts that ended on the same day so many years before the filing, or later (CF-05, CF-07); with <see cref="After"/> one that
/// ended on a day after that event (CF-72).
/// </summary>
public sealed record TotalAtLeast(string Span, Dated<int>? Quantity, string? Topic, Dated<int>? WithinYears, string? After) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "total-at-least", ["span", "unit"], ["quantity", "topic", "withinYears", "after"],
        r => new TotalAtLeast(r.Span("span", "unit"), r.FigureIfAny("quantity"), r.TopicIfAny("topic", "span"), r.FigureIfAny("withinYears"), r.FactKindIfAny("after", "event")));

    public override ImmutableArray<string> FromApplicant => [Span];

    public override ImmutableArray<Ending> Endings =>
    [
        new("met", ["have", .. Required, .. From]),
        .. Quantity is null ? [] : (Ending[])[new("short", ["required", "have", "more", .. From])],
        new("missing", [.. Required]),
        .. After is null ? [] : (Ending[])[new("no-start")],
        .. Quantity is null && WithinYears is null ? [] : (Ending[])[new("no-figure", "day")],
    ];

    private ImmutableArray<string> Required => Quantity is null ? [] : ["required"];

    private ImmutableArray<string> From => WithinYears is null && After is null ? [] : ["from"];

    internal override Finding Check(Look at)
    {
        var quantity = Quantity?.On(at.FiledOn);
        var window = WithinYears?.On(at.FiledOn);
        if ((Quantity is not null && quantity is null) || (WithinYears is not null && window is null))
            return this.NoFigure(at.FiledOn);

        var from = window is { Value: { } years } ? Calendar.AddYears(at.FiledOn, -years) : (DateOnly?)null;
        if (After is not null)
        {
            if (Newest(at) is not { } began)
                return this.Unknown("no-start");
            from = from is null || from <= began ? began.AddDays(1) : from;
        }

        var have = 0m;
        foreach (var span in at.Of<Fact.Span>(Span))
            if (span.To <= at.FiledOn && (from is null || span.To >= from) && (Topic is null || span.Topics.Contains(Topic)))
                have += span.Quantity;

        var source = quantity?.Source ?? window?.Source;
        if (quantity is not { Value: { } required })
            return have == 0 ? this.Supply("missing", source)
                : from is null ? this.Met("met", source, ("have", have))
                : this.Met("met", source, ("have", have), at.Said("from", from.Value));

        if (have == 0)
            return this.Supply("missing", source, quantity.As("required"));

        return (have >= required, from) switch
        {
            (true, null) => this.Met("met", source, quantity.As("required"), ("have", have)),
            (true, { } first) => this.Met("met", source, quantity.As("required"), ("have", have), at.Said("from", first)),
            (false, null) => this.Supply("short", source, quantity.As("required"), ("have", have), ("more", required - have)),
            (false, { } first) => this.Supply("short", source, quantity.As("required"), ("have", have), ("more", required - have), at.Said("from", first)),
        };
    }

    private DateOnly? Newest(Look at)
    {
        DateOnly? newest = null;
        foreach (var began in at.Of<Fact.Event>(After!))
            if (newest is null || began.On > newest)
                newest = began.On;
        return newest;
    }
}
