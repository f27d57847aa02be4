using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Applications;

/// <summary>What a reviewer may do follows from the findings alone.</summary>
public class DeciderTests
{
    [Theory]
    [InlineData(ApplicationAction.Approve)]
    [InlineData(ApplicationAction.MarkComplete)]
    [Provision("CAL-201.3", "CAL-801.6")]
    public void Nothing_is_approved_or_complete_while_a_requirement_is_open(ApplicationAction action)
    {
        Assert.Null(ReviewApplication.Decide(action, With(Met)));
        Assert.IsType<Problem.StandardNotMet>(ReviewApplication.Decide(action, With(Met, ToSupply)));
        Assert.IsType<Problem.StandardNotMet>(ReviewApplication.Decide(action, With(Met, Unknown)));
        Assert.IsType<Problem.StandardNotMet>(ReviewApplication.Decide(action, With()));
    }

    [Fact]
    public void Only_what_can_never_be_met_denies()
    {
        Assert.Null(ReviewApplication.Decide(ApplicationAction.Deny, With(Met, Never)));
        foreach (var decision in new[] { With(Met), With(Met, ToSupply), With(Unknown), With() })
            Assert.Equal("nothing-denies", ReviewApplication.Decide(ApplicationAction.Deny, decision)?.Code);
    }

    [Fact]
    [Provision("CAL-801.8", "CAL-801.8.A")]
    public void Items_are_asked_for_only_where_something_can_be_supplied()
    {
        Assert.Null(ReviewApplication.Decide(ApplicationAction.AskForItems, With(Met, ToSupply)));
        Assert.Null(ReviewApplication.Decide(ApplicationAction.AskForItems, With(Unknown with { Verdict = Verdict.NotMet, Parts = [ToSupply] })));
        foreach (var decision in new[] { With(Met), With(Unknown), With(Never) })
            Assert.Equal("nothing-to-ask-for", ReviewApplication.Decide(ApplicationAction.AskForItems, decision)?.Code);
    }

    [Theory]
    [InlineData(AttemptOutcome.Pass, false, ExamEligibilityAction.RecordPass)]
    [InlineData(AttemptOutcome.NoShow, true, ExamEligibilityAction.RecordNoShow)]
    [InlineData(AttemptOutcome.Fail, false, ExamEligibilityAction.RecordFail)]
    [InlineData(AttemptOutcome.Fail, true, ExamEligibilityAction.RecordLastFail)]
    [Provision("CAL-403.3")]
    public void The_last_failed_sitting_closes_the_eligibility(AttemptOutcome outcome, bool refused, ExamEligibilityAction action) =>
        Assert.Equal(action, RecordSittings.ActionFor(outcome, With(refused ? Never : ToSupply)));

    [Theory]
    [InlineData("80", "80")]
    [InlineData("80.5", "80.5")]
    [InlineData("80,25", "80.25")]
    [InlineData(" 99999 ", "99999")]
    [InlineData("1,550", "1550")]
    [InlineData("1,550.5", "1550.5")]
    [InlineData("80.", "80")]
    public void Hours_are_read_as_typed(string typed, string hours) =>
        Assert.Equal(decimal.Parse(hours, System.Globalization.CultureInfo.InvariantCulture), EntryAnswers.Quantity(typed).Match(h => h, _ => -1));

    [Theory]
    [InlineData("", "hours.missing")]
    [InlineData("0", "hours.not-a-number")]
    [InlineData("-80", "hours.not-a-number")]
    [InlineData("80.125", "hours.not-a-number")]
    [InlineData("100000", "hours.not-a-number")]
    [InlineData("eighty", "hours.not-a-number")]
    [InlineData("1e2", "hours.not-a-number")]
    [InlineData("1.000,5", "hours.not-a-number")]
    [InlineData("1.550", "hours.not-a-number")]   // a thousand and more, or one and a half
    [InlineData("15,50,00", "hours.not-a-number")]
    [InlineData("100,000", "hours.not-a-number")]
    [InlineData(".", "hours.not-a-number")]
    public void Hours_that_are_no_number_are_refused(string typed, string key) =>
        Assert.Equal(key, Assert.IsType<Problem.Invalid>(EntryAnswers.Quantity(typed).Problem).Fields[0].Message.Key);

    [Fact]
    [Provision("CAL-208.2")]
    public void A_signature_is_ones_own_name_however_it_is_typed()
    {
        Assert.Null(SignCode.CheckName("robin  EXAMPLE", "Robin Example"));
        Assert.Null(SignCode.CheckName("Nunez", "Núñez"));
        Assert.Equal("name-first", SignCode.CheckName("Robin Example", null)?.Code);
        Assert.Equal("signature.another-name", Assert.IsType<Problem.Invalid>(SignCode.CheckName("Somebody Else", "Robin Example")).Fields[0].Message.Key);
        Assert.Equal("signature.missing", Assert.IsType<Problem.Invalid>(SignCode.CheckName(" ", "Robin Example")).Fields[0].Message.Key);
    }

    [Theory]
    [InlineData("C:\\Users\\me\\proof.pdf", "proof.pdf")]
    [InlineData("../../etc/proof.pdf", "proof.pdf")]
    [InlineData("pro\u0000of\n.pdf", "proof.pdf")]
    public void A_file_is_called_what_its_last_part_says(string sent, string shown) => Assert.Equal(shown, AddEvidence.ShownName(sent));

    private static readonly Finding Met = new("r", Verdict.Met, Text.Of("r.met"), new("Test", "1"), []);
    private static readonly Finding Unknown = Met with { Verdict = Verdict.Unknown };
    private static readonly Finding ToSupply = Met with { Verdict = Verdict.NotMet, Remedy = Remedy.Supply };
    private static readonly Finding Never = Met with { Verdict = Verdict.NotMet, Remedy = Remedy.Never };

    private static Decision With(params Finding[] roots) => new("application", new("test", "1", new('0', 64)), new(2026, 5, 1), [.. roots]);
}
