using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// What follows for a certificate from a filing or an overlay, in the caller's commit: the dates that lists are searched by, and the line of
/// the registry. One place, so that the two can never say different things.
/// </summary>
public sealed class CertificateChanges(PeerCertDb db, StandardsLibrary library, IRegistryPublisher registry, JournalWriter journal, ProgramClock clock)
{
    /// <summary>Looks whether a filing is whole by these facts of its; from then on it may keep the certificate current (CF-13).</summary>
    public async Task WholeAsync(RenewalFiling filing, Certificate certificate, Facts facts, Actor by, CancellationToken ct)
    {
        if (filing.WholeOn is not null || WholeFiling.Of(library, facts, filing.SubmittedOn, clock.Today) is not { } whole)
            return;
        filing.IsWhole(whole);
        journal.Record(new RenewalWhole(filing.Reference, whole.On, whole.Way), filing, by);
        if (!filing.IsPendingInTime)
            return;
        certificate.Wait(whole.On);
        certificate.Touch();
        await ShowAsync(certificate, await db.LifeOfAsync(certificate, ct), "renewal-whole", ct);
    }

    /// <summary>A filing is decided or withdrawn: it holds nothing any more, and a term may have been granted.</summary>
    public async Task SettledAsync(RenewalFiling filing, CertificateTerm? granted, string because, CancellationToken ct)
    {
        var certificate = await db.Certificates.SingleAsync(c => c.Id == filing.Certificate, ct);
        var held = certificate.PendingSince is not null;
        certificate.Wait(null);
        var life = await db.LifeOfAsync(certificate, ct);
        if (granted is not null)
        {
            db.Add(granted);
            life = life with { Terms = life.Terms.Add(new(granted.StartsOn, granted.DueOn)) };
            certificate.Renew(life.LastDue);
        }
        else if (!held)
            return;   // nothing that anybody sees has changed
        certificate.Touch();
        await ShowAsync(certificate, life, because, ct);
    }

    /// <summary>Something is laid over a certificate, by staff or by its holder: the registry shows it in the same commit (CAL-805.2).</summary>
    public async Task LayAsync(Certificate certificate, CertificateLife life, Laid laid, IJournalEvent happened, string because, string? why, Actor by, CancellationToken ct)
    {
        db.Add(new CertificateOverlayRow
        {
            Id = OrderedId.At(clock.Now),
            Certificate = certificate.Id,
            Overlay = laid.Overlay,
            From = laid.From,
            Through = laid.Through,
            RecordedAt = clock.Now,
            RecordedBy = by.Name,
        });
        journal.Record(happened, certificate, by, why);
        await ShowAsync(certificate, life with { Overlays = life.Overlays.Add(laid) }, because, ct);
    }

    public async Task ShowAsync(Certificate certificate, CertificateLife life, string because, CancellationToken ct)
    {
        if (await db.LegalNames.AsNoTracking().CurrentAsync(certificate.Person, ct) is { } name)
            await registry.ReplaceAsync(new(certificate.Number, name, life, because), ct);
    }
}

public static class RenewalFilings
{
    extension(PeerCertDb db)
    {
        /// <summary>The filing of a certificate that waits for its decision; null where none does.</summary>
        public Task<RenewalFiling?> OpenRenewalAsync(Id<Certificate> certificate, CancellationToken ct) =>
            db.RenewalFilings.SingleOrDefaultAsync(f => f.Certificate == certificate && f.State == RenewalFilingState.Submitted, ct);

        /// <summary>Days of the filings that were approved for a certificate.</summary>
        public Task<List<DateOnly>> AcceptedFilingsAsync(Id<Certificate> certificate, CancellationToken ct) =>
            db.RenewalFilings.AsNoTracking().Where(f => f.Certificate == certificate && f.State == RenewalFilingState.Approved && f.WholeOn != null).Select(f => f.WholeOn!.Value).ToListAsync(ct);
    }
}
