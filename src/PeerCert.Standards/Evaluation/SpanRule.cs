using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>Enough of something in one span, recent enough on the day of filing. The same span has to meet both.</summary>
internal static class SpanRule
{
    public static Finding Check(Requirement.SpanAtLeast r, IEnumerable<Fact.Span> spans, DateOnly filedOn)
    {
        if (r.Quantity.On(filedOn) is not { Value: { } required } quantity)
            return r.Says(Verdict.Unknown, "no-figure", ("day", filedOn));

        var age = r.NotOlderThanYears?.On(filedOn);
        if (r.NotOlderThanYears is not null && age is null)
            return r.Says(Verdict.Unknown, "no-figure", ("day", filedOn));

        var newestFirst = spans.OrderByDescending(s => s.To).ToImmutableArray();
        var enough = newestFirst.Where(s => s.Quantity >= required).ToImmutableArray();
        if (enough.IsEmpty)
            return (newestFirst.MaxBy(s => s.Quantity) is { } most
                ? r.Says(Verdict.NotMet, "short", ("required", required), ("have", most.Quantity))
                : r.Says(Verdict.NotMet, "missing", ("required", required))).Citing(quantity) with
            { Remedy = Remedy.Supply };

        var newest = enough[0];
        if (age is not { Value: { } years })
            return r.Says(Verdict.Met, "met", ("required", required), ("have", newest.Quantity), ("ended", newest.To)).Citing(quantity);

        // Filing on the anniversary is still in time (CF-07, CF-53). A course finished after filing is not too old either:
        // evidence may come in while a file is held (§801(8)).
        var until = Calendar.LastDayGranted(newest.To, years);
        return filedOn <= until
            ? r.Says(Verdict.Met, "met", ("required", required), ("have", newest.Quantity), ("ended", newest.To), ("until", until)).Citing(quantity)
            : r.Says(Verdict.NotMet, "too-old", ("years", years), ("ended", newest.To), ("until", until)).Citing(age) with { Remedy = Remedy.Supply };
    }
}
