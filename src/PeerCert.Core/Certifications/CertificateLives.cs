using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// An overlay that somebody laid on a certificate. Append-only: lifting it, or finding that it should never have been laid, is a row that
/// supersedes the one before. A row that is withdrawn stands for none.
/// </summary>
public sealed class CertificateOverlayRow
{
    public required Guid Id { get; init; }
    public required Id<Certificate> Certificate { get; init; }
    public required CertificateOverlay Overlay { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last day on which it lies; null while it is not lifted.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>It was overturned: asked about any day, it never lay (shownAt still tells what was shown).</summary>
    public bool IsWithdrawn { get; init; }

    public Guid? Supersedes { get; init; }
    public required DateTime RecordedAt { get; init; }
    public required string RecordedBy { get; init; }
}

/// <summary>Puts the life of certificates together from what was granted, what waits and what lies over it, as it is known now.</summary>
public static class CertificateLives
{
    extension(PeerCertDb db)
    {
        /// <summary>Terms that no correction has superseded.</summary>
        public IQueryable<CertificateTerm> StandingTerms => db.CertificateTerms.AsNoTracking().Where(t => !db.CertificateTerms.Any(later => later.Supersedes == t.Id));

        /// <summary>Overlays as they stand: neither superseded nor withdrawn.</summary>
        public IQueryable<CertificateOverlayRow> StandingOverlays =>
            db.CertificateOverlays.AsNoTracking().Where(o => !o.IsWithdrawn && !db.CertificateOverlays.Any(later => later.Supersedes == o.Id));

        public async Task<CertificateLife> LifeOfAsync(Certificate certificate, CancellationToken ct) => (await db.LivesOfAsync([certificate], ct))[certificate.Id];

        public async Task<IReadOnlyDictionary<Id<Certificate>, CertificateLife>> LivesOfAsync(IReadOnlyCollection<Certificate> certificates, CancellationToken ct)
        {
            var ids = certificates.Select(c => c.Id).ToList();
            var terms = (await db.StandingTerms.Where(t => ids.Contains(t.Certificate)).ToListAsync(ct)).ToLookup(t => t.Certificate);
            var overlays = (await db.StandingOverlays.Where(o => ids.Contains(o.Certificate)).ToListAsync(ct)).ToLookup(o => o.Certificate);
            return certificates.ToDictionary(c => c.Id, c => LifeOf(c, terms[c.Id], overlays[c.Id]));
        }
    }

    internal static CertificateLife LifeOf(Certificate certificate, IEnumerable<CertificateTerm> terms, IEnumerable<CertificateOverlayRow> overlays) => new(
        certificate.IssuedOn,
        [.. terms.OrderBy(t => t.StartsOn).ThenBy(t => t.DueOn).Select(t => new Term(t.StartsOn, t.DueOn))],
        certificate.PendingSince,
        [.. overlays.OrderBy(o => o.From).ThenBy(o => o.Overlay).Select(o => new Laid(o.Overlay, o.From, o.Through))]);
}
