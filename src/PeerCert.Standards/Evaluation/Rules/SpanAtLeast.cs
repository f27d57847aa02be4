using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// One span of <see cref="Span"/> holds at least <see cref="Quantity"/> in the kind's unit and, where
/// <see cref="NotOlderThanYears"/> is given, ended no longer before the day of filing than that, anniversary included.
/// One rule and not two, because the same course has to meet both.
/// </summary>
public sealed record SpanAtLeast(string Span, Dated<int>? Quantity, Dated<int>? NotOlderThanYears) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "span-at-least", ["span", "unit"], ["quantity", "notOlderThanYears"],
        r => new SpanAtLeast(r.Span("span", "unit"), r.FigureIfAny("quantity"), r.FigureIfAny("notOlderThanYears")));

    public override ImmutableArray<string> FromApplicant => [Span];

    public override ImmutableArray<Ending> Endings =>
    [
        new("met", ["have", "ended", .. Quantity is null ? [] : (string[])["required"], .. NotOlderThanYears is null ? [] : (string[])["until"]]),
        .. Quantity is null ? [] : (Ending[])[new("short", "required", "have")],
        .. NotOlderThanYears is null ? [] : (Ending[])[new("too-old", "years", "ended", "until")],
        new("missing", Quantity is null ? [] : ["required"]),
        .. Quantity is null && NotOlderThanYears is null ? [] : (Ending[])[new("no-figure", "day")],
    ];

    internal override Finding Check(Look at)
    {
        var quantity = Quantity?.On(at.FiledOn);
        var age = NotOlderThanYears?.On(at.FiledOn);
        if ((Quantity is not null && quantity is null) || (NotOlderThanYears is not null && age is null))
            return this.NoFigure(at.FiledOn);

        Fact.Span? longest = null, newest = null;
        foreach (var span in at.Of<Fact.Span>(Span))
        {
            if (longest is null || span.Quantity > longest.Quantity)
                longest = span;
            if ((quantity is not { Value: { } enough } || span.Quantity >= enough) && (newest is null || span.To > newest.To))
                newest = span;
        }

        if (newest is null)
            return quantity is null ? this.Supply("missing", null)
                : longest is null ? this.Supply("missing", quantity.Source, quantity.As("required"))
                : this.Supply("short", quantity.Source, quantity.As("required"), ("have", longest.Quantity));

        // Filing on the anniversary is still in time (CF-07, CF-53). A course finished after filing is not too old either:
        // evidence may come in while a file is held (§801(8)).
        var until = age is { Value: { } years } ? Calendar.LastDayGranted(newest.To, years) : (DateOnly?)null;
        if (until < at.FiledOn)
            return this.Supply("too-old", age!.Source, age.As("years"), ("ended", newest.To), ("until", until.Value));

        return (quantity, until) switch
        {
            ({ } wanted, { } last) => this.Met("met", wanted.Source, wanted.As("required"), ("have", newest.Quantity), ("ended", newest.To), ("until", last)),
            ({ } wanted, null) => this.Met("met", wanted.Source, wanted.As("required"), ("have", newest.Quantity), ("ended", newest.To)),
            (null, { } last) => this.Met("met", age!.Source, ("have", newest.Quantity), ("ended", newest.To), ("until", last)),
            _ => this.Met("met", null, ("have", newest.Quantity), ("ended", newest.To)),
        };
    }
}
