using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Applications;

/// <summary>How long a decision waits before it is told, and which steps two have to take.</summary>
public class ReviewOptionsTests
{
    // In California: 23:54:59, 23:55:00, and noon.
    [Theory]
    [InlineData("2026-03-05T07:54:59Z", 5)]
    [InlineData("2026-03-05T07:55:00Z", 0)]
    [InlineData("2026-03-04T20:00:00Z", 5)]
    [Provision("CAL-801.7")]
    public void What_waits_before_it_is_told_never_waits_into_the_next_day(string now, int minutes)
    {
        var clock = new ProgramClock(new FixedTime(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)), FixedTime.Pacific);
        Assert.Equal(clock.Now.AddMinutes(minutes), new ReviewOptions { HoldBackMinutes = 5 }.TellsAt(clock));
    }
}
