using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
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

    // --- what was granted, what waits, what lies over it ---

    private static readonly CertificateLife Issued = CertificateLife.Of(Day("2023-05-20"), Day("2025-05-20"));

    private static StandingOnDay On(CertificateLife life, string day) => Standing.On(Packs.Library, life, Day(day));

    private static string Said(StandingOnDay on) => $"{on.Status} {on.Date.Tier} {on.Action?.ToString() ?? "none"}{(on.IsHeld ? " held" : "")}";

    [Theory]
    [InlineData("2025-05-20", "Active current none")]
    [InlineData("2025-05-21", "Active current none held")]
    [InlineData("2026-09-01", "Active current none held")]
    [Provision("CAL-209.0")]
    public void A_filing_made_whole_in_time_keeps_it_current_until_the_decision(string day, string says) =>
        Assert.Equal(says, Said(On(Issued with { PendingSince = Day("2025-05-20") }, day)));

    [Fact]
    [Provision("CAL-209.0", "CAL-209.1")]
    public void Denied_it_has_lapsed_since_the_day_after_it_was_due_and_granted_it_never_has()
    {
        var (denied, granted) = (Issued, Issued with { Terms = [.. Issued.Terms, Standing.Renewed(Packs.CalMhsa, Day("2025-05-20"), Day("2025-05-15"), Day("2025-06-10"))!.Value] });

        Assert.Equal("Active current none", Said(On(denied, "2025-05-20")));
        Assert.All(["2025-05-21", "2025-06-10"], d => Assert.Equal("NotCurrent lapsed none", Said(On(denied, d))));
        Assert.All(["2025-05-20", "2025-05-21", "2025-06-10", "2027-05-20"], d => Assert.Equal("Active current none", Said(On(granted, d))));
        Assert.Equal("NotCurrent lapsed none", Said(On(granted, "2027-05-21")));
    }

    [Fact]
    [Provision("CAL-209.1")]
    public void One_made_after_the_due_date_holds_nothing() =>
        Assert.Equal("NotCurrent lapsed none", Said(On(Issued with { PendingSince = Day("2025-05-21") }, "2025-05-22")));

    [Theory]
    [InlineData("2025-02-19", "2025-02-25", "2025-02-25", "2027-05-20")]   // early: no day is lost
    [InlineData("2025-05-20", "2025-05-20", "2025-05-20", "2027-05-20")]
    [InlineData("2025-05-20", "2025-05-21", "2025-05-21", "2027-05-20")]
    [InlineData("2025-05-20", "2025-07-01", "2025-05-21", "2027-05-20")]   // no day is left out
    [InlineData("2025-05-21", "2025-05-30", "2025-05-30", "2027-05-30")]   // late: counted from the decision
    [InlineData("2028-02-20", "2028-02-29", "2028-02-29", "2030-02-28")]
    [Provision("CAL-207.1", "CAL-204.4")]
    public void A_new_term_is_counted_from_the_due_date_in_time_and_from_the_decision_late(string filed, string decided, string from, string due) =>
        Assert.Equal(new Term(Day(from), Day(due)), Standing.Renewed(Packs.CalMhsa, Day("2025-05-20"), Day(filed), Day(decided)));

    [Fact]
    public void Without_a_term_in_the_pack_nothing_is_granted() => Assert.Null(Standing.Renewed(Packs.CalMhsa, Day("2025-05-20"), Day("2024-08-25"), Day("2024-09-01")));

    [Theory]
    [InlineData("2025-08-31", "NotCurrent lapsed none")]
    [InlineData("2025-09-01", "Active current none")]
    [InlineData("2027-09-01", "Active current none")]
    [InlineData("2027-09-02", "NotCurrent lapsed none")]
    [Provision("CAL-209.1")]
    public void Who_came_back_late_was_lapsed_in_between(string day, string says)
    {
        var life = Issued with { Terms = [new(Day("2025-09-01"), Day("2027-09-01")), .. Issued.Terms] };   // whatever the order

        Assert.Equal(says, Said(On(life, day)));
        Assert.Equal(says, Said(On(life with { Terms = [.. life.Terms.Reverse()] }, day)));
        Assert.Equal("Active current none", Said(On(life, "2025-05-20")));
    }

    [Fact]
    public void The_term_granted_last_governs_also_where_it_ends_sooner()
    {
        CertificateLife life = Issued with { Terms = [.. Issued.Terms, new(Day("2025-01-01"), Day("2025-02-01"))] };

        Assert.Equal("Active current none", Said(On(life, "2024-12-31")));
        Assert.Equal("NotCurrent lapsed none", Said(On(life, "2025-02-02")));
        Assert.Equal(Day("2025-05-20"), life.DueOn(Day("2024-12-31")));
        Assert.Equal(Day("2025-02-01"), (life with { Terms = [.. life.Terms.Reverse()] }).LastDue);
    }

    [Theory]
    [InlineData("2024-02-29", "Active current none")]
    [InlineData("2024-03-01", "Suspended current Suspended")]
    [InlineData("2025-05-21", "Suspended lapsed Suspended")]
    [InlineData("2025-06-30", "Suspended lapsed Suspended")]
    [InlineData("2025-07-01", "NotCurrent lapsed none")]
    [Provision("CAL-102.30", "CAL-500.2.E", "CAL-500.2.F")]
    public void Under_a_suspension_the_dates_run_on(string day, string says) =>
        Assert.Equal(says, Said(On(Issued with { Overlays = [new(CertificateOverlay.Suspended, Day("2024-03-01"), Day("2025-06-30"))] }, day)));

    [Fact]
    [Provision("CAL-500.2.E", "CAL-500.2.F", "CAL-102.30")]
    public void Revoked_hides_suspended_and_both_hide_the_date()
    {
        var suspended = new Laid(CertificateOverlay.Suspended, Day("2024-03-01"), null);
        var revoked = new Laid(CertificateOverlay.Revoked, Day("2024-05-01"), Day("2024-12-31"));
        var looked = new Laid(CertificateOverlay.UnderInvestigation, Day("2024-01-15"), null);
        var given = new Laid(CertificateOverlay.Inactive, Day("2024-01-20"), null);

        Assert.Equal("Active current UnderInvestigation", Said(On(Issued with { Overlays = [looked] }, "2024-01-15")));
        Assert.True(On(Issued with { Overlays = [looked] }, "2024-01-15").IsValid);
        foreach (var overlays in (Laid[][])[[looked, given, suspended, revoked], [revoked, suspended, given, looked]])
        {
            var life = Issued with { Overlays = [.. overlays] };
            Assert.Equal("NotCurrent current UnderInvestigation", Said(On(life, "2024-01-20")));
            Assert.Equal("Suspended current Suspended", Said(On(life, "2024-03-01")));
            Assert.Equal("Revoked current Revoked", Said(On(life, "2024-05-01")));
            Assert.Equal("Suspended current Suspended", Said(On(life, "2025-01-01")));
            Assert.All(["2024-01-20", "2024-03-01", "2024-05-01"], d => Assert.False(On(life, d).IsValid));
        }
    }

    [Fact]
    public void Before_it_was_issued_nothing_is_shown_of_what_lies_over_it()
    {
        var on = On(Issued with { Overlays = [new(CertificateOverlay.Suspended, Day("2020-01-01"), null)] }, "2023-05-19");

        Assert.Equal((StandingState.NotYetActive, PublicStatus.NotCurrent), (on.Date.State, on.Status));
        Assert.Equal(StandingState.NoStandard, On(CertificateLife.Of(Day("2021-01-01"), Day("2023-01-01")), "2021-07-21").Date.State);
    }

    [Theory]
    [InlineData("current")]
    [InlineData("lapsed")]
    [InlineData("expired")]
    [InlineData("vacated")]
    public void A_tier_is_a_range_of_due_dates(string tier)
    {
        var lifecycle = Packs.CalMhsa.Lifecycle;
        foreach (var day in (DateOnly[])[Day("2027-02-27"), Day("2027-02-28"), Day("2027-03-01"), Day("2028-02-28"), Day("2028-02-29"), Day("2028-03-01"), Day("2031-12-31"), Day("2032-02-29")])
        {
            var (first, last) = lifecycle.DueDates(tier, day);
            for (var due = day.AddYears(-6); due <= day.AddYears(1); due = due.AddDays(1))
                Assert.Equal(Standing.On(lifecycle, Day("2016-01-01"), due, day).Tier == tier, (first is null || due >= first) && (last is null || due <= last));
        }
    }

    [Theory]
    [InlineData("current", "2023-05-20", "2025-05-20")]
    [InlineData("lapsed", "2025-05-21", "2026-05-20")]
    [InlineData("expired", "2026-05-21", "2029-05-20")]
    [InlineData("vacated", "2029-05-21", null)]
    public void A_tier_has_a_first_and_a_last_day(string tier, string first, string? last) =>
        Assert.Equal((Day(first), last is null ? null : (DateOnly?)Day(last)), Packs.CalMhsa.Lifecycle.Days(tier, Day("2023-05-20"), Day("2025-05-20")));

    [Fact]
    public void There_is_no_other_tier()
    {
        Assert.Throws<ArgumentException>(() => Packs.CalMhsa.Lifecycle.Days("ended", Day("2023-05-20"), Day("2025-05-20")));
        Assert.Throws<ArgumentException>(() => Packs.CalMhsa.Lifecycle.DueDates("ended", Day("2025-05-20")));
    }
}
