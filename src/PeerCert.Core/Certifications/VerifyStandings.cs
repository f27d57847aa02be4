using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

[JournalEvent("standing-rebuilt")]
public sealed record StandingRebuilt(string Number, DateOnly KeptUntil, DateOnly CurrentUntil, DateOnly? KeptSince, DateOnly? PendingSince) : IJournalEvent;

/// <summary>A certificate whose kept dates, or whose county, differ from what was recorded.</summary>
public sealed record WrongStanding(string Number, DateOnly KeptUntil, DateOnly CurrentUntil, DateOnly? KeptSince, DateOnly? PendingSince, string? County)
{
    public bool DatesDiffer => KeptUntil != CurrentUntil || KeptSince != PendingSince;
}

/// <summary>What a recount found: how many certificates it went through, how many differ, and the first of those.</summary>
public sealed record StandingsReport(int Counted, int Different, IReadOnlyList<WrongStanding> Wrong);

/// <summary>
/// Recounts from terms, filings and people the dates and counties that lists are searched by, and says where they differ: they are derived, and this proves them. Reads
/// only, unless it is asked to put them right; run over copies of any size, a page at a time.
/// </summary>
public sealed class VerifyStandings(PeerCertDb db, CertificateChanges changes, JournalWriter journal)
{
    private const int AtOnce = 5_000;
    private const int MostTold = 100;

    /// <param name="repair">Whether dates that differ are written anew, each with a line in the journal.</param>
    public async Task<Result<StandingsReport>> HandleAsync(bool repair, CancellationToken ct)
    {
        var (counted, different, wrong, last) = (0, 0, new List<WrongStanding>(), "");
        while (true)
        {
            var page = await db.Certificates.AsNoTracking().Where(c => c.Number.CompareTo(last) > 0).OrderBy(c => c.Number).Take(AtOnce).ToListAsync(ct);
            if (page.Count == 0)
                return new StandingsReport(counted, different, wrong);
            last = page[^1].Number;
            counted += page.Count;
            var found = await RecountAsync(page, ct);
            different += found.Count;
            wrong.AddRange(found.Take(MostTold - wrong.Count));
            if (repair && found.Count > 0 && await RepairAsync(found, ct) is { } lost)
                return lost;
        }
    }

    private async Task<List<WrongStanding>> RecountAsync(List<Certificate> page, CancellationToken ct)
    {
        // By the range of numbers and not by a list of ids: one join that both engines walk along the index.
        var (first, last) = (page[0].Number, page[^1].Number);
        var ours = db.Certificates.AsNoTracking().Where(c => c.Number.CompareTo(first) >= 0 && c.Number.CompareTo(last) <= 0);
        var terms = (await (from c in ours join t in db.StandingTerms on c.Id equals t.Certificate select t).ToListAsync(ct)).ToLookup(t => t.Certificate);
        var pending = await (from c in ours join f in db.RenewalFilings.AsNoTracking() on c.Id equals f.Certificate where f.State == RenewalFilingState.Submitted select f).ToDictionaryAsync(f => f.Certificate, ct);
        var moved = await (from c in ours join p in db.People on c.Person equals p.Id where c.County != p.County select new { c.Id, p.County }).ToDictionaryAsync(m => m.Id, ct);
        var wrong = new List<WrongStanding>();
        foreach (var certificate in page)
        {
            var until = CertificateLives.LifeOf(certificate, terms[certificate.Id], []).LastDue;
            var since = pending.TryGetValue(certificate.Id, out var filing) && filing.IsPendingInTime ? filing.WholeOn : null;
            if (until != certificate.CurrentUntil || since != certificate.PendingSince || moved.ContainsKey(certificate.Id))
                wrong.Add(new(certificate.Number, certificate.CurrentUntil, until, certificate.PendingSince, since, moved.TryGetValue(certificate.Id, out var there) ? there.County : certificate.County));
        }
        return wrong;
    }

    private async Task<Problem?> RepairAsync(List<WrongStanding> found, CancellationToken ct)
    {
        var right = found.ToDictionary(w => w.Number);
        var numbers = right.Keys.ToList();
        foreach (var certificate in await db.Certificates.Where(c => numbers.Contains(c.Number)).ToListAsync(ct))
        {
            var dates = right[certificate.Number];
            certificate.Renew(dates.CurrentUntil);
            certificate.Wait(dates.PendingSince);
            certificate.LivesIn(dates.County);
            journal.Record(new StandingRebuilt(dates.Number, dates.KeptUntil, dates.CurrentUntil, dates.KeptSince, dates.PendingSince), certificate, Actor.Program);
            if (certificate.AnnulledOn is null)
                await changes.ShowAsync(certificate, await db.LifeOfAsync(certificate, ct), "standing-rebuilt", ct);
        }
        return await db.TrySaveAsync(ct);
    }
}
