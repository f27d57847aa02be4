using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Calendar;

/// <summary>A day of one's own on which something opens or ends, in words that name nobody.</summary>
/// <param name="Name">What makes it the same entry when it is fetched again.</param>
public sealed record OwnDay(string Name, DateOnly Day, Text What);

/// <summary>The link, and the days that are under it now.</summary>
public sealed record OwnCalendar(CalendarFeed? Feed, IReadOnlyList<OwnDay> Days);

/// <summary>The days of a person: for their own page, and for whoever has the link.</summary>
public sealed class OpenCalendar(PeerCertDb db, OpenMyCertificate certificates)
{
    public async Task<Result<OwnCalendar>> OwnAsync(Actor by, CancellationToken ct) =>
        await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == by.Account, ct) is { } person
            ? new OwnCalendar(await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.Person == person.Id, ct), await DaysAsync(person, ct))
            : new OwnCalendar(null, []);

    /// <summary>Null where no link is like this one, or not any more: it was stopped, or the account closed.</summary>
    public async Task<OwnCalendar?> BySecretAsync(string secret, CancellationToken ct) =>
        await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.Secret == secret, ct) is { } feed
        && await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == feed.Person && db.Users.Any(u => u.Id == p.Account && u.ClosedAt == null), ct) is { } person
            ? new OwnCalendar(feed, await DaysAsync(person, ct))
            : null;

    private async Task<IReadOnlyList<OwnDay>> DaysAsync(Person person, CancellationToken ct)
    {
        var days = new List<OwnDay>();
        foreach (var number in await db.Certificates.AsNoTracking().Where(c => c.Person == person.Id && c.AnnulledOn == null).OrderBy(c => c.Number).Select(c => c.Number).ToListAsync(ct))
            if (person.Account is { } account && (await certificates.HandleAsync(number, null, asStaff: false, new Actor(account, ""), ct)).Succeeded(out var mine, out _) && mine.Pending is null)
                days.AddRange(DaysOf(mine));
        days.AddRange((await db.ExamEligibilities.AsNoTracking().Where(e => e.Person == person.Id && e.State == ExamEligibilityState.Open).Select(e => new { e.Id, e.WindowEnds }).ToListAsync(ct))
            .Select(e => new OwnDay($"exam/{e.Id}", e.WindowEnds, Text.Of("calendar.exam"))));
        days.AddRange((await db.Applications.AsNoTracking().Where(a => a.Person == person.Id && a.State == ApplicationState.Incomplete && a.DueOn != null).Select(a => new { a.Id, a.DueOn }).ToListAsync(ct))
            .Select(a => new OwnDay($"application/{a.Id}", a.DueOn!.Value, Text.Of("calendar.application"))));
        days.AddRange((await db.CeAudits.AsNoTracking().Where(a => a.Person == person.Id && a.State == CeAuditState.Requested).Select(a => new { a.Id, a.DueOn }).ToListAsync(ct))
            .Select(a => new OwnDay($"proof/{a.Id}", a.DueOn, Text.Of("calendar.proof"))));
        return [.. days.OrderBy(d => d.Day).ThenBy(d => d.Name, StringComparer.Ordinal)];
    }

    /// <summary>When the next way opens, and the last day of each that is open.</summary>
    private static IEnumerable<OwnDay> DaysOf(MyCertificate mine)
    {
        foreach (var way in mine.Ways)
        {
            var name = $"{mine.Certificate.Id}/{way.Way.Question}/{mine.Certificate.CurrentUntil:O}";
            var called = new Argument.Term("way", way.Way.TextKey);
            if (way is { State: WayState.Later, FirstDay: { } first } && way.Way == mine.Ways.FirstOrDefault(w => w.State is WayState.Later)?.Way)
                yield return new($"{name}/opens", first, Text.Of("calendar.opens", called));
            if (way is { State: WayState.Open, LastDay: { } last })
                yield return new($"{name}/ends", last, Text.Of("calendar.ends", called));
        }
    }
}
