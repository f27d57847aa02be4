using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>Where an application can be, as its applicant sees it; each has its sentence.</summary>
public enum Place { Draft, Submitted, Incomplete, Complete, Approved, Exam, Passed, ExamOver, Denied, Certified, Withdrawn, Voided }

/// <summary>
/// Where an application is: which place, until when something has to happen there, and what others waited. Whose turn it is
/// and what happens otherwise is part of the sentence of the place.
/// </summary>
public sealed record Whereabouts(Application Application, Place Place, DateOnly? By, Expectation? Expected);

/// <summary>Answers "where is it?" for one's own applications.</summary>
public sealed class OpenWhereabouts(PeerCertDb db, ApplicationClocks clocks, Expectations expectations, ProgramClock clock)
{
    public async Task<Whereabouts> HandleAsync(Application application, CancellationToken ct)
    {
        var exam = application.State is ApplicationState.Approved
            ? await db.ExamEligibilities.AsNoTracking().SingleOrDefaultAsync(e => e.Application == application.Id, ct)
            : null;
        var passed = exam is { State: ExamEligibilityState.Passed }
            ? await db.StandingAttempts.Where(a => a.Eligibility == exam.Id && a.Outcome == AttemptOutcome.Pass).MaxAsync(a => (DateOnly?)a.SatOn, ct)
            : null;
        var place = PlaceOf(application.State, exam?.State, exam is not null && exam.WindowEnds < clock.Today);
        return new(application, place, place switch
        {
            Place.Exam => exam!.WindowEnds,
            Place.Passed => passed is { } day ? clocks.CertificateDue(application.SubmittedOn!.Value, day)?.Due : null,
            _ => clocks.Running(application.State, application.SubmittedOn, application.CompleteOn)?.Due,
        }, place is Place.Submitted or Place.Complete && application.StateSince is { } since ? await expectations.OfAsync(application.State, since, ct) : null);
    }

    public static Place PlaceOf(ApplicationState application, ExamEligibilityState? exam, bool windowIsOver) => (application, exam) switch
    {
        (ApplicationState.Draft, _) => Place.Draft,
        (ApplicationState.Submitted, _) => Place.Submitted,
        (ApplicationState.Incomplete, _) => Place.Incomplete,
        (ApplicationState.Complete, _) => Place.Complete,
        (ApplicationState.Approved, null) => Place.Approved,
        (ApplicationState.Approved, ExamEligibilityState.Open) => windowIsOver ? Place.ExamOver : Place.Exam,
        (ApplicationState.Approved, ExamEligibilityState.Passed) => Place.Passed,
        (ApplicationState.Approved, _) => Place.ExamOver,
        (ApplicationState.Denied, _) => Place.Denied,
        (ApplicationState.Certified, _) => Place.Certified,
        (ApplicationState.Withdrawn, _) => Place.Withdrawn,
        (ApplicationState.Voided, _) => Place.Voided,
        _ => throw new ArgumentOutOfRangeException(nameof(application)),
    };
}
