using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("name-change-sent")]
public sealed record NameChangeSent(DateOnly EffectiveOn) : IJournalEvent;

[JournalEvent("name-change-withdrawn")]
public sealed record NameChangeWithdrawn : IJournalEvent;

/// <summary>Sends in another legal name with a paper that shows it. One waits at a time.</summary>
public static class SendNameChange
{
    public sealed record Command(string? AsPrinted, string? Given, string? Family, TypedDay On, string FileName, Stream? Content, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, IEvidenceIntake intake, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<NameChange>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == command.By.Account, ct) is not { } person || await db.LegalNames.AsNoTracking().CurrentAsync(person.Id, ct) is not { } before)
                return new Problem.Refused("no-name-yet", Text.Of("problem.no-name-yet"));
            if (library.On(GoverningQuestion.Filing, clock.Today)?.Questions.GetValueOrDefault(NameChangeFacts.Question)?.Rules().OfType<DocumentAccepted>().FirstOrDefault() is not { } proof)
                return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
            var (name, on) = (PrintedName.Read(command.AsPrinted, command.Given, command.Family), command.On.ReadPast("On", clock.Today));
            if (Problem.Invalid.Of(
                name.Problem, on.Problem, command.Content is null ? Problem.Invalid.At("File", Text.Of("evidence.missing")) : null,
                name.Succeeded(out var printed, out _) && printed == new PrintedName(before.AsPrinted, before.Given, before.Family) ? Problem.Invalid.At("AsPrinted", Text.Of("name-change.same")) : null) is { } wrong)
                return wrong;
            if (await WaitingAsync(person.Id, ct) is { } waits)
                return waits.Name == printed ? waits.Id : new Problem.Refused("name-change-waits", Text.Of("problem.name-change-waits"));   // the same form sent twice
            if (!(await intake.TakeAsync(command.Content!, ct)).Succeeded(out var taken, out var problem))
                return problem;

            var change = NameChange.Send(person.Id, printed!, on.Match(d => d, _ => default), clock.Today, clock.Now);
            db.Add(change);
            var evidence = taken.Keep(db, person.Id, change.Id.Value, proof.Documents[0].Kind, AddEvidence.ShownName(command.FileName), clock.Now);
            journal.Record(new NameChangeSent(change.EffectiveOn), change, command.By);
            journal.Record(new EvidenceAdded(evidence.Id, evidence.Kind, evidence.Sha256, evidence.Length), change, command.By);
            return await db.TrySaveAsync(ct) switch
            {
                null => change.Id,
                Problem.AlreadyDone when await WaitingAsync(person.Id, ct) is { } first => first.Id,   // two sent at once: the second one finds the first
                var lost => lost,
            };
        }

        private Task<NameChange?> WaitingAsync(Id<Person> person, CancellationToken ct) => db.NameChanges.AsNoTracking().SingleOrDefaultAsync(c => c.Person == person && c.State == NameChangeState.Sent, ct);
    }
}

/// <summary>Takes one's own change of name back that staff have not looked at; its paper is destroyed.</summary>
public static class WithdrawNameChange
{
    public sealed record Command(Id<NameChange> Change, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.NameChanges.SingleOrDefaultAsync(c => c.Id == command.Change && db.People.Any(p => p.Id == c.Person && p.Account == command.By.Account), ct) is not { } change)
                return new Problem.NotFound("thing.name-change");
            if (change.State is NameChangeState.Withdrawn)
                return new Done();   // the same form sent twice
            if (change.State is not NameChangeState.Sent)
                return new Problem.Refused("looked-at-already", Text.Of("problem.looked-at-already"));
            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (change.Take(NameChangeAction.Withdraw, clock.Today).Problem is { } closed)
                    return closed;
                await db.RemoveAllAsync(change, clock.Now, journal, command.By, inner);
                journal.Record(new NameChangeWithdrawn(), change, command.By);
                return new Done();
            }, ct);
        }
    }
}
