using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("overlay-recorded")]
public sealed record OverlayRecorded(string Kind, DateOnly? From, DateOnly? Until) : IJournalEvent;

/// <summary>
/// What staff found elsewhere that stands against an application, such as an open case in the state that certified the
/// person (CAL-204.1.D.i), or that it is over. The newest record counts and the older ones stay.
/// </summary>
public static class RecordOverlay
{
    public sealed record Command(Id<Application> Application, string Kind, bool? IsThere, TypedDay From, TypedDay Until, string? Reason, Actor By);

    public sealed class Handler(PeerCertDb db, PackDecisions decisions, RecordedFacts facts, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.State is not (ApplicationState.Submitted or ApplicationState.Incomplete or ApplicationState.Complete))
                return new Problem.NotAllowedNow("action.record-overlay", TextKeys.Of(application.State));
            if (!(await decisions.ConsiderAsync(ApplicationFacts.Question, application.Subject(), application.SubmittedOn, ct)).Succeeded(out var considered, out problem))
                return problem;
            if (!Kinds(considered).Contains(command.Kind))
                return new Problem.NotFound("thing.application-part");
            if (!Read(command, clock.Today).Succeeded(out var found, out problem))
                return problem;

            var (root, reason) = (application.Id.Value, command.Reason!.Trim());
            var last = await db.Journal.AsNoTracking().Where(e => e.RootId == root && e.EventType == "overlay-recorded")
                .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).FirstOrDefaultAsync(ct);
            if (!await facts.ReplaceAsync(application.Subject(), command.Kind, found, clock.Today, command.By, ct) && last?.Reason == reason)
                return new Done();   // the same form sent twice
            var overlay = found.OfType<Fact.Overlay>().SingleOrDefault();
            journal.Record(new OverlayRecorded(command.Kind, overlay?.From, overlay?.Until), application, command.By, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    /// <summary>The kinds that staff look up for this file: what its rules want it to be free of.</summary>
    public static IEnumerable<string> Kinds(Considered considered) =>
        Evaluator.Asked(considered.Pack, ApplicationFacts.Question, considered.Facts, considered.Decision.AsOf).OfType<FreeOf>().Select(r => r.Overlay).Distinct();

    /// <summary>The overlay that was typed, none where nothing is there any more, or what is wrong at which field.</summary>
    public static Result<ImmutableArray<Fact>> Read(Command command, DateOnly today)
    {
        var (from, until) = (command.From.ReadPast("From", today), command.Until.IsEmpty ? (Result<DateOnly>?)null : command.Until.Read("Until"));
        var wrong = Problem.Invalid.Of(
            command.IsThere is null ? Problem.Invalid.At("IsThere", Text.Of("field.choice-missing")) : null,
            command.IsThere is true ? from.Problem : null,
            command.IsThere is true ? until?.Problem : null,
            command.IsThere is true && from.Succeeded(out var first, out _) && until is { } end && end.Succeeded(out var last, out _) && last < first
                ? Problem.Invalid.At("Until", Text.Of("entry.ends-before", ("from", first))) : null,
            Reason(command.Reason));
        if (wrong is not null)
            return wrong;
        return command.IsThere is true
            ? ImmutableArray.Create<Fact>(new Fact.Overlay(command.Kind, from.Match(d => d, _ => default), until?.Match(d => d, _ => default)))
            : ImmutableArray<Fact>.Empty;
    }

    private static Problem.Invalid? Reason(string? typed) => (typed ?? "").Trim() switch
    {
        "" => Problem.Invalid.At("Reason", Text.Of("overlay.reason-missing")),
        { Length: > ReasonLength } reason => Problem.Invalid.At("Reason", Text.Of("note.too-long", ("max", ReasonLength), ("length", reason.Length))),
        _ => null,
    };

    /// <summary>Ours; no document gives a length.</summary>
    private const int ReasonLength = 500;
}
