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
/// What the calendar alone makes of a certificate on one day; what people decided (a suspension) lies over it elsewhere.
/// <see cref="LastDay"/> is the last day of the tier, where it has one; <see cref="IsFirstTier"/> says that it is current.
/// </summary>
public sealed record DateStanding(StandingState State, string? Tier, Citation? Source, DateOnly? LastDay, bool IsFirstTier);

public static class Standing
{
    private static readonly DateStanding NotYetActive = new(StandingState.NotYetActive, null, null, null, false);
    private static readonly DateStanding NoStandard = new(StandingState.NoStandard, null, null, null, false);

    /// <summary>
    /// The standing on <paramref name="day"/>, in the vocabulary of the pack that governs that day (CF-34): whoever was due
    /// on 2023-06-30 was lapsed on 2024-07-15 and is expired on 2025-07-15. Every tier is counted from the due date itself.
    /// </summary>
    public static DateStanding On(StandardsLibrary library, DateOnly activeFrom, DateOnly due, DateOnly day)
    {
        if (day < activeFrom)
            return NotYetActive;

        return library.On(GoverningQuestion.Standing, day)?.Lifecycle is { } lifecycle ? On(lifecycle, activeFrom, due, day) : NoStandard;
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
}
