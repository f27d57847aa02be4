using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("orientation-viewed")]
public sealed record OrientationViewed : IJournalEvent;

/// <summary>
/// Somebody says that they watched or read the orientation and went through the questions for themselves (§201(2),
/// §801(1), CF-49). What they answered is nobody's business and is not kept; when they did it is.
/// </summary>
public static class ViewOrientation
{
    /// <summary>The event that a pack asks for.</summary>
    public const string Kind = "orientation-viewed";

    /// <summary>The question a pack answers before an application may be started.</summary>
    public const string Question = "registration";

    public sealed record Command(Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.People.SingleOrDefaultAsync(p => p.Account == command.By.Account, ct) is not { } person)
                return new Problem.NotFound("thing.person");
            if (await db.Facts.AnyAsync(f => f.Person == person.Id && f.Kind == Kind && f.File == null, ct))
                return new Done();   // sent twice, or seen again: the first time counts
            db.Add(RecordedFact.Record(person.Id, null, new Fact.Event(Kind, clock.Today, null), clock.Today, clock.Now, command.By, null));
            person.Touch();
            journal.Record(new OrientationViewed(), person, command.By);
            return await db.TrySaveAsync(ct) switch
            {
                null => new Done(),
                Problem.ChangedMeanwhile => await HandleAsync(command, ct),
                var problem => problem,
            };
        }
    }

    /// <summary>What the standard of today still wants before somebody may apply; null where it wants nothing.</summary>
    public static async Task<Decision?> StillWantedAsync(this PackDecisions decisions, Id<Person> person, CancellationToken ct) =>
        (await decisions.ConsiderAsync(Question, new Subject(person, Guid.Empty), null, ct)).Succeeded(out var considered, out _)
        && considered.Pack.Questions.ContainsKey(Question) && considered.Decision.Outcome is not Outcome.Grant
            ? considered.Decision
            : null;
}
