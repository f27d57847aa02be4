using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

/// <summary>
/// When an answer may be expected, by how long others waited for theirs: half of them heard by <see cref="Half"/>, eight of
/// ten by <see cref="Most"/>. No promise: that is the deadline.
/// </summary>
public sealed record Expectation(int Cases, DateOnly Half, DateOnly Most)
{
    /// <summary>It takes longer than it did for most.</summary>
    public bool IsOverdue(DateOnly today) => today > Most;
}

/// <summary>How long applications stood in a state that ended lately.</summary>
public sealed class Expectations(PeerCertDb db, ProgramClock clock)
{
    /// <summary>How far back is looked, in days; ours.</summary>
    public const int Days = 90;

    /// <summary>With fewer cases than this nothing can be said; ours.</summary>
    public const int AtLeast = 20;

    /// <summary>What somebody may expect whose application stands in a state since a day; null where too few did lately.</summary>
    public async Task<Expectation?> OfAsync(ApplicationState state, DateOnly since, CancellationToken ct)
    {
        var (first, today) = (clock.Today.AddDays(-Days), clock.Today);
        var ended = await db.Stages.AsNoTracking().Where(s => s.State == state && s.Until > first && s.Until <= today)
            .Select(s => new { s.Since, s.Until }).ToListAsync(ct);
        return Of([.. ended.Select(s => s.Until.DayNumber - s.Since.DayNumber)], since);
    }

    /// <summary>The median, rounded up to a whole day, and the 80th percentile: the fewest days in which eight of ten were through.</summary>
    public static Expectation? Of(IReadOnlyCollection<int> days, DateOnly since)
    {
        if (days.Count < AtLeast)
            return null;
        var sorted = days.Order().ToList();
        var (below, above) = (sorted[(sorted.Count - 1) / 2], sorted[sorted.Count / 2]);
        var most = sorted[(sorted.Count * 4 + 4) / 5 - 1];
        return new(sorted.Count, since.AddDays((below + above + 1) / 2), since.AddDays(most));
    }
}
