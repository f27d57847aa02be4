using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards.Rules;

/// <summary>Rules about amounts of training and work, and when they were.</summary>
public class SpanRuleTests
{
    private static Fact Course(string to, decimal hours) => new Fact.Span("core-training", null, Day(to), hours, "hours");

    private static Fact Work(string from, string to, decimal hours) => new Fact.Span("peer-work", Day(from), Day(to), hours, "hours");

    private static Fact Learning(string to, decimal hours, params string[] topics) => new Fact.Span("continuing-education", null, Day(to), hours, "hours") { Topics = [.. topics] };

    private static Fact Filed(string day) => new Fact.Filing("application", Day(day));

    // --- one span has it all ---

    private static Pack Training(Dated<int>? quantity, Dated<int>? years) => With(new SpanAtLeast("core-training", quantity, years) { Id = "r", Source = Source });

    [Theory]
    [InlineData("2023-07-01", 80, "met met(80, 80, 2023-07-01, 2025-07-01) [Guide §9]")]
    [InlineData("2023-06-30", 80, "not-met too-old(2, 2023-06-30, 2025-06-30) supply [Guide §8]")]
    [InlineData("2024-02-29", 80.5, "met met(80, 80.5, 2024-02-29, 2026-02-28) [Guide §9]")]
    [InlineData("2025-01-01", 79.99, "not-met short(80, 79.99) supply [Guide §9]")]
    [Provision("CAL-202.1.G")]
    public void One_course_is_long_enough_and_not_too_old(string ended, double hours, string says) =>
        Assert.Equal(says, Training(Figure(80), Figure(2, "§8")).Says("2025-07-01", Course(ended, (decimal)hours)));

    [Fact]
    public void The_same_course_has_to_be_both()
    {
        var rule = Training(Figure(80), Figure(2, "§8"));

        Assert.Equal("not-met too-old(2, 2020-01-01, 2022-01-01) supply [Guide §8]", rule.Says("2025-07-01", Course("2020-01-01", 80), Course("2025-01-01", 40)));
        Assert.Equal("met met(80, 90, 2024-01-01, 2026-01-01) [Guide §9]", rule.Says("2025-07-01", Course("2023-08-01", 100), Course("2024-01-01", 90), Course("2023-12-01", 80)));
        Assert.Equal("not-met short(80, 50) supply [Guide §9]", rule.Says("2025-07-01", Course("2025-01-01", 40), Course("2025-01-02", 50), Course("2025-01-03", 40)));
        Assert.Equal("not-met missing(80) supply [Guide §9]", rule.Says("2025-07-01", Course("2025-07-02", 80), Work("2025-01-01", "2025-02-01", 80)));
    }

    [Fact]
    public void The_age_of_a_course_is_that_of_the_day_of_filing() =>
        Assert.Equal("met met(80, 80, 2023-06-15, 2025-06-15) [Guide §9]", Training(Figure(80), Figure(2)).Says("2025-07-01", Course("2023-06-15", 80), Filed("2025-06-15")));

    [Fact]
    public void A_course_may_need_an_amount_an_age_or_neither()
    {
        Assert.Equal("met met(80, 80, 2001-01-01) [Guide §9]", Training(Figure(80), null).Says("2025-07-01", Course("2001-01-01", 80)));
        Assert.Equal("met met(0.5, 2025-01-01, 2027-01-01) [Guide §8]", Training(null, Figure(2, "§8")).Says("2025-07-01", Course("2025-01-01", 0.5m)));
        Assert.Equal("met met(0.5, 2001-01-01) [Guide §1]", Training(null, null).Says("2025-07-01", Course("2001-01-01", 0.5m)));
        Assert.Equal("not-met missing() supply [Guide §1]", Training(null, Figure(2)).Says("2025-07-01"));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", Training(Ended(80), Figure(2)).Says("2025-07-01", Course("2025-01-01", 80)));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", Training(Figure(80), Ended(2)).Says("2025-07-01", Course("2025-01-01", 80)));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", Training(null, Ended(2)).Says("2025-07-01", Course("2025-01-01", 80)));
    }

    // --- a sum of spans ---

    private static Pack Education(Dated<int>? quantity, Dated<int>? years, string? topic = null, string? after = null) =>
        With(new TotalAtLeast("continuing-education", quantity, topic, years, after) { Id = "r", Source = Source });

    [Theory]
    [InlineData("2023-07-01", 6, "met met(20, 20, 2023-07-01) [Guide §9]")]
    [InlineData("2023-06-30", 6, "not-met short(20, 14, 6, 2023-07-01) supply [Guide §9]")]
    [InlineData("2025-07-01", 6, "met met(20, 20, 2023-07-01) [Guide §9]")]
    [InlineData("2025-07-01", 5.99, "not-met short(20, 19.99, 0.01, 2023-07-01) supply [Guide §9]")]
    [InlineData("2025-07-02", 6, "not-met short(20, 14, 6, 2023-07-01) supply [Guide §9]")]
    [Provision("CAL-204.1.E")]
    public void Spans_of_the_last_two_years_before_filing_are_added_up(string ended, double hours, string says) =>
        Assert.Equal(says, Education(Figure(20), Figure(2, "§8")).Says("2025-07-15", Filed("2025-07-01"), Learning("2024-01-01", 14), Learning(ended, (decimal)hours)));

    [Fact]
    [Provision("CAL-204.1.E.i")]
    public void Only_spans_about_the_topic_count()
    {
        var rule = Education(Figure(6), Figure(2), "law-and-ethics");

        Assert.Equal("met met(6, 6, 2023-07-01) [Guide §9]", rule.Says("2025-07-01", Learning("2025-01-01", 4, "law-and-ethics"), Learning("2025-02-01", 2, "law-and-ethics"), Learning("2025-03-01", 20)));
        Assert.Equal("not-met missing(6) supply [Guide §9]", rule.Says("2025-07-01", Learning("2025-03-01", 20)));
    }

    [Fact]
    public void A_sum_may_need_an_amount_a_time_or_neither()
    {
        Assert.Equal("met met(20, 20) [Guide §9]", Education(Figure(20), null).Says("2025-07-01", Learning("1999-01-01", 20)));
        Assert.Equal("not-met short(20, 1, 19) supply [Guide §9]", Education(Figure(20), null).Says("2025-07-01", Learning("1999-01-01", 1)));
        Assert.Equal("met met(0.25, 2023-07-01) [Guide §8]", Education(null, Figure(2, "§8")).Says("2025-07-01", Learning("2023-07-01", 0.25m)));
        Assert.Equal("not-met missing() supply [Guide §8]", Education(null, Figure(2, "§8")).Says("2025-07-01", Learning("2023-06-30", 1)));
        Assert.Equal("met met(0.25) [Guide §1]", Education(null, null).Says("2025-07-01", Learning("1999-01-01", 0.25m)));
        Assert.Equal("not-met missing() supply [Guide §1]", Education(null, null).Says("2025-07-01"));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", Education(Ended(20), null).Says("2025-07-01"));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", Education(Figure(20), Ended(2)).Says("2025-07-01"));
    }

    [Fact]
    public void Years_back_from_a_leap_day_are_counted_from_it() =>
        Assert.Equal("met met(20, 20, 2026-02-28) [Guide §9]", Education(Figure(20), Figure(2)).Says("2028-02-29", Learning("2026-02-28", 20)));

    private static Fact Began(string day) => new Fact.Event("ce-period-began", Day(day), null);

    [Theory]
    [InlineData("2025-05-20", "not-met missing(20) supply [Guide §9]")]
    [InlineData("2025-05-21", "met met(20, 20, 2025-05-21) [Guide §9]")]
    [InlineData("2027-03-01", "met met(20, 20, 2025-05-21) [Guide §9]")]
    [InlineData("2027-03-02", "not-met missing(20) supply [Guide §9]")]
    [Provision("CAL-207.2")]
    public void A_sum_may_begin_after_the_last_filing(string ended, string says) => Assert.Equal(
        says, Education(Figure(20), null, null, "ce-period-began").Says("2027-03-05", Filed("2027-03-01"), Began("2025-05-20"), Began("2023-05-20"), Learning(ended, 20)));

    [Fact]
    public void Of_two_beginnings_the_later_one_counts()
    {
        Assert.Equal("met met(1, 1, 2025-07-01) [Guide §9]", Education(Figure(1), Figure(2), null, "ce-period-began").Says("2027-07-01", Began("2025-06-30"), Learning("2025-07-01", 1)));
        Assert.Equal("met met(1, 1, 2025-07-01) [Guide §9]", Education(Figure(1), Figure(2), null, "ce-period-began").Says("2027-07-01", Began("2025-01-01"), Learning("2025-07-01", 1)));
        Assert.Equal("not-met missing(1) supply [Guide §9]", Education(Figure(1), Figure(2), null, "ce-period-began").Says("2027-07-01", Began("2025-01-01"), Learning("2025-06-30", 1)));
        Assert.Equal("unknown no-start() [Guide §1]", Education(Figure(1), null, null, "ce-period-began").Says("2027-07-01", Began("2027-07-02"), Learning("2025-06-30", 1)));
    }

    // --- a day covered ---

    [Theory]
    [InlineData("2022-01-01", "2022-01-01", "met met(2022-01-01) [Guide §1]")]
    [InlineData("2021-12-01", "2021-12-31", "not-met missing(2022-01-01) supply [Guide §1]")]
    [InlineData("2022-01-02", "2022-02-01", "not-met missing(2022-01-01) supply [Guide §1]")]
    [InlineData("2022-01-01", "2024-01-01", "met met(2022-01-01) [Guide §1]")]
    [InlineData("2020-01-01", "2022-01-01", "met met(2022-01-01) [Guide §1]")]
    [Provision("CAL-102.16")]
    public void Somebody_was_at_work_on_the_printed_day(string from, string to, string says) =>
        Assert.Equal(says, With(new SpanCovers("peer-work", Day("2022-01-01")) { Id = "r", Source = Source }).Says("2025-07-01", Work(from, to, 1)));

    [Theory]
    [InlineData("2023-06-01", "met met(2023-06-01) [Guide §1]")]
    [InlineData("2023-06-02", "not-met missing(2023-06-02) supply [Guide §1]")]
    public void Or_on_the_day_of_filing(string filed, string says) =>
        Assert.Equal(says, With(new SpanCovers("peer-work", null) { Id = "r", Source = Source }).Says("2025-07-01", Work("2022-01-01", "2023-06-01", 1), Filed(filed)));

    // --- hours inside a stretch of months ---

    private static HoursInside Hours(int quantity, int months, Dated<int>? recent = null, Dated<int>? recentMonths = null, string? wider = null) =>
        new("peer-work", Figure(quantity), Figure(months, "§8"), recent, recentMonths, wider) { Id = "r", Source = Source };

    [Theory]
    [InlineData("2024-01-01", "2024-12-31", 1550, "met met(1550, 12, 1550, 2024-01-01, 2024-12-31) [Guide §9]")]
    [InlineData("2024-01-01", "2024-12-31", 1549.99, "not-met short(1550, 12, 1549.99) supply [Guide §9]")]
    [InlineData("2024-01-01", "2025-01-01", 1550, "not-met short(1550, 12, 1545.78) supply [Guide §9]")]   // 1550 × 366 / 367
    [InlineData("2023-01-01", "2024-12-31", 3100, "met met(1550, 12, 1552.12, 2024-01-01, 2024-12-31) [Guide §9]")]   // 3100 × 366 / 731: the leap year
    [Provision("CAL-204.1.C")]
    public void So_many_hours_lie_inside_some_twelve_months(string from, string to, double hours, string says) =>
        Assert.Equal(says, With(Hours(1550, 12)).Says("2025-07-01", Work(from, to, (decimal)hours)));

    /// <summary>Figures are those of the day of filing, also where none is known any more.</summary>
    [Fact]
    public void Figures_about_recent_hours_are_those_of_the_day_of_filing()
    {
        var pack = With(Hours(1, 12, Ended(1), Ended(12)));

        Assert.StartsWith("met ", pack.Says("2025-07-01", new Fact.Filing("application", Day("2025-05-31")), Work("2025-01-01", "2025-05-31", 100)), StringComparison.Ordinal);
        Assert.StartsWith("unknown no-figure(2025-06-01)", pack.Says("2025-07-01", new Fact.Filing("application", Day("2025-06-01")), Work("2025-01-01", "2025-05-31", 100)), StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_are_added_up_where_they_overlap_the_stretch()
    {
        Assert.Equal("met met(100, 12, 100, 2023-06-01, 2024-05-31) [Guide §9]", With(Hours(100, 12)).Says("2025-07-01", Work("2023-06-01", "2023-06-10", 60), Work("2024-05-22", "2024-05-31", 40)));
        Assert.Equal("not-met short(100, 12, 96) supply [Guide §9]", With(Hours(100, 12)).Says("2025-07-01", Work("2023-06-01", "2023-06-10", 60), Work("2024-05-23", "2024-06-01", 40)));
        Assert.Equal("not-met missing(100, 12) supply [Guide §9]", With(Hours(100, 12)).Says("2025-07-01", Course("2025-01-01", 100)));
    }

    [Fact]
    public void Hours_after_the_filing_do_not_count()
    {
        Assert.Equal("not-met short(100, 12, 50) supply [Guide §9]", With(Hours(100, 12)).Says("2025-07-01", Filed("2025-06-05"), Work("2025-06-01", "2025-06-10", 100)));
        Assert.Equal("not-met missing(100, 12) supply [Guide §9]", With(Hours(100, 12)).Says("2025-07-01", Filed("2025-05-31"), Work("2025-06-01", "2025-06-10", 100)));
        Assert.Equal("met met(10, 12, 10, 2025-06-01, 2025-06-01) [Guide §9]", With(Hours(10, 12)).Says("2025-07-01", Filed("2025-06-01"), Work("2025-06-01", "2025-06-10", 100)));
    }

    [Fact]
    [Provision("DHCS21-E1.5.0")]
    public void Some_of_the_hours_lie_in_the_last_twelve_months_before_filing()
    {
        var rule = With(Hours(1550, 36, Figure(500, "§7"), Figure(12)));

        Assert.Equal("met met(1550, 36, 1550, 2022-07-10, 2025-07-01) [Guide §9]", rule.Says("2025-07-10", Filed("2025-07-01"), Work("2022-07-10", "2022-08-09", 1050), Work("2024-07-02", "2024-07-02", 500)));
        Assert.Equal("not-met not-recent(500, 12, 0, 2024-07-02) supply [Guide §7]", rule.Says("2025-07-10", Filed("2025-07-01"), Work("2022-07-10", "2022-08-09", 1050), Work("2024-07-01", "2024-07-01", 500)));
        Assert.Equal("not-met not-recent(500, 12, 499.99, 2024-07-02) supply [Guide §7]", rule.Says("2025-07-01", Work("2023-01-01", "2023-02-01", 1550), Work("2025-07-01", "2025-07-01", 499.99m)));
        Assert.Equal(
            "not-met not-recent(500, 12, 499.5, 2024-07-02) supply [Guide §7]",
            rule.Says("2025-07-20", Filed("2025-07-01"), Work("2023-01-01", "2023-02-01", 1550), Work("2025-06-22", "2025-07-11", 999)));   // half of it by the filing
        Assert.Equal("not-met short(1550, 36, 500) supply [Guide §9]", rule.Says("2025-07-01", Work("2025-07-01", "2025-07-01", 500)));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", With(Hours(1550, 36, Ended(500), Figure(12))).Says("2025-07-01"));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", With(Hours(1550, 36, Figure(500), Ended(12))).Says("2025-07-01"));
    }

    [Theory]
    [InlineData("2023-01-01", "2024-12-31", 1550, "true", "unknown wider(1550, 12, 1550) [Guide §1]")]
    [InlineData("2023-01-01", "2024-12-31", 1550, "false", "not-met short(1550, 12, 776.06) supply [Guide §9]")]
    [InlineData("2023-01-01", "2024-12-31", 1549.99, "true", "not-met short(1550, 12, 776.06) supply [Guide §9]")]
    [InlineData("2024-06-30", "2025-07-02", 1552, "true", "not-met short(1550, 12, 1539.35) supply [Guide §9]")]   // 1547.78 of them by the filing
    public void Who_has_the_hours_over_a_longer_time_is_shown_to_staff_where_so_chosen(string from, string to, double hours, string chosen, string says)
    {
        var pack = With(Hours(1550, 12, wider: "reciprocity-hours-wider-reading")).Choosing("reciprocity-hours-wider-reading", chosen);

        Assert.Equal(says, pack.Says("2025-08-01", Filed("2025-07-01"), Work(from, to, (decimal)hours)));
    }

    [Fact]
    public void Without_figures_hours_are_open()
    {
        var rule = Hours(1550, 12);

        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", With(rule with { Quantity = Ended(1550) }).Says("2025-07-01"));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", With(rule with { Months = Ended(12) }).Says("2025-07-01"));
    }

    private static Gen<Fact> Job =>
        from start in Gen.Choose(0, 2_200)
        from days in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(1, 900), Gen.Elements(365, 366, 1095, 1096))
        from hours in Gen.Choose(1, 3_000)
        let first = Day("2020-06-01").AddDays(start)
        select (Fact)new Fact.Span("peer-work", first, first.AddDays(days - 1), hours, "hours");

    private static Gen<ImmutableArray<Fact>> Jobs => Gen.Choose(1, 4).SelectMany(n => Job.ArrayOf(n)).Select(jobs => jobs.DistinctBy(j => j).ToImmutableArray());

    /// <summary>Tries every day as the first of the stretch.</summary>
    private static decimal Most(ImmutableArray<Fact> jobs, int months, DateOnly filed)
    {
        var spans = jobs.Cast<Fact.Span>().Where(s => s.From <= filed).ToList();
        var most = 0m;
        for (var start = spans.Min(s => s.From!.Value).AddMonths(-months); start <= filed; start = start.AddDays(1))
        {
            var end = start.AddMonths(months).AddDays(-1);
            var sum = 0m;
            foreach (var span in spans)
            {
                var first = Math.Max(start.DayNumber, span.From!.Value.DayNumber);
                var last = Math.Min(Math.Min(end.DayNumber, span.To.DayNumber), filed.DayNumber);
                if (last >= first)
                    sum += span.Quantity * (last - first + 1) / (span.To.DayNumber - span.From.Value.DayNumber + 1);
            }

            most = Math.Max(most, Math.Round(sum, 2, MidpointRounding.AwayFromZero));
        }

        return most;
    }

    /// <summary>The few days that the rule looks at are enough.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(36)]
    [InlineData(6)]
    [InlineData(1)]
    public void No_other_stretch_holds_more(int months) =>
        Prop.ForAll(Jobs.ToArbitrary(), Gen.Choose(0, 2_600).ToArbitrary(), (jobs, after) =>
        {
            var filed = Day("2020-06-01").AddDays(after);
            if (!jobs.Cast<Fact.Span>().Any(s => s.From <= filed))
                return true;

            var found = With(Hours(1, months)).Ask("2040-01-01", jobs.Append(new Fact.Filing("application", filed)));
            return found.Because.Arguments.OfType<Argument.Quantity>().Single().Value == Most(jobs, months, filed);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20250515, 1));
}
