using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

public enum ExamEligibilityState { Open, Passed, Exhausted }

public enum ExamEligibilityAction { RecordPass, RecordFail, RecordLastFail, RecordNoShow, CorrectToOpen, CorrectToPassed, CorrectToExhausted }

/// <summary>
/// What people record about an eligibility; that its window has closed is computed, not recorded (CF-54). A corrected result leads from
/// any state to any other.
/// </summary>
public static class ExamEligibilityLifecycle
{
    public static readonly Transitions<ExamEligibilityState, ExamEligibilityAction> Table = new(
        (ExamEligibilityState.Open, ExamEligibilityAction.RecordPass, ExamEligibilityState.Passed),
        (ExamEligibilityState.Open, ExamEligibilityAction.RecordFail, ExamEligibilityState.Open),
        (ExamEligibilityState.Open, ExamEligibilityAction.RecordLastFail, ExamEligibilityState.Exhausted),
        (ExamEligibilityState.Open, ExamEligibilityAction.RecordNoShow, ExamEligibilityState.Open),
        (ExamEligibilityState.Open, ExamEligibilityAction.CorrectToPassed, ExamEligibilityState.Passed),
        (ExamEligibilityState.Open, ExamEligibilityAction.CorrectToExhausted, ExamEligibilityState.Exhausted),
        (ExamEligibilityState.Passed, ExamEligibilityAction.CorrectToOpen, ExamEligibilityState.Open),
        (ExamEligibilityState.Passed, ExamEligibilityAction.CorrectToExhausted, ExamEligibilityState.Exhausted),
        (ExamEligibilityState.Exhausted, ExamEligibilityAction.CorrectToOpen, ExamEligibilityState.Open),
        (ExamEligibilityState.Exhausted, ExamEligibilityAction.CorrectToPassed, ExamEligibilityState.Passed));
}

/// <summary>The right to sit the exam until the window closes: from the approval of an application, or to bring an expired certificate back (CF-21).</summary>
public sealed class ExamEligibility : IRoot
{
    private ExamEligibility() { }

    public Id<ExamEligibility> Id { get; private set; }

    /// <summary>What the exam is for: an application, or the reinstatement of a certificate.</summary>
    public Guid File { get; private set; }

    /// <summary>The application; null where it is for a reinstatement.</summary>
    public Id<Application>? Application { get; private set; }

    public Id<Person> Person { get; private set; }

    /// <summary>The number the person schedules with; never the certificate number and never public (CF-55).</summary>
    public string CandidateId { get; private set; } = "";

    public ExamEligibilityState State { get; private set; }

    /// <summary>The first day on which a sitting counts: that of the approval, or that on which the exam was first asked for.</summary>
    public DateOnly ApprovedOn { get; private set; }

    /// <summary>Last day on which a sitting counts, that day included (CF-54).</summary>
    public DateOnly WindowEnds { get; private set; }

    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static ExamEligibility Open(Id<Application> application, Id<Person> person, string candidateId, DateOnly approvedOn, DateOnly windowEnds) =>
        Open(application.Value, application, person, candidateId, approvedOn, windowEnds);

    /// <summary>For somebody who has been certified: no application stands behind it.</summary>
    public static ExamEligibility OpenAgain(Guid file, Id<Person> person, string candidateId, DateOnly askedOn, DateOnly windowEnds) =>
        Open(file, null, person, candidateId, askedOn, windowEnds);

    private static ExamEligibility Open(Guid file, Id<Application>? application, Id<Person> person, string candidateId, DateOnly approvedOn, DateOnly windowEnds) => new()
    {
        Id = Id<ExamEligibility>.New(),
        File = file,
        Application = application,
        Person = person,
        CandidateId = candidateId,
        State = ExamEligibilityState.Open,
        ApprovedOn = approvedOn,
        WindowEnds = windowEnds,
    };

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;

    public Result<ExamEligibilityState> Take(ExamEligibilityAction action)
    {
        var next = ExamEligibilityLifecycle.Table.Next(State, action);
        if (next.Succeeded(out var state, out _))
            State = state;
        return next;
    }
}

/// <summary>
/// One sitting: pass, fail or no-show, and the day. There is no score, here or anywhere (CF-60). One that was recorded wrongly is superseded by
/// another; one that never was, by a cancelled one.
/// </summary>
public sealed class ExamAttempt
{
    public required Id<ExamAttempt> Id { get; init; }
    public required Id<ExamEligibility> Eligibility { get; init; }
    public required DateOnly SatOn { get; init; }
    public required AttemptOutcome Outcome { get; init; }
    public required DateTime RecordedAt { get; init; }
    public required string RecordedBy { get; init; }

    /// <summary>How many results of this day were corrected before it.</summary>
    public int Revision { get; init; }

    public Id<ExamAttempt>? Supersedes { get; init; }
}

public static class ExamAttempts
{
    extension(PeerCertDb db)
    {
        /// <summary>The sittings as they are known now: those that no correction has superseded.</summary>
        public IQueryable<ExamAttempt> StandingAttempts => db.ExamAttempts.AsNoTracking().Where(a => !db.ExamAttempts.Any(later => later.Supersedes == a.Id));
    }
}
