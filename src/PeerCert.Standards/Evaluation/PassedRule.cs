using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>A pass among the first so many sittings, inside the window that an approval opens (§403(3)).</summary>
internal static class PassedRule
{
    public static Finding Check(Requirement.Passed r, Facts facts, DateOnly asOf, DateOnly filedOn)
    {
        if (r.Months.On(filedOn) is not { Value: { } months } window || r.Attempts.On(filedOn) is not { Value: { } allowed } limit)
            return r.Says(Verdict.Unknown, "no-figure", ("day", filedOn));

        // Before the approval there is no window, so nothing can be said yet: it holds.
        if (facts.Of<Fact.Event>(r.After).Select(e => (DateOnly?)e.On).Max() is not { } opened)
            return r.Says(Verdict.Unknown, "not-open");

        // The day of approval and the same day so many months later are both inside (CF-07, CF-54).
        var last = Calendar.AddMonths(opened, months);
        var sittings = facts.Of<Fact.Attempt>(r.Kind)
            .Where(a => a.On >= opened && a.On <= last)
            .Where(a => a.Outcome is AttemptOutcome.Pass or AttemptOutcome.Fail || (a.Outcome is AttemptOutcome.NoShow && r.NoShowUsesAttempt))
            .OrderBy(a => a.On).ThenBy(a => a.Outcome).Take(allowed).ToImmutableArray();

        if (sittings.FirstOrDefault(a => a.Outcome is AttemptOutcome.Pass) is { } pass)
            return r.Says(Verdict.Met, "met", ("day", pass.On));

        // Attempts used up, or the window over: nothing can be added to this file and no waiting helps. Never refuses the
        // certificate on this eligibility, not the person: the way on is a new application with its fee (CF-22).
        if (sittings.Length == allowed)
            return r.Says(Verdict.NotMet, "used-up", ("attempts", allowed)).Citing(limit) with { Remedy = Remedy.Never };

        return asOf > last
            ? r.Says(Verdict.NotMet, "closed", ("last", last)).Citing(window) with { Remedy = Remedy.Never }
            : r.Says(Verdict.NotMet, "open", ("left", allowed - sittings.Length), ("last", last)) with { Remedy = Remedy.Supply, LastDay = last };
    }
}
