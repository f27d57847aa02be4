using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Registry;

/// <summary>
/// All that a line of the registry rests on, or rested on: <see cref="Entry"/> is null where it is not shown any more. <see cref="Decisions"/> holds the one that approved the application, the
/// one that issued the certificate and those that came later (filings for another term, reviews, trainings in areas), in this order; <see cref="Journal"/> what happened to them, oldest first.
/// </summary>
public sealed record ExplainedCertificate(
    RegistryEntry? Entry, IReadOnlyList<RegistryPublication> Publications, Certificate Certificate, IReadOnlyList<StoredDecision> Decisions,
    Application Application, ExamFile? Exam, IReadOnlyList<JournalEntry> Journal)
{
    public required IReadOnlyList<CertificateTerm> Terms { get; init; }

    public required IReadOnlyList<RenewalFiling> Filings { get; init; }
}

/// <summary>
/// Follows a certificate back to what it rests on. It shows what is private to the person, so that it was read, by whom
/// and why is kept before anything is shown.
/// </summary>
public static class ExplainCertificate
{
    public sealed record Command(string Number, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, OpenExam exams, JournalWriter journal)
    {
        public async Task<Result<ExplainedCertificate>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!Reason.Read(command.Reason, "Reason").Succeeded(out var reason, out var problem))
                return problem;
            var number = command.Number.Trim().ToUpperInvariant();
            var entry = await db.Registry.AsNoTracking().SingleOrDefaultAsync(e => e.Number == number, ct);
            var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, ct);
            if (certificate is null)
                return new Problem.NotFound("thing.certificate");

            var application = await db.Applications.AsNoTracking().SingleAsync(a => a.Id == certificate.Application, ct);
            var exam = await exams.HandleAsync(application.Id, ct);
            var filings = await db.RenewalFilings.AsNoTracking().Where(f => f.Certificate == certificate.Id).OrderBy(f => f.SubmittedAt).ToListAsync(ct);
            var begun = await db.Reinstatements.AsNoTracking().Where(r => r.Certificate == certificate.Id).Select(r => r.Id).ToListAsync(ct);
            var files = begun.ConvertAll(r => r.Value);
            var sittings = await db.ExamEligibilities.AsNoTracking().Where(e => files.Contains(e.File)).Select(e => e.Id).ToListAsync(ct);
            var reviews = (await db.CeAudits.AsNoTracking().Where(a => a.Certificate == certificate.Id).OrderBy(a => a.RequestedOn).Select(a => a.Id).ToListAsync(ct)).ConvertAll(a => a.Value);
            var trainings = (await db.SpecialisedTrainings.AsNoTracking().Where(t => t.Certificate == certificate.Id).OrderBy(t => t.SentAt).Select(t => t.Id).ToListAsync(ct)).ConvertAll(t => t.Value);
            var explained = new ExplainedCertificate(
                entry,
                await db.Publications.AsNoTracking().Where(p => p.Number == number).OrderBy(p => p.ShownFrom).ThenBy(p => p.Id).ToListAsync(ct),
                certificate,
                await DecisionsAsync(certificate, [.. filings.Select(f => f.Id.Value), .. reviews, .. trainings], ct),
                application,
                exam,
                await JournalAsync(
                    [certificate.Id.Value, application.Id.Value, .. exam is null ? (Guid[])[] : [exam.Eligibility.Id.Value], .. filings.Select(f => f.Id.Value), .. files, .. reviews, .. trainings, .. sittings.Select(e => e.Value)], ct))
            {
                Terms = await db.StandingTerms.Where(t => t.Certificate == certificate.Id).OrderBy(t => t.StartsOn).ToListAsync(ct),
                Filings = filings,
            };
            journal.WasRead("certificate", certificate.Id.Value, command.By.Actor, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : explained;
        }

        private async Task<IReadOnlyList<StoredDecision>> DecisionsAsync(Certificate certificate, List<Guid> later, CancellationToken ct)
        {
            var approved = await db.Decisions.AsNoTracking()
                .Where(d => d.File == certificate.Application.Value && d.Question == ApplicationFacts.Question)
                .OrderByDescending(d => d.MadeAt).ThenByDescending(d => d.Id)
                .FirstOrDefaultAsync(ct);
            var issued = await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == certificate.Decision, ct);
            var after = await db.Decisions.AsNoTracking().Where(d => later.Contains(d.File)).OrderBy(d => d.MadeAt).ThenBy(d => d.Id).ToListAsync(ct);
            return [.. new[] { approved, issued }.OfType<StoredDecision>(), .. after];
        }

        private async Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid[] roots, CancellationToken ct) =>
            await db.Journal.AsNoTracking().Where(e => roots.Contains(e.RootId)).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(ct);
    }
}
