using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("specialised-training-sent")]
public sealed record SpecialisedTrainingSent(string Number, string Area) : IJournalEvent;

[JournalEvent("specialised-training-withdrawn")]
public sealed record SpecialisedTrainingWithdrawn(string Number, string Area) : IJournalEvent;

/// <summary>Sends in a training in an area of specialisation, with its proof, for one's own certificate. Nothing is refused because it came too early: the page says so beside it.</summary>
public static class SendSpecialisedTraining
{
    public sealed record Command(string Number, string? Area, string? Who, string? Quantity, TypedDay To, string FileName, Stream? Content, Actor By);

    /// <summary>Trainings of one certificate: more than anybody takes; ours, no document gives a number.</summary>
    public const int AtMost = 60;

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, IEvidenceIntake intake, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<SpecialisedTraining>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnCertificateAsync(command.Number, command.By, ct)).Succeeded(out var certificate, out var problem))
                return problem;
            if (library.On(GoverningQuestion.Filing, clock.Today) is not { Specialisations: { } standard } pack || ProofOf(pack) is not { } proof)
                return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
            var entry = new TypedEntry(Guid.Empty, SpecialisedTrainingFacts.Training, command.Who, null, command.To, command.Quantity, []);
            var kind = pack.Kinds[SpecialisedTrainingFacts.Training];
            if (Problem.Invalid.Of(
                standard.Areas.Any(a => a.Name == command.Area) ? null : Problem.Invalid.At("Area", Text.Of("field.choice-missing")),
                EntryAnswers.Check(entry, kind, clock.Today),
                command.Content is null ? Problem.Invalid.At("File", Text.Of("evidence.missing")) : null) is { } wrong)
                return wrong;
            if (!(await intake.TakeAsync(command.Content!, ct)).Succeeded(out var taken, out problem))
                return problem;

            var said = (Fact.Span)EntryAnswers.Read(entry, kind)!;
            var training = SpecialisedTraining.Send(certificate, command.Area!, said.By!, said.Quantity, said.To, clock.Today, clock.Now);
            var mine = await db.SpecialisedTrainings.AsNoTracking().Where(t => t.Certificate == certificate.Id && t.State != SpecialisedTrainingState.Withdrawn).ToListAsync(ct);
            foreach (var before in mine.Where(t => (t.Area, t.Provider, t.HundredthsOfHours, t.EndedOn) == (training.Area, training.Provider, training.HundredthsOfHours, training.EndedOn)))
                if (await db.Evidence.AnyAsync(e => e.File == before.Id.Value && e.Sha256 == taken.Kept.Sha256 && e.DeletedAt == null, ct))
                    return before.Id;   // the same form sent twice; the second copy is an orphan and is swept
            if (mine.Count >= AtMost)
                return Problem.Invalid.At("Area", Text.Of("entry.too-many", ("max", AtMost)));

            db.Add(training);
            var evidence = taken.Keep(db, certificate.Person, training.Id.Value, proof, AddEvidence.ShownName(command.FileName), clock.Now);
            journal.Record(new SpecialisedTrainingSent(certificate.Number, training.Area), training, command.By);
            journal.Record(new EvidenceAdded(evidence.Id, evidence.Kind, evidence.Sha256, evidence.Length), training, command.By);
            certificate.Touch();   // two that send the same at once collide, and the second one is told
            return await db.TrySaveAsync(ct) is { } lost ? lost : training.Id;
        }
    }

    /// <summary>The kind of document by which the pack wants such a training proven.</summary>
    private static string? ProofOf(Pack pack) =>
        pack.Questions.GetValueOrDefault(SpecialisedTrainingFacts.Question)?.Rules().OfType<DocumentAccepted>().SelectMany(r => r.Documents).Select(d => d.Kind).FirstOrDefault();
}

/// <summary>Takes a training back that staff have not looked at; its file is destroyed.</summary>
public static class WithdrawSpecialisedTraining
{
    public sealed record Command(Id<SpecialisedTraining> Training, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var training = await db.SpecialisedTrainings.SingleOrDefaultAsync(t => t.Id == command.Training && db.People.Any(p => p.Id == t.Person && p.Account == command.By.Account), ct);
            if (training is null)
                return new Problem.NotFound("thing.specialised-training");
            if (training.State is SpecialisedTrainingState.Withdrawn)
                return new Done();   // the same form sent twice
            if (training.State is not SpecialisedTrainingState.Sent)
                return new Problem.Refused("looked-at-already", Text.Of("problem.looked-at-already"));
            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (training.Take(SpecialisedTrainingAction.Withdraw, clock.Today).Problem is { } closed)
                    return closed;
                await db.RemoveAllAsync(training, clock.Now, journal, command.By, inner);
                var number = await db.Certificates.Where(c => c.Id == training.Certificate).Select(c => c.Number).SingleAsync(inner);
                journal.Record(new SpecialisedTrainingWithdrawn(number, training.Area), training, command.By);
                return new Done();
            }, ct);
        }
    }
}
