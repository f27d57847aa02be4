using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("evidence-checked")]
public sealed record EvidenceChecked(Id<EvidenceFile> Evidence, DocumentCheck Found) : IJournalEvent;

[JournalEvent("items-asked-for")]
public sealed record ItemsAskedFor(Id<StoredDecision> Decision) : IJournalEvent;

[JournalEvent("application-complete")]
public sealed record ApplicationComplete(Id<StoredDecision> Decision) : IJournalEvent;

[JournalEvent("application-approved")]
public sealed record ApplicationApproved(Id<StoredDecision> Decision) : IJournalEvent;

[JournalEvent("application-denied")]
public sealed record ApplicationDenied(Id<StoredDecision> Decision) : IJournalEvent;

/// <summary>What a reviewer writes down about one file of evidence. Looking decides nothing by itself.</summary>
public static class CheckEvidence
{
    public sealed record Command(Id<Application> Application, Id<EvidenceFile> Evidence, DocumentCheck Found, IReadOnlyCollection<string> Features, string? Note, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.State is not (ApplicationState.Submitted or ApplicationState.Complete))
                return new Problem.NotAllowedNow("action.check-evidence", TextKeys.Of(application.State));
            var kind = await db.Evidence.Where(f => f.Id == command.Evidence && f.File == application.Id.Value && f.DeletedAt == null).Select(f => f.Kind).SingleOrDefaultAsync(ct);
            if (kind is null)
                return new Problem.NotFound("thing.evidence");
            if (library.On(GoverningQuestion.Filing, application.SubmittedOn!.Value)?.Kinds.GetValueOrDefault(kind)?.Features is { } known && !command.Features.All(known.Contains))
                return Problem.Invalid.At("Features", Text.Of("field.choice-missing"));
            var note = command.Note?.Trim();
            if (command.Found is not DocumentCheck.Accepted && string.IsNullOrEmpty(note))
                return Problem.Invalid.At("Note", Text.Of("evidence.note-missing"));
            if (note?.Length > NoteLength)
                return Problem.Invalid.At("Note", Text.Of("note.too-long", ("max", NoteLength), ("length", note.Length)));
            var last = await db.EvidenceChecks.AsNoTracking().Where(c => c.Evidence == command.Evidence)
                .OrderByDescending(c => c.CheckedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(ct);
            var features = string.Join(' ', command.Features.Order(StringComparer.Ordinal));
            if (last is not null && (last.Found, last.Features, last.Note, last.CheckedBy) == (command.Found, features, note, command.By.Name))
                return new Done();   // the same form sent twice is one look

            db.Add(new EvidenceCheck
            {
                Id = OrderedId.At(clock.Now),
                Evidence = command.Evidence,
                Found = command.Found,
                Features = features,
                Note = note,
                CheckedAt = clock.Now,
                CheckedBy = command.By.Name,
            });
            journal.Record(new EvidenceChecked(command.Evidence, command.Found), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    private const int NoteLength = 2000;
}

/// <summary>
/// The four steps a reviewer may take on an application. Which are open, the lifecycle table says; which one the facts
/// call for, the decision says; the decision is stored whole with the step.
/// </summary>
public static class ReviewApplication
{
    /// <summary><paramref name="Version"/>: the version of the application that the reviewer was looking at.</summary>
    public sealed record Command(Id<Application> Application, ApplicationAction Action, int Version, string? Reason, Actor By);

    public sealed class Handler(PeerCertDb db, PackDecisions decisions, JournalWriter journal, Notice.Writer notices, ApplicationClocks clocks, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.Version != command.Version)
                return await db.WhoChangedAsync(application, ct);
            // What somebody keyed in themselves another one decides: two look at every paper.
            if (command.Action is ApplicationAction.Approve or ApplicationAction.Deny && application.KeyedBy is { } keyed && keyed == command.By.Account)
                return new Problem.Refused("keyed-by-yourself", Text.Of("problem.keyed-by-yourself"));
            if (await db.InTheWayAsync(application.Id, command.By, ct) is { } taken)
                return taken;
            if (!(await decisions.ConsiderAsync(ApplicationFacts.Question, application.Subject(), application.SubmittedOn, ct)).Succeeded(out var considered, out problem))
                return problem;
            if (Decide(command.Action, considered.Decision) is { } refused)
                return refused;
            if (!application.Take(command.Action, clocks, clock.Today, clock.Now).Succeeded(out _, out problem))
                return problem;

            if (command.Action is ApplicationAction.Approve or ApplicationAction.Deny)
                await db.ClearClaimAsync(application.Id, ct);
            var stored = decisions.Store(considered, command.By);
            journal.Record(Happened(command.Action, stored.Id), application, command.By, command.Reason?.Trim());
            // Complete is not told: the decision itself is what the person waits for (CAL-801.7).
            if (command.Action is not ApplicationAction.MarkComplete)
                await TellAsync(command.Action, application, stored, ct);
            if (command.Action is ApplicationAction.Approve)
                journal.Send(ApprovedMessage, new Approved(application.Id));
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }

        private Task TellAsync(ApplicationAction action, Application application, StoredDecision decision, CancellationToken ct) => notices.TellAsync(
            application.Person, $"application-{TextKeys.Kebab(action.ToString())}", $"{application.Id}/{application.Version}",
            Text.Of($"notice.application.{TextKeys.Kebab(action.ToString())}", ("reference", application.Reference), ("day", clock.Today)),
            decision.Id.Value,
            action is ApplicationAction.AskForItems ? clocks.Running(application.State, application.SubmittedOn, application.CompleteOn)?.Due : null,
            ct);
    }

    /// <summary>Outbox message after an approval; exam eligibility follows from it.</summary>
    public const string ApprovedMessage = "application-approved";

    public sealed record Approved(Id<Application> Application);

    /// <summary>
    /// Whether the findings call for the step. Approval and "complete" need every requirement met (CAL-201.3, 801.6); only
    /// a requirement that can never be met denies; items are asked for where something can be supplied (CAL-801.8).
    /// </summary>
    public static Problem? Decide(ApplicationAction action, Decision decision) => action switch
    {
        ApplicationAction.Approve or ApplicationAction.MarkComplete => decision.Outcome is Outcome.Grant ? null : new Problem.StandardNotMet(decision),
        ApplicationAction.Deny => decision.Outcome is Outcome.Refuse ? null : new Problem.Refused("nothing-denies", Text.Of("problem.nothing-denies")),
        ApplicationAction.AskForItems => decision.Roots.SelectMany(r => r.Tree()).Any(f => f is { Verdict: Verdict.NotMet, Remedy: Remedy.Supply })
            ? null
            : new Problem.Refused("nothing-to-ask-for", Text.Of("problem.nothing-to-ask-for")),
        _ => new Problem.NotAllowedNow(TextKeys.Of(action), "thing.review"),
    };

    private static IJournalEvent Happened(ApplicationAction action, Id<StoredDecision> decision) => action switch
    {
        ApplicationAction.AskForItems => new ItemsAskedFor(decision),
        ApplicationAction.MarkComplete => new ApplicationComplete(decision),
        ApplicationAction.Approve => new ApplicationApproved(decision),
        ApplicationAction.Deny => new ApplicationDenied(decision),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
