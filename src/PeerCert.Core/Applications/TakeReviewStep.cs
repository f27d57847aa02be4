using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("step-proposed")]
public sealed record StepProposed(Id<ReviewStep> Step, ApplicationAction Action) : IJournalEvent;

[JournalEvent("step-rejected")]
public sealed record StepRejected(Id<ReviewStep> Step, ApplicationAction Action) : IJournalEvent;

/// <summary>The decision that was made with the step stays on record.</summary>
[JournalEvent("step-undone")]
public sealed record StepUndone(Id<ReviewStep> Step, ApplicationAction Action, Id<StoredDecision> Decision) : IJournalEvent;

/// <summary>The person is told now and not when the time to take the step back is over.</summary>
[JournalEvent("step-told-now")]
public sealed record StepToldNow(ApplicationAction Action) : IJournalEvent;

/// <summary>Takes a step of a reviewer in the caller's commit: the state, the decision behind it, and what the person is told.</summary>
public sealed class TakeReviewStep(
    PeerCertDb db, PackDecisions decisions, JournalWriter journal, Notice.Writer notices, ApplicationClocks clocks, ReviewOptions options, ProgramClock clock)
{
    public async Task<Result<Done>> TakeAsync(Application application, Considered considered, ReviewStep step, Actor by, Actor? second, string? reason, CancellationToken ct)
    {
        if (!application.Take(step.Step, clocks, clock.Today, clock.Now).Succeeded(out _, out var problem))
            return problem;
        if (step.Step is ApplicationAction.Approve or ApplicationAction.Deny)
            await db.ClearClaimAsync(application.Id, ct);
        var stored = decisions.Store(considered, by);
        journal.Record(Happened(step.Step, stored.Id), application, by, reason);
        // Complete is not told: the decision itself is what the person waits for (CAL-801.7).
        var tells = step.Step is ApplicationAction.MarkComplete ? (DateTime?)null : options.TellsAt(clock);
        step.Take(stored.Id, tells is { } from ? Tell(step.Step, application, stored, from) : null, tells, clock.Now, second);
        if (step.Step is ApplicationAction.Approve)
            journal.Send(ReviewApplication.ApprovedMessage, new ReviewApplication.Approved(application.Id), tells!.Value);
        return new Done();
    }

    private Notice Tell(ApplicationAction action, Application application, StoredDecision decision, DateTime from) => notices.Tell(
        new(application.Person, $"application-{TextKeys.Kebab(action.ToString())}", $"{application.Id}/{decision.Id}",
            Said(action, application, clock.DayOf(from)), decision.Id.Value,
            action is ApplicationAction.AskForItems ? clocks.Running(application.State, application.SubmittedOn, application.CompleteOn)?.Due : null),
        from);

    /// <summary>The sentence in which the person is told of a step.</summary>
    internal static Text Said(ApplicationAction action, Application application, DateOnly day) =>
        Text.Of($"notice.application.{TextKeys.Kebab(action.ToString())}", ("reference", application.Reference), ("day", day));

    private static IJournalEvent Happened(ApplicationAction action, Id<StoredDecision> decision) => action switch
    {
        ApplicationAction.AskForItems => new ItemsAskedFor(decision),
        ApplicationAction.MarkComplete => new ApplicationComplete(decision),
        ApplicationAction.Approve => new ApplicationApproved(decision),
        ApplicationAction.Deny => new ApplicationDenied(decision),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}

/// <summary>What another reviewer says to a step that one proposed: it happens, or it does not and the file waits as before.</summary>
public static class ConfirmStep
{
    /// <param name="Reason">Why not, where it is rejected.</param>
    public sealed record Command(Id<Application> Application, Id<ReviewStep> Step, bool Confirms, int Version, string? Reason, Actor By);

    public sealed class Handler(PeerCertDb db, PackDecisions decisions, TakeReviewStep steps, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.Version != command.Version)
                return await db.WhoChangedAsync(application, ct);
            if (await db.ReviewSteps.SingleOrDefaultAsync(s => s.Id == command.Step && s.Application == application.Id, ct) is not { } step)
                return new Problem.NotFound("thing.review-step");
            if (step.State is not ReviewStepState.Proposed)
                return new Problem.NotAllowedNow(TextKeys.Of(command.Confirms ? ReviewStepAction.Confirm : ReviewStepAction.Reject), TextKeys.Of(step.State));
            // Whoever proposed it may take the proposal back, but never confirm it.
            if (command.Confirms && step.Account == command.By.Account)
                return new Problem.Refused("second-is-another", Text.Of("problem.second-is-another"));
            if (ReviewApplication.CheckWho(step.Step, application, command.By) is { } own)
                return own;
            if (await db.InTheWayAsync(application.Id, command.By, ct) is { } taken)
                return taken;
            if (!command.Confirms)
            {
                if (!People.Reason.Read(command.Reason, "Reason").Succeeded(out var why, out problem))
                    return problem;
                step.Take(ReviewStepAction.Reject, command.By);
                journal.Record(new StepRejected(step.Id, step.Step), application, command.By, why);
                return await db.TrySaveAsync(ct) is { } gone ? gone : new Done();
            }
            if (!(await decisions.ConsiderAsync(ApplicationFacts.Question, application.Subject(), application.SubmittedOn, ct)).Succeeded(out var considered, out problem))
                return problem;
            if (ReviewApplication.Decide(step.Step, considered.Decision) is { } refused)
                return refused;
            if ((await steps.TakeAsync(application, considered, step, command.By, command.By, null, ct)).Problem is { } closed)
                return closed;
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>
/// Takes a step back: within so many minutes, as long as nothing came of it. What the person would have been told is not
/// told; the decision and both lines of the journal stay.
/// </summary>
public static class UndoStep
{
    public sealed record Command(Id<Application> Application, Id<ReviewStep> Step, int Version, Actor By);

    public sealed class Handler(PeerCertDb db, ApplicationClocks clocks, ReviewOptions options, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.Version != command.Version)
                return await db.WhoChangedAsync(application, ct);
            if (await db.ReviewSteps.SingleOrDefaultAsync(s => s.Id == command.Step && s.Application == application.Id, ct) is not { } step)
                return new Problem.NotFound("thing.review-step");
            if (!(await db.UndoableAsync(application, step, options, clock.Now, command.By, ct)).Succeeded(out var traces, out problem))
                return problem;

            application.TakeBack(traces.Before, clocks);
            db.Remove(traces.Before);
            foreach (var trace in traces.Waiting)
                db.Remove(trace);
            step.Take(ReviewStepAction.Undo);
            if (!await db.Claims.AnyAsync(c => c.Application == application.Id, ct))
                db.Add(Claim.Of(application.Id, command.By, clock.Now));   // it is back on the desk of whoever took the step
            journal.Record(new StepUndone(step.Id, step.Step, step.Decision!.Value), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>Tells the person now, and not when the time to take it back is over.</summary>
public static class TellNow
{
    public sealed record Command(Id<Application> Application, Id<ReviewStep> Step, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var step = await db.ReviewSteps.SingleOrDefaultAsync(s => s.Id == command.Step && s.Application == command.Application, ct);
            if (step is null)
                return new Problem.NotFound("thing.review-step");
            if (step.State is not ReviewStepState.Taken || step.TellsAt is not { } later || later <= clock.Now)
                return new Done();
            step.TellNow(clock.Now);
            journal.Record(new StepToldNow(step.Step), step, command.By);
            if (step.Notice is { } told)
                (await db.Notices.SingleAsync(n => n.Id == told, ct)).ShowNow(clock.Now);
            foreach (var message in await db.WaitingForAsync(step, ct))
                message.PutBack(clock.Now);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>What hangs on a step that was taken: the stage before it, and what waits to be told or done.</summary>
internal sealed record StepTraces(ApplicationStage Before, IReadOnlyList<object> Waiting);

public static class ReviewSteps
{
    extension(PeerCertDb db)
    {
        /// <summary>The step that waits for a second reviewer; null where none does. One that the state has left behind waits for nobody.</summary>
        public async Task<ReviewStep?> ProposedAsync(Application application, CancellationToken ct) =>
            await db.ReviewSteps.Include("_asked").Where(s => s.Application == application.Id && s.State == ReviewStepState.Proposed)
                .OrderByDescending(s => s.ProposedAt).FirstOrDefaultAsync(ct) is { } step && ApplicationLifecycle.Table.Allows(application.State, step.Step)
                ? step
                : null;

        /// <summary>Why nobody takes another step: one waits for a second reviewer.</summary>
        internal async Task<Problem?> WaitsForSecondAsync(Application application, CancellationToken ct) => await db.ProposedAsync(application, ct) is { } proposed
            ? new Problem.Refused("step-is-proposed", Text.Of("problem.step-is-proposed", ("by", proposed.Name), ("at", proposed.ProposedAt)))
            : null;

        /// <summary>The newest step that was taken and not taken back; null where there is none.</summary>
        public Task<ReviewStep?> LastStepAsync(Id<Application> application, CancellationToken ct) =>
            db.ReviewSteps.AsNoTracking().Where(s => s.Application == application && s.State == ReviewStepState.Taken).OrderByDescending(s => s.TakenAt).ThenByDescending(s => s.Id).FirstOrDefaultAsync(ct);

        /// <summary>Whether a step may be taken back now by somebody; else why not.</summary>
        internal async Task<Result<StepTraces>> UndoableAsync(Application application, ReviewStep step, ReviewOptions options, DateTime now, Actor by, CancellationToken ct)
        {
            if (step.State is not ReviewStepState.Taken)
                return new Problem.NotAllowedNow(TextKeys.Of(ReviewStepAction.Undo), TextKeys.Of(step.State));
            if (!step.WasTakenBy(by))
                return new Problem.Refused("undo-is-theirs", Text.Of("problem.undo-is-theirs", ("by", step.SecondName ?? step.Name)));
            if (now > step.TakenAt!.Value.AddMinutes(options.UndoMinutes))
                return new Problem.Refused("too-late-to-undo", Text.Of("problem.too-late-to-undo", ("minutes", options.UndoMinutes)));
            var before = await db.Stages.Where(s => s.Application == application.Id).OrderByDescending(s => s.Id).FirstOrDefaultAsync(ct);
            if (before is null || (await db.LastStepAsync(application.Id, ct))?.Id != step.Id
                || !ApplicationLifecycle.Table.Next(before.State, step.Step).Succeeded(out var made, out _) || made != application.State)
                return new Problem.Refused("went-on-since", Text.Of("problem.went-on-since"));

            var waiting = new List<object>();
            if (step.Notice is { } told)
            {
                var notice = await db.Notices.SingleAsync(n => n.Id == told, ct);
                var mail = await db.Mails.SingleAsync(m => m.Notice == told, ct);
                if (notice.ReadAt is not null || !mail.IsWaiting || mail.Attempts > 0)
                    return new Problem.Refused("told-already", Text.Of("problem.told-already"));
                waiting.AddRange([mail, notice]);
            }
            var messages = await db.WaitingForAsync(step, ct);
            // What followed from the approval is there already, or is being made.
            if (step.Step is ApplicationAction.Approve && messages.Count < 2)
                return new Problem.Refused("told-already", Text.Of("problem.told-already"));
            waiting.AddRange(messages);
            return new StepTraces(before, waiting);
        }

        internal async Task<List<Journal.OutboxMessage>> WaitingForAsync(ReviewStep step, CancellationToken ct)
        {
            var payloads = new List<string> { Journal.OutboxMessage.Written(new ReviewApplication.Approved(step.Application)) };
            if (step.Notice is { } told)
                payloads.Add(Journal.OutboxMessage.Written(new SendMail.ToSend(await db.Mails.Where(m => m.Notice == told).Select(m => m.Id).SingleAsync(ct))));
            return await db.Outbox.Where(m => m.DoneAt == null && (m.Kind == SendMail.Queued || m.Kind == ReviewApplication.ApprovedMessage) && payloads.Contains(m.Payload)).ToListAsync(ct);
        }
    }
}
