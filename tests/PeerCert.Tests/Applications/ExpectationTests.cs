using PeerCert.Core.Applications;

namespace PeerCert.Tests.Applications;

/// <summary>What somebody may expect by how long others waited: the median and the 80th percentile, or nothing.</summary>
public sealed class ExpectationTests
{
    private static readonly DateOnly Since = new(2026, 3, 4);

    [Fact]
    public void With_nineteen_cases_nothing_is_said_and_with_twenty_it_is()
    {
        Assert.Null(Expectations.Of([.. Enumerable.Repeat(5, Expectations.AtLeast - 1)], Since));
        Assert.Equal(new Expectation(Expectations.AtLeast, new(2026, 3, 9), new(2026, 3, 9)), Expectations.Of([.. Enumerable.Repeat(5, Expectations.AtLeast)], Since));
    }

    [Theory]
    [InlineData(20, 11, 16)]    // 1 to 20: between 10 and 11, rounded up; sixteen of twenty took 16 days or fewer
    [InlineData(21, 11, 17)]    // 16 of 21 are not yet eight of ten
    [InlineData(25, 13, 20)]
    public void Half_heard_by_the_median_and_eight_of_ten_by_the_80th_percentile(int cases, int half, int most)
    {
        var days = Enumerable.Range(1, cases).Reverse().ToList();
        Assert.Equal(new Expectation(cases, Since.AddDays(half), Since.AddDays(most)), Expectations.Of(days, Since));
        Assert.True(days.Count(d => d <= most) * 10 >= cases * 8);
        Assert.False(days.Count(d => d <= most - 1) * 10 >= cases * 8);
    }

    [Fact]
    public void It_takes_long_only_after_the_day_by_which_most_had_heard()
    {
        var expected = new Expectation(20, Since.AddDays(3), Since.AddDays(8));
        Assert.False(expected.IsOverdue(Since.AddDays(8)));
        Assert.True(expected.IsOverdue(Since.AddDays(9)));
    }
}
