using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("application-keyed-in")]
public sealed record ApplicationKeyedIn(string Reference, FilingChannel Channel, DateOnly ReceivedOn) : IJournalEvent;

/// <summary>
/// Begins an application for somebody who filed on paper or by telephone, with the day it came in. Whoever keys it in fills
/// in the same pages as an applicant, and another one decides it.
/// </summary>
public static class KeyInApplication
{
    /// <summary><paramref name="Form"/>: an id that the form carries, so that the same form sent twice is one application.</summary>
    public sealed record Command(
        Guid Form, FilingChannel? Channel, TypedDay ReceivedOn, string? AsPrinted, TypedDay BirthDate, TypedDay OrientationOn, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<Application>>> HandleAsync(Command command, CancellationToken ct)
        {
            var already = new Id<Person>(command.Form);
            if (await db.Applications.AsNoTracking().Where(a => a.Person == already && a.KeyedBy == command.By.Account).Select(a => (Id<Application>?)a.Id).SingleOrDefaultAsync(ct) is { } before)
                return before;
            if (!Read(command, clock.Today).Succeeded(out var filing, out var problem))
                return problem;

            var person = Person.Register(already, null, clock.Now);
            var application = Application.KeyIn(person.Id, FileReference.New('A'), filing.Channel, filing.ReceivedOn, command.By.Account!.Value, clock.Now);
            var draft = ApplicationDraft.For(application);
            draft.Save(draft.Read() with { AsPrinted = filing.Name.AsPrinted, BirthDate = command.BirthDate }, clock.Now);
            db.AddRange(person, application, draft);
            if (filing.OrientationOn is { } seen)
                db.Add(RecordedFact.Record(person.Id, null, new Fact.Event(ViewOrientation.Kind, seen, null), seen, clock.Now, command.By, null));
            journal.Record(new ApplicationKeyedIn(application.Reference, filing.Channel, filing.ReceivedOn), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : application.Id;
        }
    }

    private sealed record Filing(FilingChannel Channel, DateOnly ReceivedOn, PrintedName Name, DateOnly? OrientationOn);

    private static Result<Filing> Read(Command command, DateOnly today)
    {
        var received = command.ReceivedOn.ReadPast("ReceivedOn", today);
        var name = PrintedName.Read(command.AsPrinted, null, null);
        var born = command.BirthDate.ReadPast("BirthDate", today);
        var seen = command.OrientationOn.IsEmpty ? (Result<DateOnly>?)null : command.OrientationOn.ReadPast("OrientationOn", today);
        var channel = command.Channel is FilingChannel.Paper or FilingChannel.Phone ? null : Problem.Invalid.At("Channel", Text.Of("field.choice-missing"));
        if (Problem.Invalid.Of(channel, received.Problem, name.Problem, born.Problem, seen?.Problem) is { } invalid)
            return invalid;
        return new Filing(
            command.Channel!.Value, received.Match(d => d, _ => default), name.Match(n => n, _ => null!), seen?.Match(d => d, _ => (DateOnly?)null));
    }
}

/// <summary>An application that somebody of the staff is still keying in.</summary>
public sealed record FilingBeingKeyed(Id<Application> Application, string Reference, string Name, FilingChannel Channel, DateOnly ReceivedOn, ApplicationState State);

public sealed class OpenFilingsBeingKeyed(PeerCertDb db)
{
    /// <summary>One's own, the one that came in first on top.</summary>
    public async Task<IReadOnlyList<FilingBeingKeyed>> HandleAsync(Actor by, CancellationToken ct)
    {
        var keyer = by.Account;
        var open = await (
            from application in db.Applications.AsNoTracking()
            join draft in db.Drafts.AsNoTracking() on application.Id equals draft.Application
            where application.KeyedBy == keyer && (application.State == ApplicationState.Draft || application.State == ApplicationState.Incomplete)
            orderby application.ReceivedOn, application.Reference
            select new { application, draft }).ToListAsync(ct);
        return [.. open.Select(f => new FilingBeingKeyed(
            f.application.Id, f.application.Reference, f.draft.Read().AsPrinted ?? "", f.application.Channel, f.application.ReceivedOn!.Value, f.application.State))];
    }
}
