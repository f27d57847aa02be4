using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Calendar;

[JournalEvent("calendar-started")]
public sealed record CalendarStarted : IJournalEvent;

[JournalEvent("calendar-stopped")]
public sealed record CalendarStopped : IJournalEvent;

/// <summary>Makes the link for one's own calendar; who has one keeps it.</summary>
public static class StartCalendar
{
    public sealed record Command(string Language, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == command.By.Account, ct) is not { } person)
                return new Problem.NotFound("thing.person");
            if (await db.CalendarFeeds.AnyAsync(f => f.Person == person.Id, ct))
                return new Done();   // the same form sent twice
            var feed = CalendarFeed.Start(person.Id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), command.Language, clock.Now);
            db.Add(feed);
            journal.Record(new CalendarStarted(), feed, command.By);
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : new Done();
        }
    }
}

/// <summary>The link stops working at once. Another one can be made.</summary>
public static class StopCalendar
{
    public sealed record Command(Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.CalendarFeeds.SingleOrDefaultAsync(f => db.People.Any(p => p.Id == f.Person && p.Account == command.By.Account), ct) is not { } feed)
                return new Done();   // the same form sent twice
            journal.Record(new CalendarStopped(), feed, command.By);
            db.Remove(feed);
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : new Done();
        }
    }
}
