using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// Whether somebody's certificate keeps them from another number: it does until it is vacated (CAL-209.V1), or until a revocation of it has ended, after
/// which a new application is the way back (CF-118). Nobody gets around a suspension by applying anew.
/// </summary>
public sealed class HeldCertificates(PeerCertDb db, StandardsLibrary library, ProgramClock clock) : IHeldCertificates
{
    public async Task<Problem?> InTheWayAsync(Id<Person> person, CancellationToken ct)
    {
        if (await db.NewestCertificateAsync(person, ct) is not { } held || library.On(GoverningQuestion.Filing, clock.Today) is not { } pack)
            return null;
        var life = await db.LifeOfAsync(held, ct);
        return life.Overlays.Any(o => o.Overlay is CertificateOverlay.Suspended or CertificateOverlay.Revoked && o.Covers(clock.Today))
                ? new Problem.Refused("certificate-restricted", Text.Of("problem.certificate-restricted", ("number", held.Number)))
            : life.Overlays.Any(o => o.Overlay is CertificateOverlay.Revoked) || IsAnotherNumberOpen(pack.Lifecycle, life, clock.Today) ? null
            : new Problem.Refused("certified-already", Text.Of("problem.certified-already", ("number", held.Number)));
    }

    /// <summary>Whether the pack has a way to another number for a certificate as it stands on a day.</summary>
    private static bool IsAnotherNumberOpen(Lifecycle lifecycle, CertificateLife life, DateOnly today) =>
        lifecycle.Ways.Any(w => w is { NewNumber: true, Tier: { } tier } && lifecycle.Days(tier, life.ActiveFrom, life.LastDue) is var (first, last) && first <= today && !(last < today));
}

public static class NewestCertificate
{
    /// <summary>Somebody's newest certificate that stands; null where they have none.</summary>
    public static Task<Certificate?> NewestCertificateAsync(this PeerCertDb db, Id<Person> person, CancellationToken ct) =>
        db.Certificates.AsNoTracking().Where(c => c.Person == person && c.AnnulledOn == null).OrderByDescending(c => c.IssuedOn).ThenByDescending(c => c.Number).FirstOrDefaultAsync(ct);
}
