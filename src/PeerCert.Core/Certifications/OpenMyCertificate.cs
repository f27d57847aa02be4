using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// A certificate as its holder sees it: how it stands, what waits, and what it would take to go on or come back, today or on a chosen
/// day ahead, if nothing else happens until then.
/// </summary>
/// <param name="Pending">The filing that waits for its decision or its fees; null where none does.</param>
/// <param name="Owes">The fee lines that keep it from being whole, with their price in US cents today; none where nothing does.</param>
/// <param name="CanFile">Whether a filing can be sent today, with what is stated, signed and paid alone.</param>
public sealed record MyCertificate(
    Certificate Certificate, CertificateLife Life, StandingOnDay Standing, DateOnly AsOf, IReadOnlyList<WayOn> Ways, Pack Pack, RenewalFiling? Pending,
    IReadOnlyList<Finding> Owes, WayOn? CanFile)
{
    /// <summary>The number that its holder had before, and the one that came after it; null where there is none.</summary>
    public string? NumberBefore { get; init; }

    public string? NumberAfter { get; init; }
}

public sealed class OpenMyCertificate(PeerCertDb db, StandardsLibrary library, PackDecisions decisions, ProgramClock clock)
{
    /// <summary>Own certificates, or any one for staff. A day before today is not asked about: what was, is the registry's to say.</summary>
    public async Task<Result<MyCertificate>> HandleAsync(string number, DateOnly? asOf, bool asStaff, Actor by, CancellationToken ct)
    {
        var certificate = await db.Certificates.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Number == number && c.AnnulledOn == null && (asStaff || db.People.Any(p => p.Id == c.Person && p.Account == by.Account)), ct);
        if (certificate is null)
            return new Problem.NotFound("thing.certificate");
        var day = asOf is { } chosen && chosen > clock.Today ? chosen : clock.Today;
        if (library.On(GoverningQuestion.Filing, day) is not { } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", day)));
        var life = await db.LifeOfAsync(certificate, ct);
        var pending = await db.RenewalFilings.AsNoTracking().SingleOrDefaultAsync(f => f.Certificate == certificate.Id && f.State == RenewalFilingState.Submitted, ct);
        var facts = pending is null
            ? await decisions.BeforeFilingAsync(certificate, await db.ReinstatementOfAsync(certificate, ct), db, ct)
            : await decisions.GatherAsync(pending.Subject(), ct);
        var canFile = pending is null && day == clock.Today ? FileRenewal.Decide(pack, facts.All, day).Match<WayOn?>(w => w, _ => null) : null;
        return new MyCertificate(
            certificate, life, Standing.On(library, life, day), day, Ways.On(pack, facts, day), pack, pending,
            pending is { WholeOn: null } && WholeFiling.OpenOn(pack, facts, day) is { } way ? [.. way.Steps.Where(s => s.FeeLine is not null)] : [], canFile)
        {
            NumberBefore = await db.Certificates.Where(c => c.Id == certificate.Follows).Select(c => c.Number).SingleOrDefaultAsync(ct),
            NumberAfter = await db.Certificates.Where(c => c.Follows == certificate.Id && c.AnnulledOn == null).Select(c => c.Number).SingleOrDefaultAsync(ct),
        };
    }
}
