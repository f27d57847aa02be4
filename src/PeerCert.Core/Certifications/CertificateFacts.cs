using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>What a certificate itself says to a filing for its next term: its terms, what lies over it, from when hours count, and the day of the filing.</summary>
public sealed class CertificateFacts(PeerCertDb db) : IFactSource
{
    public const string Term = "certificate-term";
    public const string Suspension = "suspension";
    public const string Revocation = "revocation";
    public const string Inactivity = "inactivity";
    public const string Filing = "renewal-filing";

    /// <summary>The day after which continuing education counts (CF-72).</summary>
    public const string PeriodBegan = "ce-period-began";

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => new Id<RenewalFiling>(s.File)).ToList();
        var filings = await db.RenewalFilings.AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(ct);
        if (filings.Count == 0)
            return Enumerable.Empty<(Subject, Fact)>().ToLookup(f => f.Item1, f => f.Item2);
        var held = filings.Select(f => f.Certificate).ToList();
        var certificates = await db.Certificates.AsNoTracking().Where(c => held.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var lives = await db.LivesOfAsync(certificates.Values, ct);
        var accepted = (await db.RenewalFilings.AsNoTracking().Where(f => held.Contains(f.Certificate) && f.State == RenewalFilingState.Approved && f.WholeOn != null)
            .Select(f => new { f.Certificate, f.WholeOn }).ToListAsync(ct)).ToLookup(f => f.Certificate, f => f.WholeOn!.Value);
        return (
            from filing in filings
            let own = filing.WholeOn is { } whole ? [new Fact.Filing(Filing, whole)] : Array.Empty<Fact>()
            from fact in Of(lives[filing.Certificate], accepted[filing.Certificate].Where(day => filing.WholeOn is null || day < filing.WholeOn)).Concat(own)
            select (Subject: filing.Subject(), Fact: fact)).ToLookup(f => f.Subject, f => f.Fact);
    }

    /// <summary>The facts of a certificate alone: of what it would take, nobody has to have filed anything.</summary>
    /// <param name="accepted">Days of the filings that were approved before.</param>
    public static IEnumerable<Fact> Of(CertificateLife life, IEnumerable<DateOnly> accepted)
    {
        foreach (var term in life.Terms)
            yield return new Fact.Overlay(Term, term.From, term.Due);
        foreach (var laid in life.Overlays)
            if (KindOf(laid.Overlay) is { } kind)
                yield return new Fact.Overlay(kind, laid.From, laid.Through);
        yield return new Fact.Event(PeriodBegan, accepted.Append(life.ActiveFrom).Max(), null);
    }

    private static string? KindOf(CertificateOverlay overlay) => overlay switch
    {
        CertificateOverlay.Suspended => Suspension,
        CertificateOverlay.Revoked => Revocation,
        CertificateOverlay.Inactive => Inactivity,
        _ => null,
    };
}

public static class RenewalFilingAccess
{
    public static Subject Subject(this RenewalFiling filing) => new(filing.Person, filing.Id.Value);

    extension(PeerCertDb db)
    {
        /// <summary>The filing, if it belongs to the account. Not found and not yours look the same.</summary>
        public async Task<Result<RenewalFiling>> OwnRenewalAsync(Id<RenewalFiling> id, Actor by, CancellationToken ct) =>
            await db.RenewalFilings.SingleOrDefaultAsync(f => f.Id == id && db.People.Any(p => p.Id == f.Person && p.Account == by.Account), ct) is { } own
                ? own
                : new Problem.NotFound("thing.renewal-filing");

        /// <summary>One's own certificate that stands.</summary>
        public async Task<Result<Certificate>> OwnCertificateAsync(string number, Actor by, CancellationToken ct) =>
            await db.Certificates.SingleOrDefaultAsync(c => c.Number == number && c.AnnulledOn == null && db.People.Any(p => p.Id == c.Person && p.Account == by.Account), ct) is { } own
                ? own
                : new Problem.NotFound("thing.certificate");

        /// <summary>A filing that was sent, for staff.</summary>
        public async Task<Result<RenewalFiling>> AnyRenewalAsync(Id<RenewalFiling> id, CancellationToken ct) =>
            await db.RenewalFilings.SingleOrDefaultAsync(f => f.Id == id, ct) is { } filing ? filing : new Problem.NotFound("thing.renewal-filing");
    }
}
