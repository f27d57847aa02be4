using PeerCert.Core.Certifications;

namespace PeerCert.Tests.Applications;

/// <summary>What will be late at the pace of the weeks before.</summary>
public class DeskDeadlineTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2), Friday = new(2026, 3, 6);

    [Fact]
    public void By_friday_means_the_next_one()
    {
        Assert.Equal(Friday, DeskDeadlines.FridayAfter(Monday));
        Assert.Equal(Friday, DeskDeadlines.FridayAfter(Friday.AddDays(-1)));
        Assert.Equal(Friday.AddDays(7), DeskDeadlines.FridayAfter(Friday));
        Assert.Equal(Friday.AddDays(7), DeskDeadlines.FridayAfter(Friday.AddDays(1)));
    }

    // Fourteen in twenty-eight days: one every other day, the first one by the end of tomorrow.
    [Theory]
    [InlineData(0, 1, 14, 1)]    // due today: nobody finishes it by then
    [InlineData(1, 1, 14, 0)]    // due tomorrow: the first to be finished
    [InlineData(1, 2, 14, 1)]    // two due tomorrow: one of them is too many
    [InlineData(3, 2, 14, 0)]    // two in four days
    [InlineData(3, 3, 14, 1)]
    [InlineData(4, 9, 14, 0)]    // due on Friday itself: late only from Saturday
    [InlineData(3, 5, 0, 5)]     // nothing is finished: all of them
    [InlineData(0, 1, 28, 0)]    // one a day: today's as well
    public void A_file_will_be_late_where_the_pace_does_not_reach_it(int days, int files, int left, int late) =>
        Assert.Equal(late, DeskDeadlines.WillBeLate([(Monday.AddDays(days), files)], left, 28, Monday, Friday));

    [Fact]
    public void What_is_late_already_goes_first_and_is_not_counted_again()
    {
        Assert.Equal(0, DeskDeadlines.WillBeLate([(Monday.AddDays(-1), 4)], 0, 28, Monday, Friday));
        Assert.Equal(1, DeskDeadlines.WillBeLate([(Monday.AddDays(-1), 1), (Monday.AddDays(1), 1)], 14, 28, Monday, Friday));
        Assert.Equal(0, DeskDeadlines.WillBeLate([(Monday.AddDays(-1), 1), (Monday.AddDays(3), 1)], 14, 28, Monday, Friday));
    }
}
