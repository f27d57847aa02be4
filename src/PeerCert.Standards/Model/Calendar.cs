using System.Diagnostics;

namespace PeerCert.Standards.Model;

/// <summary>
/// All arithmetic with civil dates, in one place. Days are calendar days with the event as day 0 (CF-02, CF-03); months and
/// years keep the day number and are cut at the end of a shorter month (CF-05).
/// </summary>
public static class Calendar
{
    /// <summary>Same day number <paramref name="months"/> later, or the last day of that month: Aug 31 + 1 is Sep 30.</summary>
    public static DateOnly AddMonths(DateOnly day, int months) => day.AddMonths(months);

    /// <summary>
    /// Same day and month <paramref name="years"/> later; Feb 29 becomes Feb 28 in a common year (CF-05). Add years to the
    /// first date once: adding them step by step would lose the 29th on the way.
    /// </summary>
    public static DateOnly AddYears(DateOnly day, int years) => day.AddYears(years);

    /// <summary>The last day of what was granted on <paramref name="start"/> for some years: the anniversary counts (CF-07).</summary>
    public static DateOnly LastDayGranted(DateOnly start, int years) => AddYears(start, years);

    /// <summary>The last day of what was taken away on <paramref name="start"/>: the anniversary is the first free day (CF-07).</summary>
    public static DateOnly LastDayBarred(DateOnly start, int years) => AddYears(start, years).AddDays(-1);

    /// <summary>The day on which somebody born on <paramref name="birth"/> is <paramref name="years"/> old.</summary>
    public static DateOnly Birthday(DateOnly birth, int years) => AddYears(birth, years);

    public static DateOnly Run(DateOnly start, int length, ClockUnit unit) => unit switch
    {
        ClockUnit.Days => start.AddDays(length),
        ClockUnit.DaysBefore => start.AddDays(-length),
        ClockUnit.Months => AddMonths(start, length),
        _ => throw new UnreachableException(unit.ToString()),
    };
}
