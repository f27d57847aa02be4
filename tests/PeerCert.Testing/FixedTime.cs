namespace PeerCert.Testing;

/// <summary>
/// A clock that stands until it is moved. Starts at noon of a working day in California. Timers made from it (periodic
/// ones, delays, time limits) ring while it is moved past them, one after another, each at its own instant.
/// </summary>
public sealed class FixedTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _moving = new();
    private readonly List<Timer> _timers = [];
    private long _ticks = start.UtcTicks;

    public FixedTime() : this(new(2026, 3, 4, 20, 0, 0, TimeSpan.Zero)) { }

    public static TimeZoneInfo Pacific { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Set(GetUtcNow() + by);

    public void Set(DateTimeOffset instant)
    {
        while (NextUntil(instant.UtcTicks) is { } ringing)
            ringing.Ring();
        Interlocked.Exchange(ref _ticks, instant.UtcTicks);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private Timer? NextUntil(long instant)
    {
        lock (_moving)
        {
            var next = _timers.Where(t => t.Due <= instant).MinBy(t => t.Due);
            if (next is null)
                return null;
            if (next.Due > Interlocked.Read(ref _ticks))
                Interlocked.Exchange(ref _ticks, next.Due);
            next.Due += next.Period;
            if (next.Period is 0)
                _timers.Remove(next);
            return next;
        }
    }

    private sealed class Timer(FixedTime time, Action ring) : ITimer
    {
        public long Due { get; set; }
        public long Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._moving)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                (Due, Period) = (time.GetTimestamp() + dueTime.Ticks, period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks);
                time._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._moving)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
