using System.Globalization;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards;

/// <summary>"What would it take?", for a certificate issued on 2025-05-20 and due on 2027-05-20.</summary>
public class WaysTests
{
    private static readonly Fact Term = new Fact.Overlay("certificate-term", Day("2025-05-20"), Day("2027-05-20"));

    /// <summary>Such as <c>renewal open 2027-02-19..2027-05-20 $80: renewal-ce renewal-code renewal-fee</c>, ways that are open or to come.</summary>
    private static string[] Said(Pack pack, string asOf, params IEnumerable<Fact> facts) =>
    [
        .. Ways.On(pack, Facts.Of(facts), Day(asOf)).Where(w => w.State is not WayState.Over).Select(w =>
            $"{w.Way.Question} {w.State} {Written(w.FirstDay)}..{Written(w.LastDay)} ${w.CostCents / 100}: {string.Join(' ', w.Steps.Select(s => s.Rule))}".TrimEnd()),
    ];

    private static string Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private const string New = "application-fee";

    [Theory]
    [InlineData("2027-02-18", "renewal Later 2027-02-19..2027-05-20 $80: renewal-ce renewal-code renewal-fee")]
    [InlineData("2027-02-19", "renewal Open 2027-02-19..2027-05-20 $80: renewal-ce renewal-code renewal-fee")]
    [InlineData("2027-05-20", "renewal Open 2027-02-19..2027-05-20 $80: renewal-ce renewal-code renewal-fee")]
    [InlineData("2027-05-21", "late-renewal Open 2027-05-21..2028-05-20 $130: late-ce late-code late-renewal-fee late-fee")]
    [InlineData("2028-05-20", "late-renewal Open 2027-05-21..2028-05-20 $130: late-ce late-code late-renewal-fee late-fee")]
    [InlineData("2028-05-21", "reinstatement-by-exam Open 2028-05-21..2031-05-20 $280: exam-way-exam exam-way-ce exam-way-code exam-way-fee exam-way-late-fee exam-way-exam-fee")]
    [InlineData("2031-05-07", "reinstatement-by-refresher Open 2028-05-21..2031-05-20 $130: refresher-way-training refresher-way-proof refresher-way-ce refresher-way-code refresher-way-fee refresher-way-late-fee")]
    [Provision("CAL-209.L3", "CAL-209.XA5", "CAL-209.XB4", "CAL-209.X2")]
    public void The_first_way_that_is_not_over_says_what_it_takes(string asOf, string first) => Assert.Equal(first, Said(Packs.CalMhsa, asOf, Term)[0]);

    [Fact]
    [Provision("CAL-209.V1", "CAL-209.V3")]
    public void A_vacated_holder_has_one_way_left_with_another_number()
    {
        var way = Assert.Single(Ways.On(Packs.CalMhsa, Facts.Of(Term), Day("2031-05-21")), w => w.State is not WayState.Over);

        Assert.Equal(("application", true, WayState.Open, (DateOnly?)Day("2031-05-21"), null), (way.Way.Question, way.Way.NewNumber, way.State, way.FirstDay, way.LastDay));
        Assert.Contains(New, way.Steps.Select(s => s.Rule));
        Assert.Equal(100_00, way.CostCents);
        Assert.Equal(WayState.Later, Ways.On(Packs.CalMhsa, Facts.Of(Term), Day("2031-05-20"))[^1].State);
    }

    [Fact]
    public void What_is_met_already_is_told_apart_from_what_is_left()
    {
        var way = Ways.On(Packs.CalMhsa, Facts.Of(Term, new Fact.Attestation("ce-completed", Day("2027-03-01"), true), new Fact.Event("fee-paid", Day("2027-03-01"), "RENEW")), Day("2027-03-02"))[0];

        Assert.Equal(["renewal-suspension", "renewal-revocation", "renewal-inactivity", "renewal-ce", "renewal-fee"], way.Met.Select(f => f.Rule));
        Assert.Equal(["renewal-code"], way.Steps.Select(f => f.Rule));
        Assert.Equal(0, way.CostCents);
    }

    [Fact]
    [Provision("CAL-802.1.B")]
    public void Suspended_one_is_told_what_stands_in_the_way_and_revoked_that_it_is_over()
    {
        Fact suspended = new Fact.Overlay("suspension", Day("2027-01-10"), null), revoked = new Fact.Overlay("revocation", Day("2027-01-10"), null);

        Assert.Equal(["renewal Open 2027-02-19..2027-05-20 $80: renewal-suspension renewal-ce renewal-code renewal-fee"], Said(Packs.CalMhsa, "2027-03-01", Term, suspended)[..1]);
        Assert.Equal(["application"], Ways.On(Packs.CalMhsa, Facts.Of(Term, revoked), Day("2027-03-01")).Where(w => w.State is not WayState.Over).Select(w => w.Way.Question));
    }

    [Fact]
    public void What_nobody_has_looked_at_is_left_to_do()
    {
        var way = Ways.On(Packs.CalMhsa, Facts.Of(Term, new Fact.Document("refresher-certificate", Day("2029-04-01"), null)), Day("2029-04-01"))[3];

        Assert.Equal("reinstatement-by-refresher", way.Way.Question);
        Assert.Contains("refresher-way-proof", way.Steps.Select(s => s.Rule));
        Assert.DoesNotContain("refresher-way-proof", way.Met.Select(s => s.Rule));
    }

    /// <summary>What stands against one file says nothing of another one with a number of its own.</summary>
    [Fact]
    public void A_new_application_is_not_over_for_what_stands_against_this_file()
    {
        var way = Ways.On(
            Packs.CalMhsa, Facts.Of(Term, new Fact.PersonAttribute("pathway", null, "initial"), new Fact.Document("diploma", Day("2031-06-01"), DocumentCheck.Falsified)), Day("2031-06-01"))[^1];

        Assert.Contains(way.Decision.Roots, r => r.Remedy is Remedy.Never);
        Assert.Equal(WayState.Open, way.State);
    }

    [Fact]
    [Provision("DHCS21-E1.3", "DHCS21-RUN.2")]
    public void Under_the_notice_of_2021_there_is_one_way_back()
    {
        Fact term = new Fact.Overlay("certificate-term", Day("2022-03-01"), Day("2024-03-01"));

        Assert.Equal("reinstatement Open 2024-03-02..2028-03-01 $0: refresher-course reinstatement-exam reinstatement-code", Said(Packs.Dhcs, "2024-06-01", term)[0]);
        Assert.Equal(["application Later 2028-03-02.. $0"], Said(Packs.Dhcs, "2024-06-01", term)[1..].Select(s => s.Split(':')[0]));
    }

    [Fact]
    public void Without_a_term_or_before_the_tiers_staff_decide()
    {
        Assert.All(Ways.On(Packs.CalMhsa, Facts.Of(), Day("2027-03-01")), w => Assert.Equal(WayState.Unknown, w.State));
        Assert.Equal(WayState.Unknown, Ways.On(Packs.CalMhsa, Facts.Of(new Fact.Overlay("certificate-term", Day("2022-11-01"), Day("2024-11-01"))), Day("2025-05-06"))[1].State);
    }
}
