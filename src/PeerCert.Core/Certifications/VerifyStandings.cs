using Microsoft.EntityFrameworkCore;

namespace PeerCert.Core.Certifications;

/// <summary>A certificate whose kept dates differ from what was recorded.</summary>
public sealed record WrongStanding(string Number, DateOnly KeptUntil, DateOnly CurrentUntil, DateOnly? KeptSince, DateOnly? PendingSince);

/// <summary>What a recount found: how many certificates it went through, and the first of those that differ.</summary>
public sealed record StandingsReport(int Counted, IReadOnlyList<WrongStanding> Wrong);

/// <summary>
/// Recounts from terms and filings the dates that lists are searched by, and says where they differ: they are derived, and this proves them. Reads
/// only; run over copies of any size, a page at a time.
/// </summary>
public sealed class VerifyStandings(PeerCertDb db)
{
    private const int AtOnce = 5_000;
    private const int MostTold = 100;

    public async Task<StandingsReport> HandleAsync(CancellationToken ct)
    {
        var (counted, wrong, last) = (0, new List<WrongStanding>(), "");
        while (true)
        {
            var page = await db.Certificates.AsNoTracking().Where(c => c.Number.CompareTo(last) > 0).OrderBy(c => c.Number).Take(AtOnce).ToListAsync(ct);
            if (page.Count == 0)
                return new(counted, wrong);
            last = page[^1].Number;
            counted += page.Count;
            var first = page[0].Number;
            // By the range of numbers and not by a list of ids: one join that both engines walk along the index.
            var terms = (await (from c in db.Certificates.AsNoTracking() where c.Number.CompareTo(first) >= 0 && c.Number.CompareTo(last) <= 0 join t in db.StandingTerms on c.Id equals t.Certificate select t).ToListAsync(ct)).ToLookup(t => t.Certificate);
            var pending = await (from c in db.Certificates.AsNoTracking() where c.Number.CompareTo(first) >= 0 && c.Number.CompareTo(last) <= 0 join f in db.RenewalFilings.AsNoTracking() on c.Id equals f.Certificate where f.State == RenewalFilingState.Submitted select f).ToDictionaryAsync(f => f.Certificate, ct);
            foreach (var certificate in page)
            {
                var until = CertificateLives.LifeOf(certificate, terms[certificate.Id], []).LastDue;
                var since = pending.TryGetValue(certificate.Id, out var filing) && filing.IsPendingInTime ? filing.WholeOn : null;
                if ((until != certificate.CurrentUntil || since != certificate.PendingSince) && wrong.Count < MostTold)
                    wrong.Add(new(certificate.Number, certificate.CurrentUntil, until, certificate.PendingSince, since));
            }
        }
    }
}
