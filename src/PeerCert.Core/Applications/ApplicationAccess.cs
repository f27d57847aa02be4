using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>Finding an application for somebody: one's own, or any for staff. Not found and not yours look the same.</summary>
public static class ApplicationAccess
{
    /// <summary>The application, if it belongs to the account; whoever keys it in for somebody fills it in like one's own.</summary>
    public static async Task<Result<Application>> OwnApplicationAsync(this PeerCertDb db, Id<Application> id, Actor by, CancellationToken ct) =>
        await db.Applications
            .Where(a => a.Id == id && (db.People.Any(p => p.Id == a.Person && p.Account == by.Account)
                || a.KeyedBy != null && a.KeyedBy == by.Account && (a.State == ApplicationState.Draft || a.State == ApplicationState.Incomplete)))
            .SingleOrDefaultAsync(ct) is { } own
            ? own
            : new Problem.NotFound("thing.application");

    public static async Task<Result<Application>> AnyApplicationAsync(this PeerCertDb db, Id<Application> id, CancellationToken ct) =>
        await db.Applications.SingleOrDefaultAsync(a => a.Id == id, ct) is { SubmittedOn: not null } application
            ? application
            : new Problem.NotFound("thing.application");

    /// <summary>
    /// The form by the standard that governs the filing (a draft: today's, CF-34). A problem where no text is known for that
    /// day.
    /// </summary>
    public static Result<ApplicationForm> FormOf(this StandardsLibrary library, Application application, DraftAnswers answers, DateOnly today) =>
        library.On(GoverningQuestion.Filing, application.FilingDay(today)) is { } pack
            ? ApplicationForm.Of(pack, answers, today)
            : new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", application.FilingDay(today))));

    public static Subject Subject(this Application application) => new(application.Person, application.Id.Value);

    /// <summary>Whether staff have something to do or to watch: some clock runs that is theirs or the applicant's.</summary>
    public static bool IsAtTheDesk(this Application application) => application.State is not ApplicationState.Draft && application.DueOn is not null;

    /// <summary>Whether its answers may be changed now: before it is sent, and while staff wait for items.</summary>
    public static bool TakesAnswers(this Application application) =>
        application.State is ApplicationState.Draft or ApplicationState.Incomplete;
}
