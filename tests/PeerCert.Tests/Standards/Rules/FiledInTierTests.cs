using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards.Rules;

/// <summary>When a way forward or back is open. Due on 2027-05-20; the tiers are those of 2025.</summary>
public class FiledInTierTests
{
    private static Pack Rule(string tier, Dated<int>? opens = null) => With(new FiledInTier("certificate-term", tier, opens) { Id = "r", Source = Source });

    private static Fact Term(string from, string until) => new Fact.Overlay("certificate-term", Day(from), Day(until));

    private static Fact Filed(string day) => new Fact.Filing("application", Day(day));

    [Theory]
    [InlineData("2027-02-18", "not-met too-early(2027-02-19) wait-until from 2027-02-19 [Guide §9]")]
    [InlineData("2027-02-19", "met met(2027-05-20) [Guide §1]")]
    [InlineData("2027-05-20", "met met(2027-05-20) [Guide §1]")]
    [InlineData("2027-05-21", "not-met too-late(2027-05-20) never [Guide §1]")]
    [Provision("CAL-207.5", "CAL-802.2", "CAL-209.L5", "CAL-207.2x")]
    public void A_renewal_is_filed_in_the_last_ninety_days(string filed, string says)
    {
        Assert.Equal(says, Rule("current", Figure(90)).Says("2030-01-01", Term("2025-05-20", "2027-05-20"), Filed(filed)));
        Assert.Equal(says, Rule("current", Figure(90)).Says(filed, Term("2025-05-20", "2027-05-20")));   // not filed yet: the day asked about
    }

    [Theory]
    [InlineData("lapsed", "2027-05-20", "not-met too-early(2027-05-21) wait-until from 2027-05-21 [Guide §1]")]
    [InlineData("lapsed", "2027-05-21", "met met(2027-05-20) [Guide §1]")]
    [InlineData("lapsed", "2028-05-20", "met met(2027-05-20) [Guide §1]")]
    [InlineData("lapsed", "2028-05-21", "not-met too-late(2028-05-20) never [Guide §1]")]
    [InlineData("expired", "2028-05-20", "not-met too-early(2028-05-21) wait-until from 2028-05-21 [Guide §1]")]
    [InlineData("expired", "2028-05-21", "met met(2027-05-20) [Guide §1]")]
    [InlineData("expired", "2031-05-20", "met met(2027-05-20) [Guide §1]")]
    [InlineData("expired", "2031-05-21", "not-met too-late(2031-05-20) never [Guide §1]")]
    [InlineData("vacated", "2031-05-20", "not-met too-early(2031-05-21) wait-until from 2031-05-21 [Guide §1]")]
    [InlineData("vacated", "2061-05-21", "met met(2027-05-20) [Guide §1]")]
    [Provision("CAL-209.L4", "CAL-209.X0", "CAL-209.X1", "CAL-209.V1")]
    public void Each_tier_has_its_own_way(string tier, string filed, string says) => Assert.Equal(says, Rule(tier).Says(filed, Term("2025-05-20", "2027-05-20")));

    [Fact]
    public void The_term_granted_last_counts_whatever_the_order()
    {
        Fact[] terms = [Term("2027-03-01", "2029-05-20"), Term("2025-05-20", "2027-05-20")];

        Assert.Equal("met met(2029-05-20) [Guide §1]", Rule("current").Says("2028-01-01", terms));
        Assert.Equal("met met(2029-05-20) [Guide §1]", Rule("current").Says("2028-01-01", terms.Reverse()));
        Assert.Equal("met met(2027-05-20) [Guide §1]", Rule("current").Says("2027-02-28", terms));   // the day before it was granted
        Fact[] corrected = [Term("2025-05-20", "2027-06-20"), Term("2025-05-20", "2027-05-20")];
        Assert.Equal("met met(2027-06-20) [Guide §1]", Rule("current").Says("2027-04-01", corrected));
        Assert.Equal("met met(2027-06-20) [Guide §1]", Rule("current").Says("2027-04-01", corrected.Reverse()));
        Assert.Equal("met met(2027-05-20) [Guide §1]", Rule("current").Says("2027-04-01", Term("2023-05-20", "2029-05-20"), Term("2025-05-20", "2027-05-20")));
    }

    [Fact]
    [Provision("CAL-REV.2")]
    public void What_followed_the_due_date_before_the_tiers_were_written_is_for_staff()
    {
        Assert.Equal("unknown no-figure(2025-05-06) [Guide §1]", Rule("lapsed").Says("2025-05-06", Term("2022-11-01", "2024-11-01")));
        Assert.Equal("met met(2024-11-01) [Guide §1]", Rule("lapsed").Says("2025-05-07", Term("2022-11-01", "2024-11-01")));
        Assert.Equal("met met(2025-05-06) [Guide §1]", Rule("current").Says("2025-05-06", Term("2023-05-06", "2025-05-06")));
    }

    [Fact]
    public void Without_a_term_or_a_figure_nothing_can_be_said()
    {
        Assert.Equal("unknown no-term() [Guide §1]", Rule("current").Says("2027-04-01"));
        Assert.Equal("unknown no-term() [Guide §1]", Rule("current").Says("2027-04-01", new Fact.Overlay("certificate-term", Day("2025-05-20"), null)));
        Assert.Equal("unknown no-figure(2027-04-01) [Guide §1]", Rule("current", Ended(90)).Says("2027-04-01", Term("2025-05-20", "2027-05-20")));
    }
}
