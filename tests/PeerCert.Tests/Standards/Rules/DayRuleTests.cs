using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards.Rules;

/// <summary>Rules about days: windows, events, what lies over a person, fees.</summary>
public class DayRuleTests
{
    private static Fact Filed(string day) => new Fact.Filing("application", Day(day));

    private static Fact Happened(string day) => new Fact.Event("orientation-viewed", Day(day), null);

    private static Fact Over(string kind, string from, string? until, string? by = null) => new Fact.Overlay(kind, Day(from), until is null ? null : Day(until)) { By = by };

    [Theory]
    [InlineData("2021-12-31", "not-met too-early(2022-01-01) wait-until from 2022-01-01 [Guide §1]")]
    [InlineData("2022-01-01", "met met(2022-01-01) [Guide §1]")]
    [InlineData("2023-06-30", "met met(2023-06-30) [Guide §1]")]
    [InlineData("2023-07-01", "not-met closed(2023-06-30) never [Guide §1]")]
    [Provision("CAL-102.16")]
    public void A_window_is_open_from_its_first_day_through_its_last(string filed, string says) =>
        Assert.Equal(says, With(new FiledBetween(Day("2022-01-01"), Day("2023-06-30"), null) { Id = "r", Source = Source }).Says("2025-07-01", Filed(filed)));

    [Theory]
    [InlineData("2022-12-31", "met met(2022-12-31) [Guide §1]")]
    [InlineData("2023-01-01", "not-met closed(2022-12-31) never [Guide §1]")]
    [InlineData("2023-06-02", "not-met closed(2022-12-31) never [Guide §1]")]
    [Provision("DHCS21-E1.5.0")]
    public void Where_begun_counts_the_earlier_day_does(string begun, string says)
    {
        var rule = With(new FiledBetween(null, Day("2022-12-31"), "orientation-viewed") { Id = "r", Source = Source });

        Assert.Equal(says, rule.Says("2025-07-01", Filed("2023-06-01"), Happened(begun), Happened("2024-01-01")));
        Assert.Equal("met met(2022-06-01) [Guide §1]", rule.Says("2025-07-01", Filed("2022-06-01"), Happened(begun)));
    }

    [Fact]
    public void A_window_may_have_no_last_or_no_first_day()
    {
        Assert.Equal("met met(2099-01-01) [Guide §1]", With(new FiledBetween(Day("2022-01-01"), null, null) { Id = "r", Source = Source }).Says("2099-01-01"));
        Assert.Equal("met met(2001-01-01) [Guide §1]", With(new FiledBetween(null, Day("2022-01-01"), null) { Id = "r", Source = Source }).Says("2001-01-01"));
    }

    [Fact]
    [Provision("CAL-201.2")]
    public void Something_has_happened_by_today_or_by_the_filing()
    {
        var (today, filing) = (With(new Happened("orientation-viewed", false) { Id = "r", Source = Source }), With(new Happened("orientation-viewed", true) { Id = "r", Source = Source }));

        Assert.Equal("not-met missing() supply [Guide §1]", today.Says("2025-07-01", Happened("2025-07-02")));
        Assert.Equal("met met(2025-06-01) [Guide §1]", today.Says("2025-07-01", Happened("2025-06-02"), Happened("2025-06-01")));
        Assert.Equal("met met(2025-06-03) [Guide §1]", today.Says("2025-07-01", Filed("2025-06-02"), Happened("2025-06-03")));
        Assert.Equal("met met(2025-06-02) [Guide §1]", filing.Says("2025-07-01", Filed("2025-06-02"), Happened("2025-06-02")));
        Assert.Equal("not-met late(2025-06-03) supply [Guide §1]", filing.Says("2025-07-01", Filed("2025-06-02"), Happened("2025-06-04"), Happened("2025-06-03")));
        Assert.Equal("met met(2025-06-01) [Guide §1]", filing.Says("2025-07-01", Filed("2025-06-02"), Happened("2025-06-01"), Happened("2025-06-03")));
        Assert.Equal("not-met missing() supply [Guide §1]", filing.Says("2025-07-01"));
    }

    // --- a certificate of another state ---

    private static readonly Pack Elsewhere = With(new OverlayInForce("out-of-state-certification", ["CA", "California"]) { Id = "r", Source = Source });

    private static Fact Certified(string from, string? until, string? by) => Over("out-of-state-certification", from, until, by);

    [Theory]
    [InlineData("2025-06-01", null, "Texas", "met met(“Texas”, 2025-06-10) [Guide §1]")]
    [InlineData("2025-06-10", "2025-06-10", "Texas", "met met(“Texas”, 2025-06-10) [Guide §1]")]
    [InlineData("2025-06-01", "2025-06-09", "Texas", "not-met ended(“Texas”, 2025-06-09) supply [Guide §1]")]
    [InlineData("2025-06-11", null, "Texas", "not-met missing() supply [Guide §1]")]
    [InlineData("2025-06-11", "2025-06-30", "Texas", "not-met missing() supply [Guide §1]")]
    [InlineData("2025-06-01", null, null, "not-met missing() supply [Guide §1]")]
    [InlineData("2025-06-01", null, "california", "not-met not-counted(“california”) supply [Guide §1]")]
    [InlineData("2025-06-01", null, "CA", "not-met not-counted(“CA”) supply [Guide §1]")]
    [Provision("CAL-204.1.D")]
    public void A_certificate_of_another_state_holds_on_the_day_of_filing(string from, string? until, string? by, string says) =>
        Assert.Equal(says, Elsewhere.Says("2025-07-01", Filed("2025-06-10"), Certified(from, until, by)));

    [Fact]
    public void Of_several_certificates_the_one_in_force_counts_and_else_the_last_to_end()
    {
        Fact[] ended = [Certified("2020-01-01", "2022-01-01", "Texas"), Certified("2021-01-01", "2023-01-01", "Utah"), Certified("2020-01-01", "2021-01-01", "Ohio"), Certified("2020-01-01", null, "CA")];

        Assert.Equal("not-met ended(“Utah”, 2023-01-01) supply [Guide §1]", Elsewhere.Says("2025-07-01", ended));
        Assert.Equal("met met(“Iowa”, 2025-07-01) [Guide §1]", Elsewhere.Says("2025-07-01", [.. ended, Certified("2024-01-01", null, "Iowa")]));
        Assert.Equal("not-met missing() supply [Guide §1]", Elsewhere.Says("2025-07-01"));
        Assert.Equal(
            "met met(“”, 2025-07-01) [Guide §1]",
            With(new OverlayInForce("out-of-state-certification", []) { Id = "r", Source = Source }).Says("2025-07-01", Certified("2024-01-01", null, null)));
    }

    // --- free of discipline ---

    [Theory]
    [InlineData("2025-06-01", null, "not-met open(2025-06-01) supply [Guide §1]", "not-met open(2025-06-01) never [Guide §1]")]
    [InlineData("2025-06-01", "2025-07-01", "not-met until(2025-07-02) wait-until from 2025-07-02 [Guide §1]", "not-met until(2025-07-02) wait-until from 2025-07-02 [Guide §1]")]
    [InlineData("2025-06-01", "2025-06-30", "met met() [Guide §1]", "met met() [Guide §1]")]
    [InlineData("2025-07-01", null, "not-met open(2025-07-01) supply [Guide §1]", "not-met open(2025-07-01) never [Guide §1]")]
    [InlineData("2025-07-02", null, "met met() [Guide §1]", "met met() [Guide §1]")]
    [Provision("CAL-204.1.D.i")]
    public void Nothing_lies_over_the_person_on_the_day_asked_about(string from, string? until, string supply, string never)
    {
        Assert.Equal(supply, With(new FreeOf("out-of-state-discipline", Remedy.Supply) { Id = "r", Source = Source }).Says("2025-07-01", Over("out-of-state-discipline", from, until)));
        Assert.Equal(never, With(new FreeOf("out-of-state-discipline", Remedy.Never) { Id = "r", Source = Source }).Says("2025-07-01", Over("out-of-state-discipline", from, until)));
    }

    [Fact]
    public void What_lasts_longest_is_named()
    {
        var rule = With(new FreeOf("out-of-state-discipline", Remedy.Supply) { Id = "r", Source = Source });
        Fact Discipline(string from, string? until) => Over("out-of-state-discipline", from, until);
        Fact[] facts = [Discipline("2025-01-01", "2026-01-01"), Discipline("2025-02-01", "2027-01-01"), Discipline("2025-03-01", "2025-12-01")];

        Assert.Equal("not-met until(2027-01-02) wait-until from 2027-01-02 [Guide §1]", rule.Says("2025-07-01", facts));
        Assert.Equal("not-met until(2027-01-02) wait-until from 2027-01-02 [Guide §1]", rule.Says("2025-07-01", facts.Reverse()));
        Assert.Equal("not-met open(2025-04-01) supply [Guide §1]", rule.Says("2025-07-01", [Discipline("2025-04-01", null), .. facts]));
        Assert.Equal("not-met open(2025-04-01) supply [Guide §1]", rule.Says("2025-07-01", [.. facts, Discipline("2025-04-01", null)]));
    }

    // --- fees ---

    [Theory]
    [InlineData("2025-05-31", "2020-01-01", "not-met due(1000 cents) supply NEW 1000 [Guide §8]")]
    [InlineData("2025-06-01", "2020-01-01", "not-met due(2000 cents) supply NEW 2000 [Guide §8]")]
    [InlineData("2025-07-01", "2025-05-31", "met free() [Guide §8]")]
    [InlineData("2025-08-01", "2025-05-31", "unknown no-figure(2025-08-01) [Guide §1]")]
    [Provision("CAL-601.0")]
    public void The_price_is_that_of_the_day_asked_about(string asOf, string filed, string says)
    {
        var pack = With(new FeePaid("NEW", "fee-paid") { Id = "r", Source = Source })
            .Pricing("NEW", ("2020-01-01", 10_00), ("2025-06-01", 20_00), ("2025-07-01", 0), ("2025-08-01", null));

        Assert.Equal(says, pack.Says(asOf, Filed(filed)));
    }

    [Fact]
    [Provision("CAL-601.1")]
    public void Only_a_payment_of_this_line_pays_it()
    {
        var rule = With(new FeePaid("APP", "fee-paid") { Id = "r", Source = Source });
        static Fact Paid(string day, string line) => new Fact.Event("fee-paid", Day(day), line);

        Assert.Equal("met met(2025-06-01) [Guide §1]", rule.Says("2025-07-01", Paid("2025-05-01", "EXAM"), Paid("2025-06-01", "APP")));
        Assert.Equal("not-met due(10000 cents) supply APP 10000 [CalMHSA 2025 §601 table]", rule.Says("2025-07-01", Paid("2025-05-01", "EXAM"), Paid("2025-07-02", "APP")));
    }
}
