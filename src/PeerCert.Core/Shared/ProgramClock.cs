namespace PeerCert.Core.Shared;

/// <summary>
/// The program's only clock. Days are civil days of the program's zone (CF-01: Pacific time); instants are UTC, cut to
/// the millisecond that both databases keep.
/// </summary>
public sealed class ProgramClock(TimeProvider time, TimeZoneInfo zone)
{
    public DateTime Now
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return new(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        }
    }

    public DateOnly Today => DayOf(Now);

    /// <summary>The civil day on which an instant falls.</summary>
    public DateOnly DayOf(DateTime instant) => DateOnly.FromDateTime(ToLocal(instant));

    /// <summary>The instant at which the clocks of the program's zone show a time of a day; of a time that is skipped, the one after it.</summary>
    public DateTime InstantOf(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
    }

    /// <summary>The wall clock of the program's zone at an instant.</summary>
    public DateTime ToLocal(DateTime instant) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instant, DateTimeKind.Utc), zone);
}
