using PeerCert.Standards.Model;

namespace PeerCert.Tests.Standards;

public class KleeneTests
{
    private static Finding Part(Verdict verdict) => new("part", verdict, Text.Of("part.met"), new("Guide", "§1"), []);

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
        Assert.Equal(all, Kleene.All([Part(a), Part(b)]));
        Assert.Equal(any, Kleene.Any([Part(a), Part(b)]));
    }

    [Theory]
    [InlineData(Verdict.Met)]
    [InlineData(Verdict.NotMet)]
    [InlineData(Verdict.Unknown)]
    public void One_verdict_stays_what_it_is(Verdict verdict)
    {
        Assert.Equal(verdict, Kleene.All([Part(verdict)]));
        Assert.Equal(verdict, Kleene.Any([Part(verdict)]));
    }

    [Fact]
    public void Nothing_is_neither_granted_nor_refused()
    {
        Assert.Equal(Verdict.Unknown, Kleene.All([]));
        Assert.Equal(Verdict.Unknown, Kleene.Any([]));
    }
}
