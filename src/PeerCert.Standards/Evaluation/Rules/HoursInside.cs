using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// Spans of <see cref="Span"/> hold <see cref="Quantity"/> inside some stretch of <see cref="Months"/> months (CF-44), up to
/// the day of filing; with <see cref="RecentQuantity"/>, so much also inside the last <see cref="RecentMonths"/> before it.
/// The amount of a span is spread evenly over its days. Where <see cref="WiderReading"/> is chosen, somebody with the whole
/// amount over a longer time is not refused but shown to staff.
/// </summary>
public sealed record HoursInside(
    string Span, Dated<int> Quantity, Dated<int> Months, Dated<int>? RecentQuantity, Dated<int>? RecentMonths, string? WiderReading) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "hours-inside", ["span", "unit", "quantity", "months"], ["recentQuantity", "recentMonths", "widerReading"],
        r => new HoursInside(
            r.Span("span", "unit", fromRequired: true), r.Figure("quantity"), r.Figure("months"), r.FigureIfAny("recentQuantity", "recentMonths"),
            r.FigureIfAny("recentMonths", "recentQuantity"), r.FlagSettingIfAny("widerReading")));

    public override ImmutableArray<string> FromApplicant => [Span];

    public override ImmutableArray<Ending> Endings =>
    [
        new("met", "required", "months", "have", "from", "to"), new("short", "required", "months", "have"),
        .. RecentQuantity is null ? [] : (Ending[])[new("not-recent", "recent", "recentMonths", "have", "from")],
        .. WiderReading is null ? [] : (Ending[])[new("wider", "required", "months", "have")],
        new("missing", "required", "months"), new("no-figure", "day"),
    ];

    internal override Finding Check(Look at)
    {
        if (Quantity.On(at.FiledOn) is not { Value: { } required } quantity || Months.On(at.FiledOn) is not { Value: { } months } window)
            return this.NoFigure(at.FiledOn);

        var (recent, recentMonths) = (RecentQuantity?.On(at.FiledOn), RecentMonths?.On(at.FiledOn));
        if (RecentQuantity is not null && (recent is null || recentMonths is null))
            return this.NoFigure(at.FiledOn);

        var spans = at.Of<Fact.Span>(Span);
        if (Fullest(spans, months, at.FiledOn) is not { } best)
            return this.Supply("missing", quantity.Source, quantity.As("required"), window.As("months"));

        if (best.Have < required)
            return IsEnoughInAll(spans, required, at) ? this.Unknown("wider", quantity.As("required"), window.As("months"), ("have", Whole(spans, at.FiledOn)))
                : this.Supply("short", quantity.Source, quantity.As("required"), window.As("months"), ("have", best.Have));

        if (recent is { Value: { } lately } && recentMonths is { Value: { } back })
        {
            // the last twelve months before the filing, counted back from it; the filing day is the last of them
            var since = Calendar.AddMonths(at.FiledOn, -back).AddDays(1);
            var have = Inside(spans, since, at.FiledOn, at.FiledOn);
            if (have < lately)
                return this.Supply("not-recent", recent.Source, recent.As("recent"), recentMonths.As("recentMonths"), ("have", have), ("from", since));
        }

        return this.Met("met", quantity.Source, quantity.As("required"), window.As("months"), ("have", best.Have), ("from", best.From), ("to", Earlier(best.To, at.FiledOn)));
    }

    /// <summary>"At least one year" read as: the amount in all, over however long a time (CF-44).</summary>
    private bool IsEnoughInAll(Known<Fact.Span> spans, int required, Look at) =>
        WiderReading is { } setting && at.Pack.Settings[setting].On(at.FiledOn) == "true" && Whole(spans, at.FiledOn) >= required;

    private static decimal Whole(Known<Fact.Span> spans, DateOnly filedOn) => Inside(spans, DateOnly.MinValue, filedOn, filedOn);

    /// <summary>A stretch of months and what lies inside it.</summary>
    private readonly record struct Stretch(decimal Have, DateOnly From, DateOnly To);

    /// <summary>
    /// The stretch that holds most; none where nothing began by the filing. The amount inside a moving stretch changes at an
    /// even rate, but where the stretch begins or ends with a span, where it reaches the filing, and where its last day stands
    /// still or jumps because a month and the one so many later differ in length. So the most is found at one of these.
    /// </summary>
    private static Stretch? Fullest(Known<Fact.Span> spans, int months, DateOnly filedOn)
    {
        var (best, first) = ((Stretch?)null, filedOn);
        foreach (var span in spans)
            if (span.From is { } from && from <= filedOn)
            {
                first = Earlier(first, from);
                best = Fuller(best, from, spans, months, filedOn);
                best = Fuller(best, Calendar.AddMonths(Earlier(span.To, filedOn).AddDays(1), -months), spans, months, filedOn);
            }

        if (best is null)
            return null;

        // Over whole years only a February can differ.
        var (earliest, step) = (Calendar.AddMonths(first, -months), months % 12 == 0 ? 12 : 1);
        for (var month = new DateOnly(earliest.Year, step == 12 ? 2 : earliest.Month, 1); month <= filedOn; month = Calendar.AddMonths(month, step))
        {
            var (own, later) = (DateTime.DaysInMonth(month.Year, month.Month), Calendar.AddMonths(month, months));
            if (own == DateTime.DaysInMonth(later.Year, later.Month))
                continue;

            best = Fuller(best, month.AddDays(Math.Min(own, DateTime.DaysInMonth(later.Year, later.Month)) - 1), spans, months, filedOn);
            best = Fuller(best, Calendar.AddMonths(month, 1), spans, months, filedOn);
        }

        return best;
    }

    /// <summary>The stretch that begins on <paramref name="start"/>, where it holds more than the best so far.</summary>
    private static Stretch Fuller(Stretch? best, DateOnly start, Known<Fact.Span> spans, int months, DateOnly filedOn)
    {
        var end = Calendar.AddMonths(start, months).AddDays(-1);
        var have = Inside(spans, start, end, filedOn);
        return best is null || have > best.Value.Have ? new(have, start, end) : best.Value;
    }

    private static decimal Inside(Known<Fact.Span> spans, DateOnly from, DateOnly to, DateOnly filedOn)
    {
        var sum = 0m;
        foreach (var span in spans)
            if (span.From is { } begun && (Later(from, begun), Earlier(Earlier(to, span.To), filedOn)) is var (first, last) && last >= first)
                sum += span.Quantity * (last.DayNumber - first.DayNumber + 1) / (span.To.DayNumber - begun.DayNumber + 1);

        return Math.Round(sum, 2, MidpointRounding.AwayFromZero);   // thirds of a day must not cost anybody the last hundredth
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
