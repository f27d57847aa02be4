namespace PeerCert.Standards.Model;

/// <summary>What a clock counts in, and which way.</summary>
public enum ClockUnit
{
    /// <summary>Calendar days after the start; the start is day 0 and the last day is still in time (CF-02, CF-03).</summary>
    Days,

    /// <summary>Calendar days before a date: the latest day that is still early enough (CF-02).</summary>
    DaysBefore,

    /// <summary>Months after the start, the same day number included (CF-05, CF-07).</summary>
    Months,

    /// <summary>Hours before an instant, as they pass (CF-06): the latest instant that is still early enough.</summary>
    HoursBefore,
}

/// <summary>A clock of the program. Its words are the text <c>clock.NAME</c>.</summary>
public sealed record Clock(string Name, Dated<int> Length, ClockUnit Unit, Citation Source)
{
    public string TextKey => $"clock.{Name}";

    /// <summary>
    /// Where this clock runs to from <paramref name="start"/>, by the length in force on <paramref name="governingDay"/>
    /// (for an application: the day it was filed, CF-34). Null where no length is known for that day.
    /// </summary>
    public ClockRun? Run(DateOnly start, DateOnly governingDay)
    {
        if (Unit is ClockUnit.HoursBefore)
            throw new InvalidOperationException($"{Name} counts hours: it runs from an instant.");
        if (Length.On(governingDay) is not { Value: { } length } inForce)
            return null;

        var due = Calendar.Run(start, length, Unit);
        return new(due, Text.Of(TextKey, ("count", length), ("start", start), ("due", due)), inForce.Source);
    }

    /// <summary>The latest instant (UTC) that is early enough before <paramref name="start"/> (UTC); null where no length is known.</summary>
    public ClockMoment? RunHours(DateTime start, DateOnly governingDay)
    {
        if (Unit is not ClockUnit.HoursBefore)
            throw new InvalidOperationException($"{Name} counts days: it runs from a day.");
        if (Length.On(governingDay) is not { Value: { } length } inForce)
            return null;

        var due = start.AddHours(-length);
        return new(due, Text.Of(TextKey, ("count", length), ("start", start), ("due", due)), inForce.Source);
    }
}

/// <summary>One run of a clock: its last day (or latest day before), how that was computed, and where it is printed.</summary>
public sealed record ClockRun(DateOnly Due, Text HowComputed, Citation Source);

/// <summary>One run of a clock of hours: its last instant (UTC), how that was computed, and where it is printed.</summary>
public sealed record ClockMoment(DateTime Due, Text HowComputed, Citation Source);
