using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards.Rules;

/// <summary>Rules about the person: age, words, statements, the code.</summary>
public class PersonRuleTests
{
    private static Fact Born(string day) => new Fact.PersonAttribute("birth-date", Day(day), null);

    private static Fact Filed(string day) => new Fact.Filing("application", Day(day));

    [Theory]
    [InlineData("2007-06-10", "met met(18) [Guide §9]")]
    [InlineData("2007-06-11", "not-met too-young(18, 2025-06-11) wait-until from 2025-06-11 [Guide §9]")]
    [InlineData("2008-02-29", "not-met too-young(18, 2026-02-28) wait-until from 2026-02-28 [Guide §9]")]
    [Provision("CAL-202.1.A")]
    public void Age_is_reached_on_the_birthday_by_the_day_of_filing(string born, string says) =>
        Assert.Equal(says, With(new AgeAtLeast("birth-date", Figure(18)) { Id = "r", Source = Source }).Says("2025-07-01", Filed("2025-06-10"), Born(born)));

    [Fact]
    public void Without_a_day_of_birth_or_a_figure_age_is_open()
    {
        var (rule, unknown) = (With(new AgeAtLeast("birth-date", Figure(18)) { Id = "r", Source = Source }), With(new AgeAtLeast("birth-date", Ended(18)) { Id = "r", Source = Source }));

        Assert.Equal("not-met missing(18) supply [Guide §9]", rule.Says("2025-07-01"));
        Assert.Equal("not-met missing(18) supply [Guide §9]", rule.Says("2025-07-01", new Fact.PersonAttribute("pathway", Day("1990-01-01"), null)));
        Assert.Equal("unknown no-figure(2025-06-01) [Guide §1]", unknown.Says("2025-07-01", Born("1990-01-01"), Filed("2025-06-01")));
        Assert.Equal("met met(18) [Guide §9]", unknown.Says("2025-07-01", Born("1990-01-01"), Filed("2025-05-31")));
        Assert.Equal("unknown no-figure(2019-12-31) [Guide §1]", rule.Says("2025-07-01", Born("1990-01-01"), Filed("2019-12-31")));
    }

    [Fact]
    public void Before_filing_age_is_that_of_the_day_asked_about() =>
        Assert.Equal("not-met too-young(18, 2025-07-02) wait-until from 2025-07-02 [Guide §9]", With(new AgeAtLeast("birth-date", Figure(18)) { Id = "r" }).Says("2025-07-01", Born("2007-07-02")));

    [Theory]
    [InlineData("2025-05-14", "unknown no-figure(2025-05-14) [Guide §1]")]
    [InlineData("2025-05-15", "not-met too-young(21, 2028-01-01) wait-until from 2028-01-01 [Amendment §2]")]
    [InlineData("2025-05-31", "not-met too-young(21, 2028-01-01) wait-until from 2028-01-01 [Amendment §2]")]
    [InlineData("2025-06-01", "met met(16) [Amendment §3]")]
    [InlineData("2025-06-30", "met met(16) [Amendment §3]")]
    [InlineData("2025-07-01", "unknown no-figure(2025-07-01) [Guide §1]")]
    public void The_figure_in_force_on_the_day_of_filing_decides_and_is_cited(string filed, string says)
    {
        var years = new Dated<int>("years",
        [
            new(Day("2025-05-15"), 21, new("Amendment", "§2"), Provenance.Sourced, null),
            new(Day("2025-06-01"), 16, new("Amendment", "§3"), Provenance.Sourced, null),
            new(Day("2025-07-01"), null, new("Amendment", "§4"), Provenance.Sourced, null),
        ]);

        Assert.Equal(says, With(new AgeAtLeast("birth-date", years) { Id = "r", Source = Source }).Says("2025-07-01", Born("2007-01-01"), Filed(filed)));
    }

    [Fact]
    public void The_newest_filing_by_the_day_asked_about_is_the_one_that_counts()
    {
        var rule = With(new AgeAtLeast("birth-date", Figure(18)) { Id = "r", Source = Source });
        Fact[] facts = [Born("2007-06-10"), Filed("2025-06-10"), Filed("2025-06-01"), Filed("2025-08-01")];

        Assert.Equal(Verdict.Met, rule.Ask("2025-07-01", facts).Verdict);
        Assert.Equal(Verdict.NotMet, rule.Ask("2025-06-09", facts).Verdict);
    }

    [Fact]
    public void Of_two_days_of_birth_the_last_given_counts() =>
        Assert.Equal(Verdict.NotMet, With(new AgeAtLeast("birth-date", Figure(18)) { Id = "r" }).Ask("2025-07-01", Born("1990-01-01"), Born("2010-01-01")).Verdict);

    [Fact]
    public void A_declared_word_is_named_in_the_words_of_the_pack()
    {
        var rule = With(new Declared("perspective") { Id = "r", Source = Source });

        Assert.Equal("met met(kind.perspective.parent) [Guide §1]", rule.Says("2025-07-01", new Fact.PersonAttribute("perspective", null, "parent")));
        Assert.Equal("not-met missing() supply [Guide §1]", rule.Says("2025-07-01", new Fact.PersonAttribute("pathway", null, "initial")));
    }

    [Fact]
    [Provision("CAL-202.1.D")]
    public void The_newest_answer_counts()
    {
        var rule = With(new Attested("willing-to-share") { Id = "r", Source = Source });
        static Fact Said(string day, bool yes) => new Fact.Attestation("willing-to-share", Day(day), yes);

        Assert.Equal("not-met missing() supply [Guide §1]", rule.Says("2025-07-01", Said("2025-07-02", true), new Fact.Attestation("dedicated-to-recovery", Day("2025-06-01"), true)));
        Assert.Equal("met met(2025-07-01) [Guide §1]", rule.Says("2025-07-01", Said("2025-07-01", true)));
        Assert.Equal("not-met refused(2025-06-02) supply [Guide §1]", rule.Says("2025-07-01", Said("2025-06-02", false), Said("2025-06-01", true)));
        Assert.Equal("met met(2025-06-02) [Guide §1]", rule.Says("2025-07-01", Said("2025-06-01", false), Said("2025-06-02", true)));
        Assert.Equal("met met(2025-06-02) [Guide §1]", rule.Says("2025-07-01", Said("2025-06-02", false), Said("2025-06-02", true)));
    }

    [Theory]   // the code of 2025 is the one to sign from 2025-05-07 on
    [InlineData("2025-05-06", "2025-05-06", "2021 2025-05-01", "met met(“2021”, 2025-05-01) [Guide §1]")]
    [InlineData("2025-05-07", "2025-05-07", "2021 2025-05-01", "not-met older(“2025”, “2021”) supply [Guide §1]")]
    [InlineData("2025-05-07", "2025-05-07", "2021 2025-05-01, 1999 2025-05-02", "not-met older(“2025”, “1999”) supply [Guide §1]")]
    [InlineData("2025-05-07", "2025-05-07", "2021 2025-05-02, 1999 2025-05-01", "not-met older(“2025”, “2021”) supply [Guide §1]")]
    [InlineData("2025-05-07", "2025-05-07", "2021 2025-05-01, 2025 2025-05-07", "met met(“2025”, 2025-05-07) [Guide §1]")]
    [InlineData("2025-05-07", "2025-05-07", "2025 2025-05-07, 2021 2025-05-01", "met met(“2025”, 2025-05-07) [Guide §1]")]
    [InlineData("2025-06-07", "2025-05-07", "2025 2025-06-02, 2025 2025-06-01", "met met(“2025”, 2025-06-02) [Guide §1]")]
    [InlineData("2025-06-07", "2025-05-07", "2025 2025-06-01, 2025 2025-06-02", "met met(“2025”, 2025-06-02) [Guide §1]")]
    [InlineData("2025-05-07", "2025-05-06", "2025 2025-05-06", "met met(“2025”, 2025-05-06) [Guide §1]")]
    [InlineData("2025-05-06", "2025-05-06", "2025 2025-05-06", "not-met older(“2021”, “2025”) supply [Guide §1]")]
    [InlineData("2025-05-07", "2025-05-07", "", "not-met missing(“2025”) supply [Guide §1]")]
    [InlineData("2021-07-21", "2021-07-21", "2021 2021-07-01", "unknown no-version(2021-07-21) [Guide §1]")]
    [Provision("CAL-202.1.F", "CAL-REV.2")]
    public void The_code_of_the_day_of_filing_is_signed_or_a_newer_one_in_force(string asOf, string filed, string signatures, string says)
    {
        var facts = signatures.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(s => (Fact)new Fact.Agreement("code-of-ethics", s[..4], Day(s[5..])));

        Assert.Equal(says, With(new AgreementSigned("code-of-ethics") { Id = "r", Source = Source }).Says(asOf, facts.Append(Filed(filed))));
    }
}
