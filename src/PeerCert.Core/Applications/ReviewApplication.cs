using System.Collections.Immutable;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
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
            var pack = library.On(GoverningQuestion.Filing, application.SubmittedOn!.Value);
            if (!(await db.CheckAsync(application.Id.Value, command.Evidence, command.Found, command.Features, command.Note, pack, clock.Now, command.By, ct)).Succeeded(out var isNew, out problem))
                return problem;
            if (!isNew)
                return new Done();
            journal.Record(new EvidenceChecked(command.Evidence, command.Found), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>
/// The four steps a reviewer may take on an application. Which are open, the lifecycle table says; which one the facts
/// call for, the decision says; the decision is stored whole with the step. A step that needs a second reviewer is proposed
/// to them.
/// </summary>
public static class ReviewApplication
{
    /// <param name="Version">The version of the application that the reviewer was looking at.</param>
    public sealed record Command(Id<Application> Application, ApplicationAction Action, int Version, string? Reason, Actor By)
    {
        /// <summary>Why each missing point is missing, where items are asked for.</summary>
        public IReadOnlyList<ItemAsked> Items { get; init; } = [];
    }

    public sealed class Handler(PeerCertDb db, PackDecisions decisions, TakeReviewStep steps, ReviewOptions options, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.Version != command.Version)
                return await db.WhoChangedAsync(application, ct);
            if (CheckWho(command.Action, application, command.By) is { } own)
                return own;
            if ((await db.InTheWayAsync(application.Id, command.By, ct) ?? await db.WaitsForSecondAsync(application, ct)) is { } taken)
                return taken;
            if (!(await decisions.ConsiderAsync(ApplicationFacts.Question, application.Subject(), application.SubmittedOn, ct)).Succeeded(out var considered, out problem))
                return problem;
            if (!Decide(command.Action, application, considered.Decision, command.Items).Succeeded(out var items, out problem))
                return problem;

            var step = ReviewStep.Propose(application.Id, command.Action, items, clock.Now, command.By);
            db.Add(step);
            if (options.AsksForSecond(command.Action, considered.Pack, clock.Today))
            {
                journal.Record(new StepProposed(step.Id, command.Action), application, command.By, command.Reason?.Trim());
                await db.ClearClaimAsync(application.Id, ct);   // the second one takes it
                return await db.TrySaveAsync(ct) is { } late ? late : new Done();
            }
            if ((await steps.TakeAsync(application, considered, step, command.By, null, command.Reason?.Trim(), ct)).Problem is { } refused)
                return refused;
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    /// <summary>Outbox message after an approval; exam eligibility follows from it.</summary>
    public const string ApprovedMessage = "application-approved";

    public sealed record Approved(Id<Application> Application);

    /// <summary>What somebody keyed in themselves another one decides: two look at every paper.</summary>
    internal static Problem? CheckWho(ApplicationAction step, Application application, Actor by) =>
        step is ApplicationAction.Approve or ApplicationAction.Deny && application.KeyedBy is { } keyed && keyed == by.Account
            ? new Problem.Refused("keyed-by-yourself", Text.Of("problem.keyed-by-yourself"))
            : null;

    /// <summary>Whether a step may be taken, and the points that it asks for: each that is missing, with its reason.</summary>
    public static Result<ImmutableArray<ItemAsked>> Decide(ApplicationAction action, Application application, Decision decision, IReadOnlyList<ItemAsked> items)
    {
        if (Decide(action, decision) is { } refused)
            return refused;
        if (ApplicationLifecycle.Table.Next(application.State, action).Problem is { } closed)
            return closed;
        if (action is not ApplicationAction.AskForItems)
            return ImmutableArray<ItemAsked>.Empty;
        return ReadItems(decision, items);
    }

    /// <summary>The rules that a request for items names: what is not met and can be supplied (CAL-801.8).</summary>
    public static IReadOnlyList<Finding> Missing(Decision decision) =>
        [.. decision.NextSteps.Where(f => f.Remedy is Remedy.Supply).DistinctBy(f => f.Rule)];

    private static Result<ImmutableArray<ItemAsked>> ReadItems(Decision decision, IReadOnlyList<ItemAsked> items)
    {
        var (asked, faults) = (new List<ItemAsked>(), new List<FieldError>());
        foreach (var (index, finding) in Missing(decision).Index())
        {
            var item = items.FirstOrDefault(i => i.Rule == finding.Rule);
            var words = string.IsNullOrWhiteSpace(item?.Words) ? null : item.Words.Trim();
            if (item?.Reason is not { } reason || !Enum.IsDefined(reason))
                faults.Add(new($"Items[{index}].Reason", Text.Of("item-reason.missing")));
            if (words?.Length > AskedReason.WordsLength)
                faults.Add(new($"Items[{index}].Words", Text.Of("note.too-long", ("max", AskedReason.WordsLength), ("length", words.Length))));
            asked.Add(new(finding.Rule, item?.Reason, words));
        }
        return faults.Count > 0 ? new Problem.Invalid([.. faults]) : asked.ToImmutableArray();
    }

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
}
