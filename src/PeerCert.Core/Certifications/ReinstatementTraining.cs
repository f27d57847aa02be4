using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("reinstatement-training-stated")]
public sealed record ReinstatementTrainingStated(string Number, string Kind) : IJournalEvent;

[JournalEvent("reinstatement-training-removed")]
public sealed record ReinstatementTrainingRemoved(string Number, string Kind) : IJournalEvent;

/// <summary>States a training that is to bring an expired certificate back (CAL-209.XB1): which one, where, how long and until when.</summary>
public static class StateTraining
{
    public sealed record Command(string Number, string? Kind, string? Who, string? Quantity, TypedDay To, Actor By);

    public sealed class Handler(PeerCertDb db, OpenReinstatement open, RecordedFacts recorded, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await open.OwnAsync(command.Number, command.By, ct)).Succeeded(out var mine, out var problem))
                return problem;
            if (mine.HasFiled)
                return new Problem.Refused("filed-already", Text.Of("problem.filed-already"));
            if (mine.Asks.Trainings.FirstOrDefault(k => k.Name == command.Kind) is not { } kind)
                return mine.Asks.Trainings.Count == 0 ? new Problem.Refused("no-way-open", Text.Of("problem.no-way-open")) : Problem.Invalid.At("Kind", Text.Of("field.choice-missing"));
            var entry = new TypedEntry(Guid.Empty, kind.Name, command.Who, null, command.To, command.Quantity, []);
            if (EntryAnswers.Check(entry, kind, clock.Today) is { } wrong)
                return wrong;
            var said = (Fact.Span)EntryAnswers.Read(entry, kind)!;
            var before = mine.Trainings.Where(t => t.Kind == kind.Name).ToList();
            if (before.Any(t => t with { Id = "" } == said))
                return new Done();   // the same form sent twice
            if (before.Count >= EntryAnswers.AtMost)
                return Problem.Invalid.At("Who", Text.Of("entry.too-many", ("max", EntryAnswers.AtMost)));
            return await db.InTransactionAsync<Done>(async inner =>
            {
                var file = mine.File ?? db.Begin(mine.Certificate, clock.Now);
                await recorded.ReplaceAsync(file.Subject(), kind.Name, [.. before, said], clock.Today, command.By, inner);
                journal.Record(new ReinstatementTrainingStated(mine.Certificate.Number, kind.Name), file, command.By);
                return new Done();
            }, ct);
        }
    }
}

/// <summary>Takes back a training that was stated, until something is filed with it.</summary>
public static class RemoveTraining
{
    /// <param name="Fact">The training, by its name among the facts.</param>
    public sealed record Command(string Number, string? Fact, Actor By);

    public sealed class Handler(PeerCertDb db, OpenReinstatement open, RecordedFacts recorded, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await open.OwnAsync(command.Number, command.By, ct)).Succeeded(out var mine, out var problem))
                return problem;
            if (mine.HasFiled)
                return new Problem.Refused("filed-already", Text.Of("problem.filed-already"));
            if (mine.File is not { } file || mine.Trainings.FirstOrDefault(t => t.Id == command.Fact) is not { } gone)
                return new Done();   // the same form sent twice
            return await db.InTransactionAsync<Done>(async inner =>
            {
                await recorded.ReplaceAsync(file.Subject(), gone.Kind, [.. mine.Trainings.Where(t => t.Kind == gone.Kind && t.Id != gone.Id)], clock.Today, command.By, inner);
                journal.Record(new ReinstatementTrainingRemoved(mine.Certificate.Number, gone.Kind), file, command.By);
                return new Done();
            }, ct);
        }
    }
}
