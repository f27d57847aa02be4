using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerCert.Standards.Model;

/// <summary>What a person decided about a certificate that lies over its dates, in the order in which one hides the other (CF-29).</summary>
public enum CertificateOverlay
{
    /// <summary>Withdrawn, for a time or for good.</summary>
    Revoked,

    /// <summary>From its first day until it is lifted, however early it might have been (CF-127).</summary>
    Suspended,

    /// <summary>Given up by its holder, or the holder died (CF-27).</summary>
    Inactive,

    /// <summary>Shown beside the standing; it takes nothing away.</summary>
    UnderInvestigation,
}

/// <summary>
/// One term a certificate was granted for, from the day of the grant on. A renewal that was filed in time and decided after the due
/// date begins the day after that, so that no day is left out (CF-13).
/// </summary>
public readonly record struct Term(DateOnly From, DateOnly Due);

/// <summary>An overlay from its first day through its last; null while it is not lifted.</summary>
public readonly record struct Laid(CertificateOverlay Overlay, DateOnly From, DateOnly? Through)
{
    public bool Covers(DateOnly day) => From <= day && (Through is not { } last || day <= last);
}

/// <summary>
/// All that the standing of one certificate on any day follows from: what was granted, whether a filing that was whole and paid by
/// the due date still waits for its decision, and what lies over it.
/// </summary>
/// <param name="ActiveFrom">The first issue of its number.</param>
/// <param name="Terms">At least one, in any order.</param>
/// <param name="PendingSince">The day of the filing that waits; null where none does.</param>
public sealed record CertificateLife(DateOnly ActiveFrom, ImmutableArray<Term> Terms, DateOnly? PendingSince, ImmutableArray<Laid> Overlays)
{
    /// <summary>The last day on which it is current by what had been granted on <paramref name="day"/>.</summary>
    public DateOnly DueOn(DateOnly day)
    {
        var governing = Terms[0];
        foreach (var term in Terms)
            if (term.From <= day && (governing.From > day || term.From > governing.From || (term.From == governing.From && term.Due > governing.Due)))
                governing = term;
            else if (governing.From > day && term.From < governing.From)
                governing = term;   // before the first grant nothing stands; the earliest says until when it will
        return governing.Due;
    }

    /// <summary>The last day on which it is current by all that has been granted.</summary>
    [JsonIgnore]
    public DateOnly LastDue => DueOn(DateOnly.MaxValue);

    public static CertificateLife Of(DateOnly activeFrom, DateOnly due) => new(activeFrom, [new(activeFrom, due)], null, []);
}
