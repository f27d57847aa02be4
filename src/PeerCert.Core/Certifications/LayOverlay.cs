using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("certificate-overlay-laid")]
public sealed record CertificateOverlayLaid(string Number, CertificateOverlay Overlay, DateOnly From, DateOnly? Through) : IJournalEvent;

[JournalEvent("certificate-overlay-lifted")]
public sealed record CertificateOverlayLifted(string Number, CertificateOverlay Overlay, DateOnly Through) : IJournalEvent;

/// <summary>It should never have been laid: asked about any day, it never lay.</summary>
[JournalEvent("certificate-overlay-overturned")]
public sealed record CertificateOverlayOverturned(string Number, CertificateOverlay Overlay) : IJournalEvent;

/// <summary>
/// Staff lay a suspension, a revocation, an investigation or "not in use" over a certificate. The registry shows it in the same commit, long before its
/// 72 hours are over (CAL-805.2, CF-31). The dates run on underneath (CF-28).
/// </summary>
public static class LayOverlay
{
    /// <param name="Through">The last day, where one is known; none while it lies until somebody lifts it.</param>
    public sealed record Command(string Number, CertificateOverlay? Overlay, TypedDay From, TypedDay Through, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, CertificateChanges changes, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var (from, through, why) = (command.From.ReadPast("From", clock.Today), command.Through.IsEmpty ? (Result<DateOnly>?)null : command.Through.Read("Through"), Reason.Read(command.Reason, "Reason"));
            var noKind = command.Overlay is null ? Problem.Invalid.At("Overlay", Text.Of("field.choice-missing")) : null;
            var backwards = from.Succeeded(out var first, out _) && through?.Succeeded(out var last, out _) is true && last < first ? Problem.Invalid.At("Through", Text.Of("entry.ends-before", ("from", first))) : null;
            if (Problem.Invalid.Of(noKind, from.Problem, through?.Problem, backwards, why.Problem) is { } wrong)
                return wrong;
            if (await db.Certificates.SingleOrDefaultAsync(c => c.Number == command.Number && c.AnnulledOn == null, ct) is not { } certificate)
                return new Problem.NotFound("thing.certificate");
            if (first < certificate.IssuedOn)
                return Problem.Invalid.At("From", Text.Of("overlay.before-issue", ("issued", certificate.IssuedOn)));
            var (overlay, until) = (command.Overlay!.Value, through?.Match(d => (DateOnly?)d, _ => null));
            var life = await db.LifeOfAsync(certificate, ct);
            if (life.Overlays.Any(o => o.Overlay == overlay && (o.Through is null || o.Through >= first) && (until is null || o.From <= until)))
                return new Problem.AlreadyDone("certificate-overlay-row");

            return await db.InTransactionAsync<Done>(async inner =>
            {
                await changes.LayAsync(certificate, life, new(overlay, first, until), new CertificateOverlayLaid(certificate.Number, overlay, first, until), "certificate-overlay-laid", why.Match(r => r, _ => ""), command.By.Actor, inner);
                await notices.TellAsync(
                    certificate.Person, "certificate-overlay", $"{certificate.Number}/{overlay}/{first:O}",
                    Text.Of($"notice.overlay.{TextKeys.Kebab(overlay.ToString())}", ("number", certificate.Number), ("from", first)), null, null, inner);
                return new Done();
            }, ct);
        }
    }
}

/// <summary>Ends an overlay with a day, or finds that it should never have been laid.</summary>
public static class EndOverlay
{
    /// <param name="Through">Its last day; none where it never should have been.</param>
    public sealed record Command(Guid Row, bool IsOverturned, TypedDay Through, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, CertificateChanges changes, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var (through, why) = (command.IsOverturned ? (Result<DateOnly>?)null : command.Through.Read("Through"), Reason.Read(command.Reason, "Reason"));
            if (Problem.Invalid.Of(through?.Problem, why.Problem) is { } wrong)
                return wrong;
            if (await db.StandingOverlays.SingleOrDefaultAsync(o => o.Id == command.Row, ct) is not { } laid)
                return new Problem.NotFound("thing.certificate-overlay-row");
            var certificate = await db.Certificates.SingleAsync(c => c.Id == laid.Certificate, ct);
            var last = through?.Match(d => (DateOnly?)d, _ => null);
            if (last < laid.From)
                return Problem.Invalid.At("Through", Text.Of("entry.ends-before", ("from", laid.From)));

            var life = await db.LifeOfAsync(certificate, ct);
            var others = life.Overlays.Remove(new(laid.Overlay, laid.From, laid.Through));
            return await db.InTransactionAsync<Done>(async inner =>
            {
                db.Add(new CertificateOverlayRow
                {
                    Id = OrderedId.At(clock.Now),
                    Certificate = certificate.Id,
                    Overlay = laid.Overlay,
                    From = laid.From,
                    Through = last ?? laid.Through,
                    IsWithdrawn = command.IsOverturned,
                    Supersedes = laid.Id,
                    RecordedAt = clock.Now,
                    RecordedBy = command.By.Actor.Name,
                });
                IJournalEvent happened = last is { } day
                    ? new CertificateOverlayLifted(certificate.Number, laid.Overlay, day)
                    : new CertificateOverlayOverturned(certificate.Number, laid.Overlay);
                journal.Record(happened, certificate, command.By.Actor, why.Match(r => r, _ => ""));
                await changes.ShowAsync(certificate, life with { Overlays = last is null ? others : others.Add(new(laid.Overlay, laid.From, last)) }, last is null ? "certificate-overlay-overturned" : "certificate-overlay-lifted", inner);
                await notices.TellAsync(
                    certificate.Person, "certificate-overlay-end", $"{laid.Id}/{last:O}",
                    last is { } told
                        ? Text.Of($"notice.overlay-lifted.{TextKeys.Kebab(laid.Overlay.ToString())}", ("number", certificate.Number), ("through", told))
                        : Text.Of("notice.overlay-overturned", ("number", certificate.Number)),
                    null, null, inner);
                return new Done();
            }, ct);
        }
    }
}
