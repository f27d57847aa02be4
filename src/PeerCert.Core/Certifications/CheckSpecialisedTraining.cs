using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("specialised-training-recorded")]
public sealed record SpecialisedTrainingRecorded(string Number, string Area, Id<StoredDecision> Decision) : IJournalEvent;

[JournalEvent("specialised-training-refused")]
public sealed record SpecialisedTrainingRefused(string Number, string Area, Id<StoredDecision> Decision) : IJournalEvent;

/// <summary>
/// Staff look at the proof of a training in an area of specialisation, and with that it is on record or it is not: as the standard says on what they
/// found. The holder is told either way, with the reasons. Another look puts a wrong one right.
/// </summary>
public static class CheckSpecialisedTraining
{
    public sealed record Command(Id<SpecialisedTraining> Training, Id<EvidenceFile> Evidence, DocumentCheck? Found, IReadOnlyCollection<string> Features, string? Note, int Version, Session By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, PackDecisions decisions, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnySpecialisedTrainingAsync(command.Training, ct)).Succeeded(out var training, out var problem))
                return problem;
            if (await db.People.AnyAsync(p => p.Id == training.Person && p.Account == command.By.Account, ct))
                return new Problem.Refused("own-training", Text.Of("problem.own-training"));
            if (training.Version != command.Version)
                return await db.WhoChangedAsync(training, ct);
            if (command.Found is not { } found)
                return Problem.Invalid.At("Found", Text.Of("evidence.found-missing"));
            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (!(await db.CheckAsync(training.Id.Value, command.Evidence, found, command.Features, command.Note, library.On(GoverningQuestion.Filing, training.SentOn), clock.Now, command.By.Actor, inner))
                    .Succeeded(out var isNew, out var wrong))
                    return wrong;
                if (!isNew)
                    return new Done();   // the same form sent twice
                journal.Record(new EvidenceChecked(command.Evidence, found), training, command.By.Actor);
                await db.TrySaveAsync(inner);   // what was found belongs to the facts that are decided on
                if (!(await decisions.ConsiderAsync(SpecialisedTrainingFacts.Question, training.Subject(), training.SentOn, inner)).Succeeded(out var considered, out wrong))
                    return wrong;
                await SettleAsync(training, considered, command.By.Actor, inner);
                return new Done();
            }, ct);
        }

        private async Task SettleAsync(SpecialisedTraining training, Considered considered, Actor by, CancellationToken ct)
        {
            var step = StepOf(considered.Decision);
            if (!SpecialisedTrainingLifecycle.Table.Next(training.State, step).Succeeded(out _, out _))
                return;   // it stands already as this look leaves it
            training.Take(step, clock.Today);
            var stored = decisions.Store(considered, by);
            var number = await db.Certificates.Where(c => c.Id == training.Certificate).Select(c => c.Number).SingleAsync(ct);
            var isRecorded = step is SpecialisedTrainingAction.Record;
            journal.Record(isRecorded ? new SpecialisedTrainingRecorded(number, training.Area, stored.Id) : new SpecialisedTrainingRefused(number, training.Area, stored.Id), training, by);
            await notices.TellAsync(
                training.Person, isRecorded ? "specialised-training-recorded" : "specialised-training-refused", $"{stored.Id}",
                Text.Of(isRecorded ? "notice.specialised-training.recorded" : "notice.specialised-training.refused", ("number", number)), stored.Id.Value, null, ct);
        }
    }

    /// <summary>On record is only what the standard grants.</summary>
    public static SpecialisedTrainingAction StepOf(Decision decision) => decision.Outcome is Outcome.Grant ? SpecialisedTrainingAction.Record : SpecialisedTrainingAction.Refuse;
}
