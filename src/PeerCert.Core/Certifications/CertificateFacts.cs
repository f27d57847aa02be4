using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Exams;
using PeerCert.Core.Ledger;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// What a certificate itself says to a filing for its next term: its terms, what lies over it, from when hours count, and the day of the filing.
/// To a filing after the certificate expired belongs all that was done before to bring it back.
/// </summary>
public sealed class CertificateFacts(PeerCertDb db, RecordedFacts recorded, EvidenceFacts evidence, ExamFacts exams, FeeFacts fees) : IFactSource
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
        var files = subjects.Select(s => new Id<Reinstatement>(s.File)).ToList();
        var asked = filings.ConvertAll(f => f.Certificate);
        var begun = await db.Reinstatements.AsNoTracking().Where(r => files.Contains(r.Id) || asked.Contains(r.Certificate)).ToListAsync(ct);
        if (filings.Count == 0 && begun.Count == 0)
            return Enumerable.Empty<(Subject, Fact)>().ToLookup(f => f.Item1, f => f.Item2);
        var held = filings.Select(f => f.Certificate).Concat(begun.Select(r => r.Certificate)).Distinct().ToList();
        var certificates = await db.Certificates.AsNoTracking().Where(c => held.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var lives = await db.LivesOfAsync(certificates.Values, ct);
        var accepted = (await db.RenewalFilings.AsNoTracking().Where(f => held.Contains(f.Certificate) && f.State == RenewalFilingState.Approved && f.WholeOn != null)
            .Select(f => new { f.Certificate, f.WholeOn }).ToListAsync(ct)).ToLookup(f => f.Certificate, f => f.WholeOn!.Value);
        var done = await DoneBeforeAsync([.. filings.Select(f => Before(f, begun)).OfType<Reinstatement>().Select(r => r.Subject())], ct);
        var ofFilings =
            from filing in filings
            let own = filing.WholeOn is { } whole ? [new Fact.Filing(Filing, whole)] : Array.Empty<Fact>()
            let before = Before(filing, begun) is { } reinstatement ? done[reinstatement.Subject()] : []
            from fact in Of(lives[filing.Certificate], accepted[filing.Certificate].Where(day => filing.WholeOn is null || day < filing.WholeOn)).Concat(own).Concat(before)
            select (Subject: filing.Subject(), Fact: fact);
        var ofReinstatements =
            from reinstatement in begun
            where files.Contains(reinstatement.Id)
            from fact in Of(lives[reinstatement.Certificate], accepted[reinstatement.Certificate])
            select (Subject: reinstatement.Subject(), Fact: fact);
        return ofFilings.Concat(ofReinstatements).ToLookup(f => f.Subject, f => f.Fact);
    }

    private static Reinstatement? Before(RenewalFiling filing, List<Reinstatement> begun) => begun.Find(r => r.Certificate == filing.Certificate && r.FollowsDue == filing.FollowsDue);

    /// <summary>What every other source knows of a reinstatement.</summary>
    private async Task<ILookup<Subject, Fact>> DoneBeforeAsync(List<Subject> reinstatements, CancellationToken ct)
    {
        var known = new List<(Subject Subject, Fact Fact)>();
        if (reinstatements.Count > 0)
            foreach (var source in new IFactSource[] { recorded, evidence, exams, fees })
            {
                var facts = await source.AboutAsync(reinstatements, ct);
                known.AddRange(from subject in reinstatements from fact in facts[subject] select (subject, fact));
            }
        return known.ToLookup(k => k.Subject, k => k.Fact);
    }

    /// <summary>The facts of a certificate alone: of what it would take, nobody has to have filed anything.</summary>
    /// <param name="accepted">Days of the filings that were approved before.</param>
    public static IEnumerable<Fact> Of(CertificateLife life, IEnumerable<DateOnly> accepted)
    {
        foreach (var term in TermsOf(life))
            yield return term;
        foreach (var laid in life.Overlays)
            if (KindOf(laid.Overlay) is { } kind)
                yield return new Fact.Overlay(kind, laid.From, laid.Through);
        yield return new Fact.Event(PeriodBegan, accepted.Append(life.ActiveFrom).Max(), null);
    }

    internal static IEnumerable<Fact> TermsOf(CertificateLife life) => life.Terms.Select(term => new Fact.Overlay(Term, term.From, term.Due));

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
