using PeerCert.Standards.Loading;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>Every number, day, amount and flag of the packs is proven by a case: changed by one unit, something comes out otherwise.</summary>
public class MutationTests
{
    [Fact]
    [Trait("Category", "Gate")]
    public void No_figure_of_the_packs_can_change_unnoticed()
    {
        var report = Mutations.Run(Repository.Standards, CancellationToken.None);

        Assert.Empty(report.Survivors);
        Assert.InRange(report.Tried, 150, 1_000);
    }

    [Fact]
    public void A_figure_that_no_case_proves_is_listed_with_its_place()
    {
        using var folder = new StandardsFolder().Write("example/one/cases/a.yaml", """
            format: 1
            cases:
              - name: The notice is due on day 30
                clock: {name: notice, start: 2021-01-01, filedOn: 2021-01-01}
                expect: {due: 2021-01-31}
              - name: Eighteen is old enough
                question: request
                asOf: 2021-06-01
                facts: [{shape: attribute, kind: birth-date, day: 2003-06-01}]
                expect: {findings: {age: {verdict: met}}}
            """);

        var survivors = Mutations.Run(folder.Path, CancellationToken.None).Survivors;

        Assert.DoesNotContain(survivors, s => s.File == "example/one/clocks.yaml");
        Assert.Equal(
            [new Mutation("example/one/requirements/request.yaml", 10, "questions.request.roots[0].years", "18", "17")],
            survivors.Where(s => s.Path.EndsWith(".years", StringComparison.Ordinal) && s.File.Contains("requirements", StringComparison.Ordinal)));
        Assert.Contains(new("example/one/fees.yaml", 6, "fees.APP.amount[1].value", "USD 20.00", "USD 20.01"), survivors);
        Assert.Contains(new("example/one/fees.yaml", 6, "fees.APP.amount[1].value", "USD 20.00", "USD 19.99"), survivors);
        Assert.Contains(new("example/one/ethics.yaml", 3, "codeOfEthics[1].from", "2021-01-01", "2021-01-02"), survivors);
        Assert.Contains(new("example/one/settings.yaml", 2, "settings.strict.value", "false", "true"), survivors);
        Assert.Contains(new("governing.yaml", 4, "governing.filing[0].from", "2020-01-01", "2020-01-02"), survivors);
    }

    [Fact]
    public void A_folder_that_does_not_load_cannot_be_tried()
    {
        using var folder = new StandardsFolder().Write("governing.yaml", "format: 2\n");

        Assert.Throws<ArgumentException>(() => Mutations.Run(folder.Path, CancellationToken.None));
    }
}
