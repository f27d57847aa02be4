using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>The engine against a second answer that was made from the documents alone (<see cref="LifeOracle"/>).</summary>
public class LifeOracleTests
{
    private const int Seed = 20250507;

    private static readonly LifeOracle Oracle = new(Packs.Library);

    private static string Says(CertificateLife life, DateOnly day)
    {
        var on = Standing.On(Packs.Library, life, day);
        return $"{LifeOracle.Kebab(on.Status)} {on.Date.Tier} {(on.Action is { } action ? LifeOracle.Kebab(action) : "none")}";
    }

    public static TheoryData<string> Told_by_hand => [.. LifeOracle.Stories.Keys];

    [Theory]
    [MemberData(nameof(Told_by_hand))]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3", "DHCS21-RUN.2", "CAL-500.2.E", "CAL-500.2.F", "CAL-102.30")]
    public void A_life_stands_at_every_boundary_as_the_documents_say(string name)
    {
        var (story, life) = (LifeOracle.Stories[name], Oracle.Life(LifeOracle.Stories[name]));

        Assert.All(Oracle.Boundaries(story), day => Assert.Equal((day, LifeOracle.Told(story, day)), (day, Says(life, day))));
    }

    [Fact]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3", "DHCS21-RUN.2")]
    public void Hundreds_of_invented_lives_stand_at_every_boundary_as_the_documents_say()
    {
        var random = new Random(Seed);
        for (var n = 0; n < 400; n++)
        {
            var story = Oracle.Invented(random);
            var life = Oracle.Life(story);
            foreach (var day in Oracle.Boundaries(story))
                Assert.Equal((n, day, LifeOracle.Told(story, day)), (n, day, Says(life, day)));
        }
    }

    [Fact]
    [Trait("Category", "Long")]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3", "DHCS21-RUN.2")]
    public void And_on_every_day_of_twelve_years()
    {
        var random = new Random(Seed + 1);
        for (var n = 0; n < 600; n++)
        {
            var story = Oracle.Invented(random);
            var life = Oracle.Life(story);
            for (var day = story[0].On; day <= story[0].On.AddYears(12); day = day.AddDays(1))
                Assert.Equal((n, day, LifeOracle.Told(story, day)), (n, day, Says(life, day)));
        }
    }

    /// <summary>The oracle can disagree: a table that is wrong by a year is noticed at once.</summary>
    [Fact]
    public void An_oracle_that_reads_the_table_wrongly_would_disagree()
    {
        var (story, life) = (LifeOracle.Stories["nothing happens"], Oracle.Life(LifeOracle.Stories["nothing happens"]) with { Terms = [new(new(2023, 5, 20), new(2025, 5, 21))] });

        Assert.Contains(Oracle.Boundaries(story), day => LifeOracle.Told(story, day) != Says(life, day));
    }
}
