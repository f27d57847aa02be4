using PeerCert.Standards.Model;

namespace PeerCert.Tests.Standards;

public class KleeneTests
{
    [Theory]
    [InlineData(Verdict.Met, Verdict.Met, Verdict.Met, Verdict.Met)]
    [InlineData(Verdict.Met, Verdict.NotMet, Verdict.NotMet, Verdict.Met)]
    [InlineData(Verdict.Met, Verdict.Unknown, Verdict.Unknown, Verdict.Met)]
    [InlineData(Verdict.NotMet, Verdict.Met, Verdict.NotMet, Verdict.Met)]
    [InlineData(Verdict.NotMet, Verdict.NotMet, Verdict.NotMet, Verdict.NotMet)]
    [InlineData(Verdict.NotMet, Verdict.Unknown, Verdict.NotMet, Verdict.Unknown)]
    [InlineData(Verdict.Unknown, Verdict.Met, Verdict.Unknown, Verdict.Met)]
    [InlineData(Verdict.Unknown, Verdict.NotMet, Verdict.NotMet, Verdict.Unknown)]
    [InlineData(Verdict.Unknown, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown)]
    public void Two_verdicts_combine_as_kleene_has_it(Verdict a, Verdict b, Verdict all, Verdict any)
    {
        Assert.Equal(all, Kleene.All([a, b]));
        Assert.Equal(any, Kleene.Any([a, b]));
    }

    [Theory]
    [InlineData(Verdict.Met)]
    [InlineData(Verdict.NotMet)]
    [InlineData(Verdict.Unknown)]
    public void One_verdict_stays_what_it_is(Verdict verdict)
    {
        Assert.Equal(verdict, Kleene.All([verdict]));
        Assert.Equal(verdict, Kleene.Any([verdict]));
    }

    [Fact]
    public void Nothing_is_neither_granted_nor_refused()
    {
        Assert.Equal(Verdict.Unknown, Kleene.All([]));
        Assert.Equal(Verdict.Unknown, Kleene.Any([]));
    }
}
