using PeerCert.Standards.Evaluation;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

public class StandingTests
{
    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    private static DateStanding On(string from, string due, string day) => Standing.On(Packs.Library, Day(from), Day(due), Day(day));

    [Theory]
    [InlineData("2025-05-19", "current")]
    [InlineData("2025-05-20", "current")]
    [InlineData("2025-05-21", "lapsed")]
    [InlineData("2026-05-20", "lapsed")]
    [InlineData("2026-05-21", "expired")]
    [InlineData("2029-05-20", "expired")]
    [InlineData("2029-05-21", "vacated")]
    [InlineData("2059-05-21", "vacated")]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3")]
    public void Each_tier_ends_on_the_anniversary_of_the_due_date(string day, string tier) =>
        Assert.Equal(tier, On("2023-05-20", "2025-05-20", day).Tier);

    [Theory]
    [InlineData("2026-02-28", "current")]
    [InlineData("2026-03-01", "lapsed")]
    [InlineData("2027-02-28", "lapsed")]
    [InlineData("2027-03-01", "expired")]
    [InlineData("2030-02-28", "expired")]
    [InlineData("2030-03-01", "vacated")]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3")]
    public void A_certificate_of_a_leap_day_is_counted_from_the_last_day_of_february(string day, string tier) =>
        Assert.Equal(tier, On("2024-02-29", "2026-02-28", day).Tier);

    [Theory]
    [InlineData("2023-06-30", "current")]
    [InlineData("2023-07-01", "lapsed")]
    [InlineData("2024-07-15", "lapsed")]
    [InlineData("2025-05-06", "lapsed")]
    [InlineData("2025-05-07", "expired")]
    [InlineData("2025-07-15", "expired")]
    [InlineData("2027-06-30", "expired")]
    [InlineData("2027-07-01", "vacated")]
    [Provision("DHCS21-E1.3", "CAL-209.2", "CAL-REV.2")]
    public void A_standing_is_named_in_the_words_of_the_day_asked_about(string day, string tier) =>
        Assert.Equal(tier, On("2021-08-01", "2023-06-30", day).Tier);

    [Fact]
    [Provision("DHCS21-E1.3")]
    public void The_notice_of_2021_keeps_four_years_with_the_last_day_included()
    {
        var lifecycle = Packs.Dhcs.Lifecycle;
        var due = Day("2021-04-30");   // four years end inside the time that the notice governs

        Assert.Equal("lapsed", Standing.On(Packs.Library, Day("2021-01-01"), due, Day("2025-04-30")).Tier);
        Assert.Equal("vacated", Standing.On(Packs.Library, Day("2021-01-01"), due, Day("2025-05-01")).Tier);
        Assert.Equal(["current", "lapsed", "vacated"], lifecycle.Tiers.Select(t => t.Name));
    }

    [Fact]
    public void A_standing_says_where_it_is_printed_and_until_when_it_lasts()
    {
        var lapsed = On("2023-05-20", "2025-05-20", "2025-05-21");

        Assert.Equal("CalMHSA 2025 §209(1)(A)", $"{lapsed.Source}");
        Assert.Equal(Day("2026-05-20"), lapsed.LastDay);
        Assert.False(lapsed.IsFirstTier);
        Assert.True(On("2023-05-20", "2025-05-20", "2025-05-20").IsFirstTier);
        Assert.Equal("BHIN 21-041 Encl 1 §3", $"{On("2021-08-01", "2023-06-30", "2024-07-15").Source}");
    }

    [Fact]
    public void Before_its_first_day_a_certificate_has_no_standing()
    {
        Assert.Equal(StandingState.NotYetActive, On("2025-06-01", "2027-06-01", "2025-05-31").State);
        Assert.Equal(StandingState.InTier, On("2025-06-01", "2027-06-01", "2025-06-01").State);
    }

    [Fact]
    public void Before_the_first_text_nobody_can_say()
    {
        Assert.Equal(StandingState.NoStandard, On("2021-01-01", "2023-01-01", "2021-07-21").State);
        Assert.Equal(StandingState.InTier, On("2021-01-01", "2023-01-01", "2021-07-22").State);
    }

    [Theory]
    [InlineData("2025-05-20", "2027-05-20")]
    [InlineData("2024-08-26", "2026-08-26")]
    [InlineData("2028-02-29", "2030-02-28")]
    [Provision("CAL-207.1")]
    public void A_term_lasts_two_years_from_issue(string issued, string due) =>
        Assert.Equal(Day(due), Standing.Due(Packs.CalMhsa, Day(issued)));

    [Fact]
    [Provision("DHCS21-E1.2.A")]
    public void The_pack_of_the_day_of_issue_gives_the_term()
    {
        Assert.Equal(Day("2025-05-20"), Standing.Due(Packs.Dhcs, Day("2023-05-20")));
        Assert.Equal(Day("2026-02-28"), Standing.Due(Packs.Dhcs, Day("2024-02-29")));
        Assert.Null(Standing.Due(Packs.CalMhsa, Day("2024-08-25")));   // the pack speaks from the next day on
    }
}
