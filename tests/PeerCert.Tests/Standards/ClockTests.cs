using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards;

/// <summary>Clocks run from a day or an instant; hours run as they pass, also in the nights in which the clocks are changed.</summary>
public class ClockTests
{
    private static readonly TimeZoneInfo California = TimeZoneInfo.FindSystemTimeZoneById(Packs.CalMhsa.Settings["time-zone"].On(Day("2025-07-01")));

    private static Clock Clock(ClockUnit unit, int length) => new("x", Figure(length), unit, Source);

    private static string Until(string clock, string start)
    {
        var starts = TimeZoneInfo.ConvertTimeToUtc(DateTime.ParseExact(start, "yyyy-MM-dd HH:mm", null), California);
        var due = Packs.CalMhsa.Clocks[clock].RunHours(starts, Day("2025-01-15"))!.Due;
        return TimeZoneInfo.ConvertTimeFromUtc(due, California).ToString("yyyy-MM-dd HH:mm", null);
    }

    [Theory]
    [InlineData("2025-03-09 09:00", "2025-03-07 08:00")]   // that night had no hour from two to three
    [InlineData("2025-03-11 09:00", "2025-03-09 09:00")]
    [InlineData("2025-03-08 09:00", "2025-03-06 09:00")]
    [InlineData("2025-11-02 09:00", "2025-10-31 10:00")]   // that night had the hour from one to two twice
    [InlineData("2025-11-04 09:00", "2025-11-02 09:00")]
    [InlineData("2025-11-01 09:00", "2025-10-30 09:00")]
    [Provision("CAL-403.4.B")]
    public void Forty_eight_hours_are_counted_as_they_pass(string start, string until) => Assert.Equal(until, Until("test-center-change", start));

    [Theory]
    [InlineData("2025-03-09 03:00", "2025-03-09 01:00")]
    [InlineData("2025-11-02 02:00", "2025-11-02 01:00")]
    [InlineData("2025-07-01 00:30", "2025-06-30 23:30")]
    [Provision("CAL-403.4.A")]
    public void So_is_one_hour(string start, string until) => Assert.Equal(until, Until("online-change", start));

    [Theory]
    [InlineData(ClockUnit.Days, 30, "2025-01-31", "2025-03-02")]
    [InlineData(ClockUnit.DaysBefore, 90, "2025-05-20", "2025-02-19")]
    [InlineData(ClockUnit.Months, 1, "2025-01-31", "2025-02-28")]
    [InlineData(ClockUnit.Months, 12, "2024-02-29", "2025-02-28")]
    [InlineData(ClockUnit.Days, 0, "2025-01-31", "2025-01-31")]
    public void A_clock_of_days_runs_forth_or_back(ClockUnit unit, int length, string start, string due)
    {
        var run = Clock(unit, length).Run(Day(start), Day("2025-01-01"))!;

        Assert.Equal(Day(due), run.Due);
        Assert.Equal(Text.Of("clock.x", ("count", length), ("start", Day(start)), ("due", Day(due))), run.HowComputed);
        Assert.Equal("Guide §9", $"{run.Source}");
    }

    [Fact]
    public void The_length_is_that_of_the_day_that_governs()
    {
        var clock = Clock(ClockUnit.Days, 30) with { Length = Ended(30) };

        Assert.NotNull(clock.Run(Day("2025-07-01"), Day("2025-05-31")));
        Assert.Null(clock.Run(Day("2025-05-01"), Day("2025-06-01")));
        Assert.Null((clock with { Unit = ClockUnit.HoursBefore }).RunHours(DateTime.UnixEpoch, Day("2025-06-01")));
    }

    [Fact]
    public void A_clock_of_hours_says_how_it_was_computed()
    {
        var start = new DateTime(2025, 7, 1, 16, 0, 0, DateTimeKind.Utc);
        var run = Clock(ClockUnit.HoursBefore, 48).RunHours(start, Day("2025-07-01"))!;

        Assert.Equal(Text.Of("clock.x", ("count", 48), ("start", start), ("due", start.AddHours(-48))), run.HowComputed);
        Assert.Equal(DateTimeKind.Utc, run.Due.Kind);
    }

    [Fact]
    public void Days_and_hours_are_not_mixed_up()
    {
        Assert.Throws<InvalidOperationException>(() => Clock(ClockUnit.HoursBefore, 1).Run(Day("2025-07-01"), Day("2025-07-01")));
        Assert.Throws<InvalidOperationException>(() => Clock(ClockUnit.Days, 1).RunHours(DateTime.UnixEpoch, Day("2025-07-01")));
    }
}
