using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>
/// When sittings count, and how many. Whether staying away uses a sitting up is a setting (CF-23).
/// </summary>
public sealed record SittingWindow(SittingWindow.Opening Opens, Dated<int> Attempts, string NoShowUsesAttempt)
{
    /// <summary>Keys of a window after an approval, of one in a tier, and of both.</summary>
    internal static readonly string[] ApprovalKeys = ["after", "months"], TierKeys = ["term", "tier", "request", "requestDaysBefore"], Keys = [.. ApprovalKeys, .. TierKeys, "attempts", "noShow"];

    /// <summary>What opens the window, and when it ends.</summary>
    public abstract record Opening
    {
        /// <summary>First and last day, and where that is printed; null days before anything opened it. Null where no figure is known.</summary>
        internal abstract (DateOnly First, DateOnly Last, Citation Source)? Days(Look at, Citation rule, out bool figureMissing);
    }

    /// <summary>From an approval; the same day so many months later is inside (§403(3), CF-07, CF-54).</summary>
    public sealed record AfterApproval(string After, Dated<int> Months) : Opening
    {
        internal override (DateOnly First, DateOnly Last, Citation Source)? Days(Look at, Citation rule, out bool figureMissing)
        {
            figureMissing = false;
            if (Months.On(at.FiledOn) is not { Value: { } months } window)
            {
                figureMissing = true;
                return null;
            }

            DateOnly? opened = null;
            foreach (var approval in at.Of<Fact.Event>(After))
                if (opened is null || approval.On > opened)
                    opened = approval.On;
            return opened is { } first ? (first, Calendar.AddMonths(first, months), window.Source) : null;
        }
    }

    /// <summary>
    /// As long as the certificate stands in a tier (§209 Expired, CF-21). A sitting is asked for (<see cref="Request"/>) so many
    /// days before the last one (CF-20).
    /// </summary>
    public sealed record InTier(string Term, string Tier, string Request, Dated<int> RequestDaysBefore) : Opening
    {
        internal override (DateOnly First, DateOnly Last, Citation Source)? Days(Look at, Citation rule, out bool figureMissing)
        {
            figureMissing = false;
            return FiledInTier.Newest(Term, at) is { Until: { } due } term && at.Pack.Lifecycle.Days(Tier, term.From, due) is (var first, { } last) ? (first, last, rule) : null;
        }

        /// <summary>The last day to ask for a sitting, where no request that came in time is still open; null where one may yet sit.</summary>
        internal (DateOnly Day, Citation Source)? RequestOver(Look at, DateOnly last, int sat)
        {
            if (RequestDaysBefore.On(at.FiledOn) is not { Value: { } days } figure)
                return null;
            var latest = Calendar.Run(last, days, ClockUnit.DaysBefore);
            var asked = 0;
            foreach (var request in at.Of<Fact.Event>(Request))
                if (request.On <= latest)
                    asked++;
            return at.AsOf > latest && asked <= sat ? (latest, figure.Source) : null;
        }
    }

    /// <summary>What was found in the window; null <see cref="Last"/> before it opened. <see cref="Sat"/> counts every sitting, used up or not.</summary>
    internal readonly record struct Found(DateOnly? First, DateOnly? Last, int Allowed, int Used, int Sat, Fact.Attempt? Pass, Citation WindowSource, Citation LimitSource);

    internal ImmutableArray<Ending> Endings => Opens is InTier ? [new("too-early", "first"), new("request-over", "request")] : [];

    /// <summary>Null where no figure is known for the day of filing.</summary>
    internal Found? Look(Requirement rule, string kind, Look at)
    {
        var days = Opens.Days(at, rule.Source, out var figureMissing);
        if (figureMissing || Attempts.On(at.FiledOn) is not { Value: { } allowed } limit)
            return null;

        if (days is not (var first, var last, var source))
            return new(null, null, allowed, 0, 0, null, rule.Source, limit.Source);

        var noShowCounts = at.Pack.Settings[NoShowUsesAttempt].On(at.FiledOn) == "true";
        var (used, sittings, pass) = (0, 0, (Fact.Attempt?)null);
        foreach (var sat in at.Of<Fact.Attempt>(kind))
        {
            if (sat.On < first || sat.On > last)
                continue;
            sittings += sat.Outcome is AttemptOutcome.Cancelled ? 0 : 1;
            if (!UsesUp(sat, noShowCounts))
                continue;
            used++;
            if (sat.Outcome is AttemptOutcome.Pass && Before(sat, kind, at, first, noShowCounts) < allowed && (pass is null || sat.On < pass.On))
                pass = sat;
        }

        return new(first, last, allowed, Math.Min(used, allowed), sittings, pass, source, limit.Source);
    }

    /// <summary>
    /// Why no (further) sitting of this window can be passed, or null while one can. Sittings used up, or the window over:
    /// nothing can be added to this file and no waiting helps. Never refuses what is asked for on this file, not the person:
    /// the way on is another one with its own fee (CF-22).
    /// </summary>
    internal Finding? Shut(Requirement rule, Found found, Look at) =>
        found is not { First: { } first, Last: { } last } ? rule.Unknown("not-open")   // nothing can be said yet: it holds
        : found.Used == found.Allowed ? rule.Never("used-up", found.LimitSource, ("attempts", found.Allowed))
        : at.AsOf > last ? rule.Never("closed", found.WindowSource, ("last", last))
        : Opens is not InTier tier ? null
        : at.AsOf < first ? rule.WaitUntil(first, "too-early", null, ("first", first))
        : tier.RequestOver(at, last, found.Sat) is var (day, source) ? rule.Never("request-over", source, ("request", day))
        : null;

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
        "passed", ["attempt"], SittingWindow.Keys, r => new Passed(r.FactKind("attempt", "attempt"), r.HasAny(SittingWindow.Keys) ? r.SittingWindow() : null));

    public override ImmutableArray<Ending> Endings => Window is null
        ? [new("met", "day"), new("missing")]
        :
        [
            new("met", "day"), new("open", "left", "last"), new("not-open"), new("used-up", "attempts"), new("closed", "last"), .. Window.Endings, new("no-figure", "day"),
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

        if (Window.Look(this, Attempt, at) is not { } found)
            return this.NoFigure(at.FiledOn);

        return found.Pass is { } pass ? this.Met("met", null, at.SaidAlone(pass.On))
            : Window.Shut(this, found, at) ?? this.SupplyUntil(found.Last!.Value, "open", null, ("left", found.Allowed - found.Used), ("last", found.Last!.Value));
    }
}

/// <summary>One more sitting may be booked: not passed yet, the window open, sittings left.</summary>
public sealed record SittingOpen(string Attempt, SittingWindow Window) : Requirement
{
    internal static readonly RuleKind Kind = new(
        "sitting-open", ["attempt", "attempts", "noShow"], [.. SittingWindow.ApprovalKeys, .. SittingWindow.TierKeys],
        r => new SittingOpen(r.FactKind("attempt", "attempt"), r.SittingWindow()));

    public override ImmutableArray<Ending> Endings =>
        [new("met", "left", "last"), new("passed", "day"), new("not-open"), new("used-up", "attempts"), new("closed", "last"), .. Window.Endings, new("no-figure", "day")];

    internal override Finding Check(Look at)
    {
        if (Window.Look(this, Attempt, at) is not { } found)
            return this.NoFigure(at.FiledOn);

        return found.Pass is { } pass ? this.Never("passed", null, ("day", pass.On))
            : Window.Shut(this, found, at) ?? this.Met("met", found.LimitSource, ("left", found.Allowed - found.Used), ("last", found.Last!.Value));
    }
}
