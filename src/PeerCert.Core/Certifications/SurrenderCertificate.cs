using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("certificate-surrendered")]
public sealed record CertificateSurrendered(string Number, DateOnly From) : IJournalEvent;

/// <summary>
/// A holder gives up the own certificate: from today it is not in use (CF-27), and the registry shows that at once. Its dates run on; staff can put it
/// back into use, which is told like the end of any overlay.
/// </summary>
public static class SurrenderCertificate
{
    /// <param name="Typed">The number, typed once more by whoever means it.</param>
    public sealed record Command(string Number, string? Typed, string? Reason, Actor By);

    private const int ReasonLength = 1_000;

    public sealed class Handler(PeerCertDb db, CertificateChanges changes, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnCertificateAsync(command.Number, command.By, ct)).Succeeded(out var certificate, out var problem))
                return problem;
            var life = await db.LifeOfAsync(certificate, ct);
            if (life.Overlays.Any(o => o.Overlay is CertificateOverlay.Inactive && o.Covers(clock.Today)))
                return new Done();   // the same form sent twice
            if (Problem.Invalid.Of(
                string.Equals(command.Typed?.Trim(), certificate.Number, StringComparison.OrdinalIgnoreCase) ? null : Problem.Invalid.At("Typed", Text.Of("surrender.type-number", ("number", certificate.Number))),
                command.Reason?.Trim().Length > ReasonLength ? Problem.Invalid.At("Reason", Text.Of("note.too-long", ("max", ReasonLength), ("length", command.Reason.Trim().Length))) : null) is { } wrong)
                return wrong;
            var why = command.Reason?.Trim() is { Length: > 0 } given ? given : null;
            var result = await db.InTransactionAsync<Done>(async inner =>
            {
                await changes.LayAsync(certificate, life, new(CertificateOverlay.Inactive, clock.Today, null), new CertificateSurrendered(certificate.Number, clock.Today), "certificate-surrendered", why, command.By, inner);
                certificate.Touch();   // two that are sent at once collide
                await notices.TellAsync(
                    certificate.Person, "certificate-overlay", $"{certificate.Number}/{CertificateOverlay.Inactive}/{clock.Today:O}",
                    Text.Of("notice.overlay.inactive", ("number", certificate.Number), ("from", clock.Today)), null, null, inner);
                return new Done();
            }, ct);
            return result.Problem is Problem.ChangedMeanwhile or Problem.AlreadyDone ? await HandleAsync(command, ct) : result;
        }
    }
}
