using System.Globalization;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Shared;

/// <summary>Civil days are Pacific days (CF-01), whatever the hour is in UTC.</summary>
public class ProgramClockTests
{
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Theory]
    [InlineData("2026-01-15T07:59:59.999Z", "2026-01-14")]   // 23:59:59 standard time
    [InlineData("2026-01-15T08:00:00Z", "2026-01-15")]
    [InlineData("2026-07-15T06:59:59.999Z", "2026-07-14")]   // 23:59:59 daylight time
    [InlineData("2026-07-15T07:00:00Z", "2026-07-15")]
    [InlineData("2026-03-08T09:59:59Z", "2026-03-08")]       // the hour that is skipped
    [InlineData("2026-11-01T09:30:00Z", "2026-11-01")]       // the hour that comes twice
    [InlineData("2024-03-01T07:59:59Z", "2024-02-29")]
    public void Today_is_the_day_in_the_programs_zone(string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), new ProgramClock(new FixedTime(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)), Pacific).Today);

    [Fact]
    public void An_instant_is_cut_to_the_millisecond_both_databases_keep() =>
        Assert.Equal(0, new ProgramClock(new FixedTime(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(12_345)), Pacific).Now.Ticks % TimeSpan.TicksPerMillisecond);
}
