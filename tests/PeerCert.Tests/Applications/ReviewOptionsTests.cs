using System.Collections.Frozen;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using PeerCert.Tests.Standards;

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

    [Fact]
    public void The_pack_or_the_operator_asks_for_a_second_reviewer_step_by_step()
    {
        var day = new DateOnly(2026, 3, 4);
        var like = Packs.CalMhsa.Settings["void-forfeits-fees"];
        var asks = Packs.CalMhsa with { Settings = Packs.CalMhsa.Settings.ToDictionary().Append(new($"{ReviewOptions.SecondReviewer}.deny", like)).ToFrozenDictionary() };
        Assert.Equal("true", like.On(day));
        Assert.True(new ReviewOptions().AsksForSecond(ApplicationAction.Deny, asks, day));
        Assert.False(new ReviewOptions().AsksForSecond(ApplicationAction.Approve, asks, day));
        Assert.False(new ReviewOptions().AsksForSecond(ApplicationAction.Deny, Packs.CalMhsa, day));
        Assert.True(new ReviewOptions { SecondReviewerFor = [ApplicationAction.Approve] }.AsksForSecond(ApplicationAction.Approve, Packs.CalMhsa, day));
    }

    [Fact]
    public void What_was_read_in_one_instant_stands_on_one_page()
    {
        Assert.Equal("9 8, before 8", Paged(3, 9, 8, 7, 7));   // the third and fourth are of one instant: both wait
        Assert.Equal("7 7 6, before ", Paged(3, 7, 7, 6));
        Assert.Equal("9 8 7 7, before 7", Paged(4, 9, 8, 7, 7, 6));

        static string Paged(int length, params int[] seconds)
        {
            var (page, next) = OpenReaders.Cut([.. seconds.Select(s => new DateTime(2026, 3, 4, 20, 0, s, DateTimeKind.Utc))], length, at => at);
            return $"{string.Join(' ', page.Select(at => at.Second))}, before {next?.Second}";
        }
    }
}
