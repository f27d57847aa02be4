using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

[JournalEvent("exam-result-recorded")]
public sealed record ExamResultRecorded(Id<ExamAttempt> Attempt, DateOnly SatOn, AttemptOutcome Outcome) : IJournalEvent;

/// <summary>
/// Keys in one result: pass, fail or no-show, and the day. The same result twice is one. A no-show uses no attempt
/// (CF-23); a sitting outside the window does not count (CF-54) and is refused with the window's days.
/// </summary>
public static class RecordResult
{
    public sealed record Command(string? CandidateId, TypedDay SatOn, AttemptOutcome? Outcome, Actor By);

    public sealed record Recorded(Id<Application> Application, AttemptOutcome Outcome);

    public sealed class Handler(
        PeerCertDb db, PackDecisions decisions, JournalWriter journal, Notice.Writer notices, ApplicationClocks clocks, ProgramClock clock)
    {
        public async Task<Result<Recorded>> HandleAsync(Command command, CancellationToken ct)
        {
            var candidate = (command.CandidateId ?? "").Trim().ToUpperInvariant();
            var day = command.SatOn.ReadPast("SatOn", clock.Today);
            if (Problem.Invalid.Of(CheckCandidate(candidate), day.Problem, CheckOutcome(command.Outcome)) is { } wrong)
                return wrong;
            if (!day.Succeeded(out var satOn, out var problem))
                return problem;
            if (await db.ExamEligibilities.SingleOrDefaultAsync(e => e.CandidateId == candidate, ct) is not { } eligibility)
                return Problem.Invalid.At("CandidateId", Text.Of("exam.no-such-candidate"));

            var outcome = command.Outcome!.Value;
            var attempts = await db.ExamAttempts.AsNoTracking().Where(a => a.Eligibility == eligibility.Id).ToListAsync(ct);
            if (attempts.SingleOrDefault(a => a.SatOn == satOn) is { } same)
                return same.Outcome == outcome ? new Recorded(eligibility.Application, outcome) : Problem.Invalid.At("SatOn", Text.Of("exam.other-result-that-day", ("day", satOn)));
            if (satOn < eligibility.ApprovedOn || satOn > eligibility.WindowEnds)
                return Problem.Invalid.At("SatOn", Text.Of("exam.outside-window", ("first", eligibility.ApprovedOn), ("last", eligibility.WindowEnds)));

            var application = await db.Applications.SingleAsync(a => a.Id == eligibility.Application, ct);
            var attempt = new ExamAttempt
            {
                Id = Id<ExamAttempt>.New(),
                Eligibility = eligibility.Id,
                SatOn = satOn,
                Outcome = outcome,
                RecordedAt = clock.Now,
                RecordedBy = command.By.Name,
            };
            var sitting = new Fact.Attempt(ExamFacts.Kind, satOn, outcome) { Id = attempt.Id.ToString() };
            var known = await decisions.ConsiderAsync(CertificateQuestion, application.Subject(), application.SubmittedOn, [sitting], FrozenSet<string>.Empty, ct);
            if (!known.Succeeded(out var considered, out problem))
                return problem;
            if (!eligibility.Take(ActionFor(outcome, considered.Decision)).Succeeded(out _, out problem))
                return problem;

            if (outcome is AttemptOutcome.Pass)
                application.Passed(clocks.CertificateDue(application.SubmittedOn!.Value, satOn));
            db.Add(attempt);
            journal.Record(new ExamResultRecorded(attempt.Id, satOn, outcome), eligibility, command.By);
            var stored = decisions.Store(considered, command.By);
            await notices.TellAsync(
                eligibility.Person, "exam-result", attempt.Id.ToString(),
                Text.Of($"notice.exam.{TextKeys.Kebab(outcome.ToString())}", ("day", satOn), ("last", eligibility.WindowEnds)),
                stored.Id.Value, null, ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Recorded(eligibility.Application, outcome);
        }
    }

    /// <summary>The question a pack answers before a certificate may be issued.</summary>
    public const string CertificateQuestion = "certificate";

    /// <summary>The last failed sitting closes the eligibility: the pack's decision says when none is left.</summary>
    public static ExamEligibilityAction ActionFor(AttemptOutcome outcome, Decision decision) => outcome switch
    {
        AttemptOutcome.Pass => ExamEligibilityAction.RecordPass,
        AttemptOutcome.NoShow => ExamEligibilityAction.RecordNoShow,
        _ => decision.Outcome is Outcome.Refuse ? ExamEligibilityAction.RecordLastFail : ExamEligibilityAction.RecordFail,
    };

    private static Problem.Invalid? CheckCandidate(string candidate) =>
        candidate.Length == 0 ? Problem.Invalid.At("CandidateId", Text.Of("exam.candidate-missing")) : null;

    private static Problem.Invalid? CheckOutcome(AttemptOutcome? outcome) =>
        outcome is AttemptOutcome.Pass or AttemptOutcome.Fail or AttemptOutcome.NoShow ? null : Problem.Invalid.At("Outcome", Text.Of("exam.outcome-missing"));
}
