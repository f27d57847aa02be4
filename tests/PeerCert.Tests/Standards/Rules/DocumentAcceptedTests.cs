using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards.Rules;

public class DocumentAcceptedTests
{
    private static readonly Pack Education = With(new DocumentAccepted([new("diploma", []), new("transcript", ["graduated", "graduation-date"])], new("Guide", "§7")) { Id = "r", Source = Source });

    private static Fact Diploma(string day, DocumentCheck? check) => new Fact.Document("diploma", Day(day), check);

    private static Fact Transcript(string day, params string[] features) => new Fact.Document("transcript", Day(day), DocumentCheck.Accepted) { Features = [.. features] };

    [Theory]
    [InlineData(DocumentCheck.Accepted, "met met(kind.diploma, 2025-06-01) [Guide §1]")]
    [InlineData(DocumentCheck.NotAccepted, "not-met not-accepted(kind.diploma, 2025-06-01) supply [Guide §1]")]
    [InlineData(DocumentCheck.Falsified, "not-met falsified(kind.diploma, 2025-06-01) never [Guide §7]")]
    [InlineData(null, "unknown not-looked-at(kind.diploma, 2025-06-01) [Guide §1]")]
    public void What_staff_found_decides(DocumentCheck? check, string says) => Assert.Equal(says, Education.Says("2025-07-01", Diploma("2025-06-01", check)));

    [Fact]
    public void Nothing_handed_in_is_missing() => Assert.Equal("not-met missing() supply [Guide §1]", Education.Says("2025-07-01", Diploma("2025-07-02", DocumentCheck.Accepted)));

    [Fact]
    [Provision("CAL-202.1.B")]
    public void A_document_needs_all_its_features_and_the_first_that_lacks_is_named()
    {
        Assert.Equal("met met(kind.transcript, 2025-06-01) [Guide §1]", Education.Says("2025-07-01", Transcript("2025-06-01", "graduated", "graduation-date")));
        Assert.Equal("not-met lacks(kind.transcript, kind.transcript.graduation-date, 2025-06-01) supply [Guide §1]", Education.Says("2025-07-01", Transcript("2025-06-01", "graduated")));
        Assert.Equal("not-met lacks(kind.transcript, kind.transcript.graduated, 2025-06-01) supply [Guide §1]", Education.Says("2025-07-01", Transcript("2025-06-01")));
    }

    [Fact]
    public void Of_several_that_lack_something_the_newest_is_named()
    {
        Fact[] facts = [Transcript("2025-06-02", "graduated"), Transcript("2025-06-01", "graduation-date")];

        Assert.Equal("not-met lacks(kind.transcript, kind.transcript.graduation-date, 2025-06-02) supply [Guide §1]", Education.Says("2025-07-01", facts));
        Assert.Equal("not-met lacks(kind.transcript, kind.transcript.graduation-date, 2025-06-02) supply [Guide §1]", Education.Says("2025-07-01", facts.Reverse()));
    }

    [Fact]
    public void Of_several_the_newest_is_named() =>
        Assert.All(
            Enum.GetValues<DocumentCheck>().Cast<DocumentCheck?>().Append(null),
            check =>
            {
                Assert.Contains("2025-06-02", Education.Says("2025-07-01", Diploma("2025-06-02", check), Diploma("2025-06-01", check)), StringComparison.Ordinal);
                Assert.Contains("2025-06-02", Education.Says("2025-07-01", Diploma("2025-06-01", check), Diploma("2025-06-02", check)), StringComparison.Ordinal);
            });

    /// <summary>Falsified beats good, good beats waiting, waiting beats lacking, lacking beats refused.</summary>
    [Fact]
    [Provision("ETH-H13")]
    public void What_weighs_most_is_said_first()
    {
        List<Fact> facts = [Diploma("2025-06-01", DocumentCheck.NotAccepted)];
        string Then(Fact fact)
        {
            facts.Insert(0, fact);
            return Education.Ask("2025-07-01", facts).Because.Key;
        }

        Assert.Equal("r.lacks", Then(Transcript("2025-05-01")));
        Assert.Equal("r.not-looked-at", Then(Diploma("2025-05-01", null)));
        Assert.Equal("r.met", Then(Diploma("2025-05-01", DocumentCheck.Accepted)));
        Assert.Equal("r.falsified", Then(Diploma("2025-05-01", DocumentCheck.Falsified)));
    }
}
