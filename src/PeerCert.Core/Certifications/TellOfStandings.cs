using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>That the holder was told of something the calendar does to a certificate: once for each term and occasion, whatever runs twice.</summary>
public sealed class CertificateReminder
{
    public required Guid Id { get; init; }
    public required Id<Certificate> Certificate { get; init; }

    /// <summary>The last day of the term it is about.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What is told: that renewal is open, how many days are left, that a tier began or will.</summary>
    public required string Occasion { get; init; }

    public required DateTime ToldAt { get; init; }
}

/// <summary>
/// Tells holders what the calendar does to their certificates: that renewal is open (CAL-802.1), that its last day comes near, that it lapsed or
/// expired, that it will be vacated and that it is. Each once for each term; days on which nothing ran are made up for, and of several occasions of one
/// certificate only the latest is told.
/// </summary>
public sealed class TellOfStandings(PeerCertDb db, StandardsLibrary library, Notice.Writer notices, ReminderOptions options, ProgramClock clock)
{
    private const int AtOnce = 100;

    /// <summary>The pack's clock that says how long before the due date the holder is told.</summary>
    public const string NoticeClock = "renewal-notice";

    /// <summary>Something to tell of: the certificates it is about are those due in a range of days.</summary>
    private sealed record Occasion(string Name, string Text, DateOnly First, DateOnly Last, Func<DateOnly, DateOnly?> LastDay);

    /// <summary>Tells some; returns how many.</summary>
    public Task<Result<int>> RunAsync(CancellationToken ct) => RunAsync(clock.Today, ct);

    /// <summary>The same by the calendar of <paramref name="day"/>, for whoever makes up for a day by hand.</summary>
    public async Task<Result<int>> RunAsync(DateOnly day, CancellationToken ct)
    {
        foreach (var occasion in OccasionsOn(day))
        {
            var near = await DueAsync(occasion, ct);
            if (near.Count == 0)
                continue;
            await TellAsync(occasion, near, day, ct);
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : near.Count;
        }
        return 0;
    }

    /// <summary>The ranges do not touch: each due date has one occasion on a day, and what was missed before is not told late.</summary>
    private IEnumerable<Occasion> OccasionsOn(DateOnly day)
    {
        if (library.On(GoverningQuestion.Standing, day) is not { } pack)
            yield break;
        var notice = pack.Clocks.GetValueOrDefault(NoticeClock)?.Length.On(day)?.Value ?? 0;
        var leads = options.OfRenewal.Where(d => d < notice).Append(notice).Order().ToList();
        var next = day;
        foreach (var lead in leads)
        {
            var last = day.AddDays(lead);
            yield return new(lead == notice ? "renewal-open" : $"due-in-{lead}", lead == notice ? "notice.renewal.open" : "notice.renewal.near", next, last, due => due);
            next = last.AddDays(1);
        }

        var tiers = pack.Lifecycle.Tiers;
        for (var n = 1; n < tiers.Length; n++)
        {
            var (first, last) = pack.Lifecycle.DueDates(tiers[n].Name, day);
            var to = last!.Value;
            if (n == tiers.Length - 2 && first is { } end)
                foreach (var lead in options.OfVacation.Order())
                {
                    // Those who will be in the last tier so many days from now, and are not told that by a shorter lead.
                    var soon = pack.Lifecycle.DueDates(tiers[n].Name, day.AddDays(lead)).First!.Value.AddDays(-1);
                    var until = soon < to ? soon : to;
                    if (until >= end)
                        yield return new($"{tiers[^1].Name}-in-{lead}", "notice.certificate.ending", end, until, due => pack.Lifecycle.Days(tiers[^2].Name, due, due).Last);
                    end = until.AddDays(1);
                    first = end;
                }
            if ((first ?? DateOnly.MinValue) <= to)
                yield return new(tiers[n].Name, $"notice.certificate.{tiers[n].Name}", first ?? DateOnly.MinValue, to, due => pack.Lifecycle.Days(tiers[n].Name, due, due).Last);
        }
    }

    private sealed record Due(Id<Certificate> Certificate, Id<Person> Person, string Number, DateOnly DueOn);

    private Task<List<Due>> DueAsync(Occasion occasion, CancellationToken ct) => db.Certificates.AsNoTracking()
        .Where(c => c.CurrentUntil >= occasion.First && c.CurrentUntil <= occasion.Last && c.AnnulledOn == null && c.PendingSince == null)
        .Where(c => !db.CertificateReminders.Any(r => r.Certificate == c.Id && r.DueOn == c.CurrentUntil && r.Occasion == occasion.Name))
        .OrderBy(c => c.CurrentUntil).ThenBy(c => c.Number).Take(AtOnce)
        .Select(c => new Due(c.Id, c.Person, c.Number, c.CurrentUntil)).ToListAsync(ct);

    private async Task TellAsync(Occasion occasion, List<Due> near, DateOnly day, CancellationToken ct)
    {
        var ids = near.ConvertAll(d => d.Certificate);
        // Who is suspended, revoked or not in use is not told to renew (CAL-802.1); that it was looked at is kept all the same.
        var hidden = (await db.StandingOverlays.Where(o => ids.Contains(o.Certificate) && o.Overlay != CertificateOverlay.UnderInvestigation && o.From <= day && (o.Through == null || o.Through >= day))
            .Select(o => o.Certificate).ToListAsync(ct)).ToHashSet();
        db.AddRange(near.Select(d => new CertificateReminder { Id = OrderedId.At(clock.Now), Certificate = d.Certificate, DueOn = d.DueOn, Occasion = occasion.Name, ToldAt = clock.Now }));
        await notices.TellAsync(
        [
            .. near.Where(d => !hidden.Contains(d.Certificate)).Select(d => new Notice.Telling(
                d.Person, "certificate-standing", $"{d.Number}/{d.DueOn:O}/{occasion.Name}",
                Text.Of(occasion.Text, [new Argument.Words("number", d.Number), new Argument.Day("due", d.DueOn), .. occasion.LastDay(d.DueOn) is { } last ? [new Argument.Day("last", last)] : Array.Empty<Argument>()]),
                null, occasion.LastDay(d.DueOn))),
        ], ct);
    }
}
