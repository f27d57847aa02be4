using System.Diagnostics;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

public enum StandingState
{
    /// <summary>The day asked about is before the certificate began.</summary>
    NotYetActive,

    /// <summary>No text we have says what a standing was called on that day.</summary>
    NoStandard,

    /// <summary>One of the tiers of the pack that governs the day.</summary>
    InTier,
}

/// <summary>
/// What the calendar alone makes of a certificate on one day; what people decided (a suspension) lies over it.
/// <see cref="LastDay"/> is the last day of the tier, where it has one; <see cref="IsFirstTier"/> says that it is current.
/// </summary>
public readonly record struct DateStanding(StandingState State, string? Tier, Citation? Source, DateOnly? LastDay, bool IsFirstTier);

/// <summary>The standing in the four groups that the public sees (CAL-500.2.E).</summary>
public enum PublicStatus { Active, Suspended, Revoked, NotCurrent }

/// <summary>
/// A certificate on one day: what the calendar says, and the overlay that hides it, if any (CF-29).
/// <see cref="IsHeld"/> says that it is current only because a filing made in time is not decided yet (CF-13).
/// </summary>
public readonly record struct StandingOnDay(DateStanding Date, CertificateOverlay? Hidden, bool IsUnderInvestigation, bool IsHeld)
{
    /// <summary>Active and in good standing (CAL-102.30, CF-27).</summary>
    public bool IsValid => Status is PublicStatus.Active;

    public PublicStatus Status => Hidden switch
    {
        CertificateOverlay.Revoked => PublicStatus.Revoked,
        CertificateOverlay.Suspended => PublicStatus.Suspended,
        CertificateOverlay.Inactive => PublicStatus.NotCurrent,
        _ => Date.IsFirstTier ? PublicStatus.Active : PublicStatus.NotCurrent,
    };

    /// <summary>What the certifying entity does about it, as the registry shows it (CAL-500.2.F); null for nothing.</summary>
    public CertificateOverlay? Action => Hidden is CertificateOverlay.Revoked or CertificateOverlay.Suspended ? Hidden
        : IsUnderInvestigation ? CertificateOverlay.UnderInvestigation : null;
}

public static class Standing
{
    /// <summary>The pack's setting: a filing that was whole and paid by the due date keeps the certificate current until it is decided (CF-13).</summary>
    public const string PendingStaysCurrent = "pending-timely-stays-current";

    /// <summary>Settings that say from when a new term is counted (CF-19): the day before was the last one, or the day of the decision.</summary>
    public const string OnTimeAnchor = "renewed-on-time-anchor", LateAnchor = "renewed-late-anchor";

    private static readonly DateStanding NotYetActive = new(StandingState.NotYetActive, null, null, null, false);
    private static readonly DateStanding NoStandard = new(StandingState.NoStandard, null, null, null, false);

    /// <summary>
    /// The standing on <paramref name="day"/> by what is known of <paramref name="life"/> now, in the vocabulary of the pack that governs that day.
    /// A day ahead is answered as if nothing changed until then.
    /// </summary>
    public static StandingOnDay On(StandardsLibrary library, CertificateLife life, DateOnly day) =>
        Governing(library, day) is { } pack ? On(pack, life, day) : new(day < life.ActiveFrom ? NotYetActive : NoStandard, null, false, false);

    private static Pack? Governing(StandardsLibrary library, DateOnly day) => library.On(GoverningQuestion.Standing, day);

    /// <summary>The standing on <paramref name="day"/> in the words of one pack, whether or not it governs that day.</summary>
    public static StandingOnDay On(Pack pack, CertificateLife life, DateOnly day)
    {
        var due = life.DueOn(day);
        var date = On(pack.Lifecycle, life.ActiveFrom, due, day);
        var held = date is { State: StandingState.InTier, IsFirstTier: false } && life.PendingSince is { } since && since <= due
            && pack.Settings.TryGetValue(PendingStaysCurrent, out var setting) && setting.On(day) == "true";
        if (held)
            date = new(StandingState.InTier, pack.Lifecycle.Tiers[0].Name, pack.Settings[PendingStaysCurrent].Entries[0].Source, null, true);

        var (hidden, investigated) = ((CertificateOverlay?)null, false);
        foreach (var laid in life.Overlays)
            if (!laid.Covers(day))
                continue;
            else if (laid.Overlay is CertificateOverlay.UnderInvestigation)
                investigated = true;
            else if (hidden is null || laid.Overlay < hidden)
                hidden = laid.Overlay;
        return new(date, date.State is StandingState.InTier ? hidden : null, investigated, held);
    }

    /// <summary>
    /// The standing on <paramref name="day"/>, in the vocabulary of the pack that governs that day (CF-34): whoever was due
    /// on 2023-06-30 was lapsed on 2024-07-15 and is expired on 2025-07-15. Every tier is counted from the due date itself.
    /// </summary>
    public static DateStanding On(StandardsLibrary library, DateOnly activeFrom, DateOnly due, DateOnly day)
    {
        if (day < activeFrom)
            return NotYetActive;

        return Governing(library, day)?.Lifecycle is { } lifecycle ? On(lifecycle, activeFrom, due, day) : NoStandard;
    }

    /// <summary>The standing on <paramref name="day"/> in the words of one pack, whether or not it governs that day.</summary>
    public static DateStanding On(Lifecycle lifecycle, DateOnly activeFrom, DateOnly due, DateOnly day)
    {
        if (day < activeFrom)
            return NotYetActive;

        if (day < lifecycle.TiersFrom)
            return NoStandard;

        foreach (var tier in lifecycle.Tiers)
        {
            // The anniversary itself is still inside (CF-11).
            var last = tier.YearsAfterDue is { } years ? Calendar.LastDayGranted(due, years) : (DateOnly?)null;
            if (last is null || day <= last)
                return new(StandingState.InTier, tier.Name, tier.Source, last, tier == lifecycle.Tiers[0]);
        }

        throw new UnreachableException("The loader refuses a last tier that ends.");
    }

    /// <summary>
    /// The last day of the term that begins on <paramref name="issuedOn"/>: same day number, cut at the end of the month,
    /// anniversary included (CF-05, CF-07, CF-19). Null where the pack gives no term for that day.
    /// </summary>
    public static DateOnly? Due(Pack pack, DateOnly issuedOn) =>
        pack.Lifecycle.TermYears.On(issuedOn) is { Value: { } years } ? Calendar.LastDayGranted(issuedOn, years) : null;

    /// <summary>
    /// The term that a renewal or a way back grants: <paramref name="due"/> is the last due date, <paramref name="filedOn"/> the day on which the filing
    /// was whole. In time (also early) it is counted from the due date, so that nobody loses days; late from the decision, so that none are given (CF-19).
    /// Null where the pack gives no term.
    /// </summary>
    public static Term? Renewed(Pack pack, DateOnly due, DateOnly filedOn, DateOnly decidedOn)
    {
        if (pack.Lifecycle.TermYears.On(filedOn) is not { Value: { } years })
            return null;

        var onTime = filedOn <= due;
        var fromDue = pack.Settings[onTime ? OnTimeAnchor : LateAnchor].On(filedOn) == "due-date";
        return new(onTime && due < decidedOn ? due.AddDays(1) : decidedOn, Calendar.LastDayGranted(fromDue ? due : decidedOn, years));
    }
}
