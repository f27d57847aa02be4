using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>Runs every worked case under <c>standards/*/*/cases</c>; each names the provisions it proves.</summary>
public class PackCaseTests
{
    private static readonly CasesResult Read = CaseFile.ReadAll(Repository.Standards, Packs.CalMhsa);

    public static IEnumerable<object[]> Cases => Read.Cases.Select(c => new object[] { Path.GetFileName(c.File), c.Name });

    [Fact]
    public void Every_case_file_can_be_read() => Assert.Empty(Read.Errors);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_comes_out_as_written(string file, string name) =>
        Assert.Empty(CaseRun.Differences(Named(file, name), Packs.CalMhsa));

    [Fact]
    public void A_case_that_expects_otherwise_is_noticed()
    {
        var good = Named("application.yaml", "A whole application is granted");
        var wrong = good with
        {
            Outcome = Outcome.Refuse,
            Findings = [new("age", Verdict.NotMet) { Remedy = Remedy.Supply, FirstDay = new(2025, 1, 1), LastDay = new(2025, 1, 1), FeeLine = "X", Text = "x", Cite = "x" }],
        };

        Assert.Equal(
            ["outcome", "verdict", "remedy", "firstDay", "lastDay", "feeLine", "text", "cite"],
            CaseRun.Differences(wrong, Packs.CalMhsa).Select(d => d.Field));
    }

    [Fact]
    public void Every_case_names_a_provision() => Assert.All(Read.Cases, c => Assert.NotEmpty(c.Provisions));

    /// <summary>Each way in which a rule can end is shown by some case, so that no sentence stands there untried.</summary>
    [Fact]
    public void Cases_reach_every_sentence_of_every_rule()
    {
        var said = Read.Cases
            .SelectMany(c => Evaluator.Decide(Packs.CalMhsa, c.Question, c.Facts, c.AsOf).Roots)
            .SelectMany(r => r.Tree()).Select(f => f.Because.Key).ToHashSet();
        var sentences = Packs.CalMhsa.Questions.Values.SelectMany(q => q.Rules()).SelectMany(TextSlots.Of)
            .Select(s => s.Key).Where(k => !k.EndsWith(".title", StringComparison.Ordinal));

        Assert.Equal(["application-fee.free"], sentences.Where(k => !said.Contains(k)));   // no line of this pack that a rule asks for is free
    }

    private static Case Named(string file, string name) => Read.Cases.Single(c => Path.GetFileName(c.File) == file && c.Name == name);
}
