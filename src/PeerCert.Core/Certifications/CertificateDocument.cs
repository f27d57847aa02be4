using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>The five things a certificate carries (CAL-801.11.B); the certifying entity's name comes from the program's settings.</summary>
public sealed record CertificateDocument(string Number, string LegalName, DateOnly IssuedOn, DateOnly ValidThrough);

public sealed class OpenCertificate(PeerCertDb db)
{
    /// <summary>A certificate for its holder, or for staff where <paramref name="asStaff"/> is set.</summary>
    public async Task<Result<CertificateDocument>> HandleAsync(string number, bool asStaff, Actor by, CancellationToken ct)
    {
        var certificate = await db.Certificates.AsNoTracking()
            .Where(c => c.Number == number && c.AnnulledOn == null && (asStaff || db.People.Any(p => p.Id == c.Person && p.Account == by.Account)))
            .SingleOrDefaultAsync(ct);
        return certificate is not null && await db.LegalNames.AsNoTracking().CurrentAsync(certificate.Person, ct) is { } name
            ? new CertificateDocument(certificate.Number, name.AsPrinted, certificate.IssuedOn, certificate.CurrentUntil)
            : new Problem.NotFound("thing.certificate");
    }
}
