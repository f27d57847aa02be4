using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>A filing in the list of those that wait.</summary>
public sealed record WaitingRenewal(Id<RenewalFiling> Id, string Reference, string Number, string Name, DateOnly SubmittedOn, DateOnly? WholeOn, string? Way, DateOnly FollowsDue);

/// <summary>
/// A filing as staff see it: the certificate, what the standard of its day says, and what it still owes. <see cref="Considered"/> is null
/// while it is not whole.
/// </summary>
public sealed record OpenedRenewal(
    RenewalFiling Filing, Certificate Certificate, string Name, StandingOnDay Standing, Considered? Considered, IReadOnlyList<Finding> Owes, Term? Grants, Id<Reinstatement>? Before);

/// <summary>Filings for a next term that wait: for staff, those that are whole first and the oldest of them first; those that wait for a fee beside them.</summary>
public sealed class RenewalDesk(PeerCertDb db, StandardsLibrary library, PackDecisions decisions, JournalWriter journal, ProgramClock clock)
{
    /// <summary>Filings that one list holds.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<WaitingRenewal>> WaitingAsync(bool whole, CancellationToken ct)
    {
        var rows = await (
            from f in db.RenewalFilings.AsNoTracking()
            where f.State == RenewalFilingState.Submitted && f.WholeOn != null == whole
            join c in db.Certificates.AsNoTracking() on f.Certificate equals c.Id
            orderby f.SubmittedAt, f.Reference
            select new { f, c.Number }).Take(Most).ToListAsync(ct);
        var names = await db.LegalNames.AsNoTracking().CurrentOfAsync(rows.ConvertAll(r => r.f.Person), ct);
        return [.. rows.Select(r => new WaitingRenewal(r.f.Id, r.f.Reference, r.Number, names.GetValueOrDefault(r.f.Person)?.AsPrinted ?? "", r.f.SubmittedOn, r.f.WholeOn, r.f.Way, r.f.FollowsDue))];
    }

    public async Task<Result<OpenedRenewal>> OneAsync(Id<RenewalFiling> id, Session by, CancellationToken ct)
    {
        if (!(await db.AnyRenewalAsync(id, ct)).Succeeded(out var filing, out var problem))
            return problem;
        var certificate = await db.Certificates.AsNoTracking().SingleAsync(c => c.Id == filing.Certificate, ct);
        var standing = Standing.On(library, await db.LifeOfAsync(certificate, ct), clock.Today);
        var name = (await db.LegalNames.AsNoTracking().CurrentAsync(filing.Person, ct))?.AsPrinted ?? "";
        Considered? considered = null;
        IReadOnlyList<Finding> owes = [];
        if (filing is { WholeOn: { } whole, Way: { } way })
            considered = (await decisions.ConsiderAsync(way, filing.Subject(), whole, ct)).Match<Considered?>(c => c, _ => null);
        else if (library.On(GoverningQuestion.Filing, clock.Today) is { } pack && WholeFiling.OpenOn(pack, await decisions.GatherAsync(filing.Subject(), ct), clock.Today) is { } open)
            owes = [.. open.Steps.Where(s => s.FeeLine is not null)];
        journal.WasRead("renewal-filing", filing.Id.Value, by.Actor);
        var grants = considered is not null ? Standing.Renewed(considered.Pack, filing.FollowsDue, filing.WholeOn!.Value, clock.Today) : null;
        var before = await db.Reinstatements.Where(r => r.Certificate == filing.Certificate && r.FollowsDue == filing.FollowsDue).Select(r => (Id<Reinstatement>?)r.Id).SingleOrDefaultAsync(ct);
        return await db.TrySaveAsync(ct) is { } lost ? lost : new OpenedRenewal(filing, certificate, name, standing, considered, owes, grants, before);
    }
}
