using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// What is known of a training in an area of specialisation: itself, the trainings that the pack wants before it, from the application that the
/// certificate rests on, and the certificate's terms. Nothing else of the application is told.
/// </summary>
public sealed class SpecialisedTrainingFacts(PeerCertDb db, StandardsLibrary library, RecordedFacts recorded, ProgramClock clock) : IFactSource
{
    public const string Question = "specialised-training";
    public const string Filing = "specialised-training-sent";
    public const string Training = "specialised-training";

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => new Id<SpecialisedTraining>(s.File)).ToList();
        var trainings = await db.SpecialisedTrainings.AsNoTracking().Where(t => ids.Contains(t.Id)).ToListAsync(ct);
        if (trainings.Count == 0)
            return Enumerable.Empty<(Subject, Fact)>().ToLookup(f => f.Item1, f => f.Item2);
        var held = trainings.Select(t => t.Certificate).Distinct().ToList();
        var certificates = await db.Certificates.AsNoTracking().Where(c => held.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var lives = await db.LivesOfAsync(certificates.Values, ct);
        var stated = await recorded.AboutAsync([.. certificates.Values.Select(Applied)], ct);
        return (
            from training in trainings
            let before = Before(library.On(GoverningQuestion.Filing, clock.Today))
            from fact in Of(training).Concat(CertificateFacts.TermsOf(lives[training.Certificate])).Concat(stated[Applied(certificates[training.Certificate])].Where(f => before.Contains(f.Kind)))
            select (Subject: training.Subject(), Fact: fact)).ToLookup(f => f.Subject, f => f.Fact);
    }

    private static Subject Applied(Certificate certificate) => new(certificate.Person, certificate.Application.Value);

    private static IEnumerable<Fact> Of(SpecialisedTraining training) =>
    [
        new Fact.Filing(Filing, training.SentOn),
        new Fact.Span(Training, null, training.EndedOn, training.HundredthsOfHours / 100m, "hours") { By = training.Provider },
    ];

    /// <summary>Kinds of training that the pack wants before one in an area.</summary>
    private static HashSet<string> Before(Pack? pack) => [.. pack?.Questions.GetValueOrDefault(Question)?.Rules().OfType<EndedAfter>().Select(r => r.After) ?? []];
}
