using System.Runtime.CompilerServices;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Tests.Standards;

/// <summary>
/// A queue of thousands is decided at once, so a decision allocates little besides what it gives back. Bytes are exact on
/// every machine; times are measured in bench/ENGINE.md.
/// </summary>
[Trait("Category", "Allocation")]
public class AllocationTests
{
    private const long Most = 4_096;

    /// <summary>Every worked application of every pathway of both packs: whole, empty, wrong and refused ones.</summary>
    public static TheoryData<string, string> Pathways => new()
    {
        { "calmhsa", "initial" }, { "calmhsa", "out-of-state" }, { "calmhsa", "grandparenting" }, { "calmhsa", "" },
        { "dhcs", "initial" }, { "dhcs", "out-of-state" }, { "dhcs", "grandparenting" }, { "dhcs", "" },
    };

    [Theory]
    [MemberData(nameof(Pathways))]
    public void No_application_allocates_more_than_four_kilobytes(string authority, string pathway)
    {
        var applications = Packs.Files.Where(f => f.Pack.Stamp.Authority == authority && f.Case.Question == "application" && PathwayOf(f.Case.Facts) == pathway).ToList();

        Assert.NotEmpty(applications);
        Assert.Empty(applications.Select(f => (Bytes: Bytes(f.Pack, f.Case), f.Case.Place.Name)).Where(f => f.Bytes > Most).OrderDescending());
    }

    /// <summary>Words for a day are shared inside a decision; so the most is said where no two facts are of one day.</summary>
    [Theory]
    [InlineData("A whole initial application is granted")]
    [InlineData("A whole out-of-state application is granted")]
    public void Nor_where_every_fact_is_of_another_day(string name)
    {
        var whole = Packs.Case(Packs.CalMhsa, name);
        var spread = whole with { Facts = new([.. whole.Facts.All.Select((f, n) => Earlier(f, n))]) };

        Assert.Equal(Outcome.Grant, spread.Decide(Packs.CalMhsa).Outcome);
        Assert.InRange(Bytes(Packs.CalMhsa, spread), 1, Most);
    }

    private static Fact Earlier(Fact fact, int days) => fact switch
    {
        Fact.Document f => f with { ReceivedOn = f.ReceivedOn.AddDays(-days) },
        Fact.Attestation f => f with { On = f.On.AddDays(-days) },
        Fact.Event f => f with { On = f.On.AddDays(-days) },
        _ => fact,
    };

    [Theory]
    [InlineData("registration")]
    [InlineData("exam")]
    [InlineData("certificate")]
    public void Nor_does_any_other_question(string question) =>
        Assert.All(Packs.Files.Where(f => f.Case.Question == question), f => Assert.InRange(Bytes(f.Pack, f.Case), 1, Most));

    /// <summary>The pathways of the packs are all of those that are measured.</summary>
    [Fact]
    public void Every_pathway_is_measured() =>
        Assert.All(Packs.Library.Packs, pack => Assert.All(
            pack.Kinds["pathway"].Values, pathway => Assert.Contains(Pathways, row => row.SequenceEqual([pack.Stamp.Authority, pathway]))));

    private static string PathwayOf(Facts facts) => facts.All.OfType<Fact.PersonAttribute>().LastOrDefault(f => f.Kind == "pathway")?.Value ?? "";

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static long Bytes(Pack pack, Case.Decided given)
    {
        Evaluator.Decide(pack, given.Question, given.Facts, given.AsOf);   // what is made once is made now
        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluator.Decide(pack, given.Question, given.Facts, given.AsOf);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
