using PeerCert.Core.ContinuingEducation;
using PeerCert.Testing;

namespace PeerCert.Tests.ContinuingEducation;

/// <summary>The sample that reviews are drawn by. What is expected was made with sha256sum and sort, not with the program.</summary>
public sealed class CeSampleTests
{
    private const string Seed = "public-draw-2027";

    private static readonly string[] Population = ["R-0001", "R-0002", "R-0003", "R-0004", "R-0005", "R-0006", "R-0007"];

    private static readonly string[] InOrder = ["R-0002", "R-0004", "R-0001", "R-0005", "R-0006", "R-0003", "R-0007"];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [Provision("CAL-802.4")]
    public void Whoever_has_seed_and_population_draws_the_same(int size) => Assert.Equal(InOrder[..size], CeSample.Draw(Seed, Population, size));

    [Fact]
    [Provision("CAL-802.4")]
    public void The_order_in_which_the_population_is_given_makes_no_difference() =>
        Assert.Equal(InOrder[..4], CeSample.Draw(Seed, Population.Reverse(), 4));

    [Fact]
    public void Another_seed_draws_others() => Assert.NotEqual(InOrder, CeSample.Draw("public-draw-2028", Population, 7));

    [Fact]
    public void The_population_is_kept_in_order_and_known_by_its_hash()
    {
        var written = CeSample.Written(Population.Reverse());
        Assert.Equal("fe36352d3241f3a98f0f22441a4b7a321c2eb12a3cfbc3a3d41d5a53e634f39b", CeSample.Hex(written));
        Assert.Equal(Population, CeSample.Read(written));
    }

    /// <summary>Each of a thousand is drawn about as often as any other: 100 of them in each of 400 draws, forty times each, give or take 6.</summary>
    [Fact]
    [Provision("CAL-207.9")]
    public void Everybody_is_as_likely_as_anybody_else()
    {
        var population = Enumerable.Range(0, 1000).Select(n => $"R-{n:D4}").ToList();
        var times = Enumerable.Range(0, 400).SelectMany(draw => CeSample.Draw($"seed {draw}", population, 100)).CountBy(r => r).ToDictionary();
        Assert.Equal(1000, times.Count);
        Assert.All(times.Values, n => Assert.InRange(n, 12, 72));   // more than four standard deviations either way
    }

    [Fact]
    public void A_seed_that_is_made_is_long_and_never_the_same() => Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => CeSample.NewSeed()).Where(s => s.Length == 32).Distinct().Count());
}
