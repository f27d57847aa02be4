using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

/// <summary><paramref name="Import"/> and <paramref name="Line"/>: the file it came in, where it came in one.</summary>
[JournalEvent("exam-result-recorded")]
public sealed record ExamResultRecorded(Id<ExamAttempt> Attempt, DateOnly SatOn, AttemptOutcome Outcome, Id<ResultsImport>? Import = null, int? Line = null) : IJournalEvent;

/// <summary>A sitting as it is reported: the candidate's number in capitals, the day, how it ended, and the line of an import that says so.</summary>
public sealed record Sitting(string CandidateId, DateOnly SatOn, AttemptOutcome Outcome, ImportedResult? From = null);

/// <summary>
/// What follows from a sitting, by whatever way it is reported: the attempt, what it does to the exam window, the clock of the certificate after a pass,
/// the decision and the letter. The same result twice is one. A no-show uses no attempt (CF-23); a sitting outside the window does not count (CF-54) and
/// is refused with the window's days. All of it is in the caller's commit.
/// </summary>
public sealed class RecordSittings(
    PeerCertDb db, PackDecisions decisions, JournalWriter journal, Notice.Writer notices, ApplicationClocks clocks, ProgramClock clock)
{
    /// <param name="IsNew">False where the very same result was on file.</param>
    public sealed record Recorded(Id<Application>? Application, AttemptOutcome Outcome, bool IsNew);

    /// <summary>Each sitting's own outcome, in their order; what one is refused for touches no other. A candidate is among them once at most.</summary>
    public async Task<IReadOnlyList<Result<Recorded>>> TakeAsync(IReadOnlyList<Sitting> sittings, Actor by, CancellationToken ct)
    {
        var candidates = sittings.Select(s => s.CandidateId).ToList();
        var eligibilities = await db.ExamEligibilities.Where(e => candidates.Contains(e.CandidateId)).ToDictionaryAsync(e => e.CandidateId, ct);
        var windows = eligibilities.Values.Select(e => e.Id).ToList();
        var attempts = (await db.ExamAttempts.AsNoTracking().Where(a => windows.Contains(a.Eligibility)).ToListAsync(ct)).ToLookup(a => a.Eligibility);

        var results = new Result<Recorded>[sittings.Count];
        var fresh = new List<(int Place, Sitting Sitting, ExamEligibility Eligibility)>();
        foreach (var (place, sitting) in sittings.Index())
            if (!eligibilities.TryGetValue(sitting.CandidateId, out var eligibility))
                results[place] = Problem.Invalid.At("CandidateId", Text.Of("exam.no-such-candidate"));
            else if (Settled(sitting, eligibility, attempts[eligibility.Id]) is { } settled)
                results[place] = settled;
            else
                fresh.Add((place, sitting, eligibility));
        if (fresh.Count > 0)
            await TakeAsync(fresh, results, by, ct);
        return results;
    }

    /// <summary>The last failed sitting closes the eligibility: the pack's decision says when none is left.</summary>
    public static ExamEligibilityAction ActionFor(AttemptOutcome outcome, Decision decision) => outcome switch
    {
        AttemptOutcome.Pass => ExamEligibilityAction.RecordPass,
        AttemptOutcome.NoShow => ExamEligibilityAction.RecordNoShow,
        _ => decision.Outcome is Outcome.Refuse ? ExamEligibilityAction.RecordLastFail : ExamEligibilityAction.RecordFail,
    };

    /// <summary>What needs no decision: on file already, or never to be.</summary>
    private Result<Recorded>? Settled(Sitting sitting, ExamEligibility eligibility, IEnumerable<ExamAttempt> attempts)
    {
        var thatDay = attempts.Where(a => a.SatOn == sitting.SatOn).OrderBy(a => a.Revision).ToList();
        var corrected = attempts.Select(a => a.Supersedes).OfType<Id<ExamAttempt>>().ToHashSet();
        if (thatDay.LastOrDefault(a => !corrected.Contains(a.Id)) is { } same && same.Outcome == sitting.Outcome)
            return new Recorded(eligibility.Application, same.Outcome, IsNew: false);
        // Yesterday's file again does not bring back what was found to be wrong.
        if (thatDay.LastOrDefault(a => corrected.Contains(a.Id) && a.Outcome == sitting.Outcome) is { } wrong)
            return Problem.Invalid.At("SatOn", Text.Of("exam.corrected-since", ("day", wrong.SatOn)));
        if (thatDay.Count > 0)
            return Problem.Invalid.At("SatOn", Text.Of("exam.other-result-that-day", ("day", sitting.SatOn)));
        if (sitting.SatOn > clock.Today)
            return Problem.Invalid.At("SatOn", Text.Of("day.in-the-future", ("today", clock.Today)));
        if (sitting.SatOn < eligibility.ApprovedOn || sitting.SatOn > eligibility.WindowEnds)
            return Problem.Invalid.At("SatOn", Text.Of("exam.outside-window", ("first", eligibility.ApprovedOn), ("last", eligibility.WindowEnds)));
        return null;
    }

    private async Task TakeAsync(List<(int Place, Sitting Sitting, ExamEligibility Eligibility)> fresh, Result<Recorded>[] results, Actor by, CancellationToken ct)
    {
        var ids = fresh.Select(f => f.Eligibility.Application).OfType<Id<Application>>().ToList();
        var applications = await db.Applications.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var attempts = fresh.Select(f => new ExamAttempt
        {
            Id = Id<ExamAttempt>.New(),
            Eligibility = f.Eligibility.Id,
            SatOn = f.Sitting.SatOn,
            Outcome = f.Sitting.Outcome,
            RecordedAt = clock.Now,
            RecordedBy = by.Name,
        }).ToList();
        var asked = fresh.Zip(attempts, (f, attempt) => (f.Place, Attempt: attempt, f.Sitting, f.Eligibility, Application: f.Eligibility.Application is { } id ? applications[id] : null)).ToList();
        var tellings = new List<Notice.Telling>();
        foreach (var (question, those) in new[] { (RecordResult.CertificateQuestion, asked.FindAll(a => a.Application is not null)), (ExamFacts.ReturnQuestion, asked.FindAll(a => a.Application is null)) })
        {
            if (those.Count == 0)
                continue;
            var considered = await decisions.ConsiderAsync(
                question,
                [
                    .. those.Select(a => new Asked(
                        new(a.Eligibility.Person, a.Eligibility.File), a.Application?.SubmittedOn,
                        [new Fact.Attempt(ExamFacts.Kind, a.Attempt.SatOn, a.Attempt.Outcome) { Id = a.Attempt.Id.ToString() }])),
                ],
                FrozenSet<string>.Empty, ct);
            foreach (var (a, known) in those.Zip(considered))
                results[a.Place] = Take(a.Sitting, a.Eligibility, a.Application, a.Attempt, known, tellings, by);
        }
        await notices.TellAsync(tellings, ct);
    }

    private Result<Recorded> Take(
        Sitting sitting, ExamEligibility eligibility, Application? application, ExamAttempt attempt, Result<Considered> known, List<Notice.Telling> tellings, Actor by)
    {
        if (!known.Succeeded(out var considered, out var problem))
            return problem;
        if (!eligibility.Take(ActionFor(attempt.Outcome, considered.Decision)).Succeeded(out _, out problem))
            return problem;
        if (attempt.Outcome is AttemptOutcome.Pass && application is not null)
            application.Passed(clocks.CertificateDue(application.SubmittedOn!.Value, attempt.SatOn));
        db.Add(attempt);
        journal.Record(new ExamResultRecorded(attempt.Id, attempt.SatOn, attempt.Outcome, sitting.From?.Import, sitting.From?.Line), eligibility, by);
        var stored = decisions.Store(considered, by);
        tellings.Add(new(
            eligibility.Person, "exam-result", attempt.Id.ToString(),
            Text.Of($"notice.{(application is null ? "return-exam" : "exam")}.{TextKeys.Kebab(attempt.Outcome.ToString())}", ("day", attempt.SatOn), ("last", eligibility.WindowEnds)),
            stored.Id.Value, null));
        return new Recorded(application?.Id, attempt.Outcome, IsNew: true);
    }
}
