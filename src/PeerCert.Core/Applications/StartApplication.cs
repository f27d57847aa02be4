using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("application-started")]
public sealed record ApplicationStarted(string Reference) : IJournalEvent;

/// <summary>Says whether a certificate that somebody has keeps them from applying for another.</summary>
public interface IHeldCertificates
{
    Task<Problem?> InTheWayAsync(Id<Person> person, CancellationToken ct);
}

/// <summary>
/// Starts an application, or goes on with the one that is open: nobody has two open at once. The orientation comes first
/// (§201(2), §801(1), CF-49). Whoever has a certificate that can be kept or brought back does that instead.
/// </summary>
public static class StartApplication
{
    public sealed record Command(Actor By);

    public sealed class Handler(PeerCertDb db, PackDecisions decisions, IHeldCertificates held, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<Application>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.People.SingleOrDefaultAsync(p => p.Account == command.By.Account, ct) is not { } person)
                return new Problem.NotFound("thing.person");
            if (person.MergedInto is not null)
                return new Problem.Refused("merged-away", Text.Of("problem.merged-away"));
            var over = ApplicationLifecycle.Over.ToList();
            if (await db.Applications.AsNoTracking().Where(a => a.Person == person.Id && !over.Contains(a.State)).FirstOrDefaultAsync(ct) is { } open)
                return open.Id;
            if (await held.InTheWayAsync(person.Id, ct) is { } kept)
                return kept;
            if (await decisions.StillWantedAsync(person.Id, ct) is not null)
                return new Problem.Refused("orientation-first", Text.Of("problem.orientation-first"));

            var application = Application.Start(person.Id, FileReference.New('A'), clock.Now);
            db.Add(application);
            db.Add(ApplicationDraft.For(application));
            person.Touch();   // two clicks at once collide here, and the second finds the first one's application
            journal.Record(new ApplicationStarted(application.Reference), application, command.By);
            return await db.TrySaveAsync(ct) switch
            {
                null => application.Id,
                Problem.ChangedMeanwhile => await HandleAsync(command, ct),
                var problem => problem,
            };
        }
    }
}
