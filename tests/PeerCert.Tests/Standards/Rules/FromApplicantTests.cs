using PeerCert.Standards.Evaluation.Rules;

namespace PeerCert.Tests.Standards.Rules;

/// <summary>What a form asks the person for: the kinds of fact that they can give to meet a rule, none that others record.</summary>
public class FromApplicantTests
{
    [Theory]
    [InlineData("pathway", "pathway")]
    [InlineData("age", "birth-date")]
    [InlineData("photo-id", "driver-license identification-card passport other-photo-id")]
    [InlineData("education", "diploma transcript general-equivalency higher-degree")]
    [InlineData("peer", "peer-with-lived-experience")]
    [InlineData("code-agreement", "code-of-ethics")]
    [InlineData("training-course", "core-training")]
    [InlineData("experience-one-year", "peer-work")]
    [InlineData("other-state", "out-of-state-certification")]
    [InlineData("ce-hours", "continuing-education")]
    [InlineData("employed-then", "peer-work")]
    [InlineData("adult", "")]
    [InlineData("experience-hours", "")]
    [InlineData("no-discipline-found", "")]
    [InlineData("grandparenting-window", "")]
    [InlineData("application-fee", "")]
    public void A_rule_names_what_the_person_can_give(string rule, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', Packs.CalMhsa.Questions["application"].Rules().Single(r => r.Id == rule).FromApplicant));

    /// <summary>A rule does not ask for the words of an ending that it cannot have.</summary>
    [Fact]
    public void What_is_left_out_of_a_rule_is_left_out_of_its_endings()
    {
        Assert.DoesNotContain(new OverlayInForce("out-of-state-certification", []).Endings, e => e.Name == "not-counted");
        Assert.Contains(new OverlayInForce("out-of-state-certification", ["CA"]).Endings, e => e.Name == "not-counted");
        Assert.Equal("have", Assert.Single(new TotalAtLeast("continuing-education", null, null, null, null).Endings.Single(e => e.Name == "met").Arguments));
        Assert.Empty(new TotalAtLeast("continuing-education", null, null, null, null).Endings.Single(e => e.Name == "missing").Arguments);
    }
}
