using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>What was done and what can be done to bring a certificate back, before anything is filed.</summary>
/// <param name="File">Null before the first step.</param>
/// <param name="Asks">What the ways that are open today ask for; nothing where none is.</param>
/// <param name="Sitting">What the pack says about another sitting, also why there can be none; null where nothing is asked for.</param>
/// <param name="CanFile">Whether all is there that comes before the filing.</param>
public sealed record OpenedReinstatement(
    Certificate Certificate, Reinstatement? File, Pack Pack, Facts Facts, ImmutableArray<WayOn> Ways, Preparation Asks, Decision? Sitting, ExamFile? Exam,
    IReadOnlyList<ReviewedEvidence> Evidence, bool HasFiled, bool CanFile)
{
    public IEnumerable<Fact.Span> Trainings => Facts.All.OfType<Fact.Span>().Where(s => Asks.Trainings.Any(k => k.Name == s.Kind));

    /// <summary>Whether a sitting was asked for that has not been taken.</summary>
    public bool IsAsked => AskForSitting.Waits(Facts);
}

/// <summary>One of those that were begun, as staff see them in a list.</summary>
public sealed record BegunReinstatement(Id<Reinstatement> Id, string Number, string Name, DateTime StartedAt, DateOnly FollowsDue, bool HasUnchecked, bool IsAsked);

public sealed class OpenReinstatement(PeerCertDb db, StandardsLibrary library, PackDecisions decisions, OpenExam exams, JournalWriter journal, ProgramClock clock)
{
    /// <summary>Reinstatements that one list holds.</summary>
    public const int Most = 100;

    public async Task<Result<OpenedReinstatement>> OwnAsync(string number, Actor by, CancellationToken ct) =>
        (await db.OwnCertificateAsync(number, by, ct)).Succeeded(out var certificate, out var problem) ? await OfAsync(certificate, ct) : problem;

    /// <summary>For staff; that it was looked at is kept.</summary>
    public async Task<Result<OpenedReinstatement>> AnyAsync(Id<Reinstatement> id, Actor by, CancellationToken ct)
    {
        if (!(await db.AnyReinstatementAsync(id, ct)).Succeeded(out var file, out var problem))
            return problem;
        if (!(await OfAsync(await db.Certificates.SingleAsync(c => c.Id == file.Certificate, ct), ct)).Succeeded(out var opened, out problem))
            return problem;
        if (opened.File?.Id != id)
            return new Problem.NotFound("thing.reinstatement");   // another term was granted since
        journal.WasRead("reinstatement", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : opened;
    }

    /// <summary>Those whose certificate has not come back yet, the oldest first.</summary>
    public async Task<IReadOnlyList<BegunReinstatement>> BegunAsync(CancellationToken ct)
    {
        var rows = await (
            from r in db.Reinstatements.AsNoTracking()
            join c in db.Certificates.AsNoTracking() on r.Certificate equals c.Id
            where c.CurrentUntil == r.FollowsDue && c.AnnulledOn == null
            orderby r.StartedAt, c.Number
            select new { r, c.Number }).Take(Most).ToListAsync(ct);
        var names = await db.LegalNames.AsNoTracking().CurrentOfAsync(rows.ConvertAll(row => row.r.Person), ct);
        var files = rows.ConvertAll(row => row.r.Id.Value);
        var open = await db.Evidence.Where(e => files.Contains(e.File) && e.DeletedAt == null && !db.EvidenceChecks.Any(c => c.Evidence == e.Id)).Select(e => e.File).ToListAsync(ct);
        var exams = await db.ExamEligibilities.Where(e => files.Contains(e.File) && e.State == ExamEligibilityState.Open).Select(e => e.File).ToListAsync(ct);
        return [.. rows.Select(row => new BegunReinstatement(
            row.r.Id, row.Number, names.GetValueOrDefault(row.r.Person)?.AsPrinted ?? "", row.r.StartedAt, row.r.FollowsDue, open.Contains(row.r.Id.Value), exams.Contains(row.r.Id.Value)))];
    }

    public async Task<Result<OpenedReinstatement>> OfAsync(Certificate certificate, CancellationToken ct)
    {
        var today = clock.Today;
        if (library.On(GoverningQuestion.Filing, today) is not { } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", today)));
        var file = await db.ReinstatementOfAsync(certificate, ct);
        var facts = await decisions.BeforeFilingAsync(certificate, file, db, ct);
        var ways = Ways.On(pack, facts, today);
        var asks = Preparation.Of(pack, ways);
        return new OpenedReinstatement(
            certificate, file, pack, facts, ways, asks,
            !asks.IsEmpty ? Evaluator.Decide(pack, ExamFacts.ReturnQuestion, facts, today) : null,
            file is null ? null : await exams.OfAsync(file.Id.Value, ct),
            file is null ? [] : await db.ReviewedAsync(file.Id.Value, ct),
            await db.OpenRenewalAsync(certificate.Id, ct) is not null,
            FileRenewal.Decide(pack, facts.All, today).Problem is null);
    }
}

public static class FactsBeforeFiling
{
    /// <summary>All that is known of a certificate before anything is filed for its next term.</summary>
    public static async Task<Facts> BeforeFilingAsync(this PackDecisions decisions, Certificate certificate, Reinstatement? begun, PeerCertDb db, CancellationToken ct) =>
        begun is not null
            ? await decisions.GatherAsync(begun.Subject(), ct)
            : Facts.Of(CertificateFacts.Of(await db.LifeOfAsync(certificate, ct), await db.AcceptedFilingsAsync(certificate.Id, ct)));
}
