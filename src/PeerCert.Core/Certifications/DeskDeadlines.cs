using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>Files at one stage, or on one desk: how many, how many past their last day, how many whose last day is near.</summary>
public sealed record LevelCount(DeskStage Stage, string? Desk, int Files, int Late, int Near);

/// <summary>How many files left a stage in the weeks before, and how many that have time today will be late by a day if it goes on like that.</summary>
public sealed record StageForecast(DeskStage Stage, int LeftBefore, int WillBeLate);

/// <summary>All that is known of the deadlines of the staff today.</summary>
/// <param name="Until">The day that the forecasts are about: the next Friday.</param>
public sealed record DeskDeadlines(IReadOnlyList<LevelCount> Stages, IReadOnlyList<LevelCount> Desks, IReadOnlyList<StageForecast> Forecasts, DateOnly Until)
{
    /// <summary>A last day within so many days is near.</summary>
    public const int NearDays = 7;

    /// <summary>The pace is that of so many days before today.</summary>
    public const int PaceDays = 28;

    /// <summary>The Friday after a day; on a Friday the one of the week after.</summary>
    public static DateOnly FridayAfter(DateOnly today) => today.AddDays(((int)DayOfWeek.Friday - (int)today.DayOfWeek + 6) % 7 + 1);

    /// <summary>
    /// How many files that have time today will be late on the way to <paramref name="until"/>, where <paramref name="left"/> files leave in
    /// <paramref name="days"/> days, beginning today, the clock that runs out first before the others.
    /// </summary>
    /// <param name="due">How many files have which last day; those past it go first and count as late already.</param>
    public static int WillBeLate(IEnumerable<(DateOnly Due, int Files)> due, int left, int days, DateOnly today, DateOnly until)
    {
        var (before, late) = (0L, 0L);
        foreach (var (day, files) in due.Where(d => d.Due < until).OrderBy(d => d.Due))
        {
            if (day >= today)
            {
                // So many leave from today to that day, both included; what was due before took its part of them.
                var leaving = (long)left * (day.DayNumber - today.DayNumber + 1) / days;
                late += files - Math.Clamp(leaving - before, 0, files);
            }
            before += files;
        }
        return (int)late;
    }
}

/// <summary>Reads how the staff keeps its deadlines: the same clocks as the queue and the applicants' pages.</summary>
public sealed class OpenDeskDeadlines(PeerCertDb db, ProgramClock clock)
{
    public async Task<DeskDeadlines> HandleAsync(CancellationToken ct)
    {
        var today = clock.Today;
        var (near, until, since) = (today.AddDays(DeskDeadlines.NearDays), DeskDeadlines.FridayAfter(today), today.AddDays(-DeskDeadlines.PaceDays));
        var waiting = db.Applications.AsNoTracking().Where(a => a.DueOn != null && WorkQueue.StatesOfStaff.Contains(a.State));
        var counted = await (
            from a in waiting
            select new { a.State, a.DueOn, Desk = db.Claims.Where(c => c.Application == a.Id).Select(c => c.Name).FirstOrDefault() } into file
            group file by new { file.State, file.Desk } into g
            select new { g.Key.State, g.Key.Desk, Files = g.Count(), Late = g.Count(f => f.DueOn < today), Near = g.Count(f => f.DueOn >= today && f.DueOn <= near) }).ToListAsync(ct);
        var due = await waiting.Where(a => a.DueOn < until).GroupBy(a => new { a.State, a.DueOn }).Select(g => new { g.Key.State, g.Key.DueOn, Files = g.Count() }).ToListAsync(ct);
        var left = await db.Stages.AsNoTracking().Where(s => WorkQueue.StatesOfStaff.Contains(s.State) && s.Until >= since && s.Until < today)
            .GroupBy(s => s.State).Select(g => new { State = g.Key, Files = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Files, ct);

        var counts = counted.ConvertAll(c => new LevelCount(WorkQueue.StageOf(c.State), c.Desk, c.Files, c.Late, c.Near));
        return new(
            [.. counts.GroupBy(c => c.Stage).OrderBy(g => g.Key).Select(g => new LevelCount(g.Key, null, g.Sum(c => c.Files), g.Sum(c => c.Late), g.Sum(c => c.Near)))],
            [.. counts.OrderBy(c => c.Desk, StringComparer.Ordinal).ThenBy(c => c.Stage)],
            [
                .. WorkQueue.StatesOfStaff.Select(s => new StageForecast(WorkQueue.StageOf(s), left.GetValueOrDefault(s), DeskDeadlines.WillBeLate(
                    due.Where(d => d.State == s).Select(d => (d.DueOn!.Value, d.Files)), left.GetValueOrDefault(s), DeskDeadlines.PaceDays, today, until))),
            ],
            until);
    }
}
