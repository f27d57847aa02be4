using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// The window that an approval opens, and how many sittings fit into it (§403(3)). The day of approval and the same day so
/// many months later are both inside (CF-07, CF-54); whether staying away uses a sitting up is a setting (CF-23).
/// </summary>
public sealed record SittingWindow(string After, Dated<int> Months, Dated<int> Attempts, string NoShowUsesAttempt)
{
    /// <summary>What was found in the window; null <see cref="Last"/> before it opened.</summary>
    internal readonly record struct Found(DateOnly? Last, int Allowed, int Used, Fact.Attempt? Pass, Citation WindowSource, Citation LimitSource);

    /// <summary>Null where no figure is known for the day of filing.</summary>
    internal Found? Look(string kind, Look at)
    {
        if (Months.On(at.FiledOn) is not { Value: { } months } window || Attempts.On(at.FiledOn) is not { Value: { } allowed } limit)
            return null;

        DateOnly? opened = null;
        foreach (var approval in at.Of<Fact.Event>(After))
            if (opened is null || approval.On > opened)
                opened = approval.On;
        if (opened is not { } first)
            return new(null, allowed, 0, null, window.Source, limit.Source);

        var last = Calendar.AddMonths(first, months);
        var noShowCounts = at.Pack.Settings[NoShowUsesAttempt].On(at.FiledOn) == "true";
        var (used, pass) = (0, (Fact.Attempt?)null);
        foreach (var sat in at.Of<Fact.Attempt>(kind))
            if (sat.On >= first && sat.On <= last && UsesUp(sat, noShowCounts))
            {
                used++;
                if (sat.Outcome is AttemptOutcome.Pass && Before(sat, kind, at, first, noShowCounts) < allowed && (pass is null || sat.On < pass.On))
                    pass = sat;
            }

        return new(last, allowed, Math.Min(used, allowed), pass, window.Source, limit.Source);
    }

    private static bool UsesUp(Fact.Attempt sat, bool noShowCounts) => sat.Outcome is AttemptOutcome.Pass or AttemptOutcome.Fail || (sat.Outcome is AttemptOutcome.NoShow && noShowCounts);

    /// <summary>How many sittings of the window were used up on days before; of one day, a pass is the first.</summary>
    private static int Before(Fact.Attempt pass, string kind, Look at, DateOnly first, bool noShowCounts)
    {
        var before = 0;
        foreach (var sat in at.Of<Fact.Attempt>(kind))
            if (sat.On >= first && sat.On < pass.On && UsesUp(sat, noShowCounts))
                before++;
        return before;
    }
}

/// <summary>
/// A sitting of <see cref="Attempt"/> was passed: inside the window and among the first so many, where the pack gives a
/// window. A pass of any day, where it gives none.
/// </summary>
public sealed record Passed(string Attempt, SittingWindow? Window) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "passed", ["attempt"], ["after", "months", "attempts", "noShow"], r => new Passed(r.FactKind("attempt", "attempt"), r.HasAny("after", "months", "attempts", "noShow") ? r.SittingWindow() : null));

    public override ImmutableArray<Ending> Endings => Window is null
        ? [new("met", "day"), new("missing")]
        :
        [
            new("met", "day"), new("open", "left", "last"), new("not-open"), new("used-up", "attempts"), new("closed", "last"), new("no-figure", "day"),
        ];

    internal override Finding Check(Look at)
    {
        if (Window is null)
        {
            foreach (var attempt in at.Of<Fact.Attempt>(Attempt))
                if (attempt.Outcome is AttemptOutcome.Pass)
                    return this.Met("met", null, at.SaidAlone(attempt.On));
            return this.Supply("missing", null);
        }

        if (Window.Look(Attempt, at) is not { } found)
            return this.NoFigure(at.FiledOn);

        // Before the approval there is no window, so nothing can be said yet: it holds.
        if (found.Last is not { } last)
            return this.Unknown("not-open");

        if (found.Pass is { } pass)
            return this.Met("met", null, at.SaidAlone(pass.On));

        // Sittings used up, or the window over: nothing can be added to this file and no waiting helps. Never refuses the
        // certificate on this eligibility, not the person: the way on is a new application with its fee (CF-22).
        return found.Used == found.Allowed ? this.Never("used-up", found.LimitSource, ("attempts", found.Allowed))
            : at.AsOf > last ? this.Never("closed", found.WindowSource, ("last", last))
            : this.SupplyUntil(last, "open", null, ("left", found.Allowed - found.Used), ("last", last));
    }
}

/// <summary>One more sitting may be booked: not passed yet, the window open, sittings left.</summary>
public sealed record SittingOpen(string Attempt, SittingWindow Window) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "sitting-open", ["attempt", "after", "months", "attempts", "noShow"], [], r => new SittingOpen(r.FactKind("attempt", "attempt"), r.SittingWindow()));

    public override ImmutableArray<Ending> Endings { get; } =
        [new("met", "left", "last"), new("passed", "day"), new("not-open"), new("used-up", "attempts"), new("closed", "last"), new("no-figure", "day")];

    internal override Finding Check(Look at)
    {
        if (Window.Look(Attempt, at) is not { } found)
            return this.NoFigure(at.FiledOn);

        if (found.Last is not { } last)
            return this.Unknown("not-open");

        return found.Pass is { } pass ? this.Never("passed", null, ("day", pass.On))
            : found.Used == found.Allowed ? this.Never("used-up", found.LimitSource, ("attempts", found.Allowed))
            : at.AsOf > last ? this.Never("closed", found.WindowSource, ("last", last))
            : this.Met("met", found.LimitSource, ("left", found.Allowed - found.Used), ("last", last));
    }
}
