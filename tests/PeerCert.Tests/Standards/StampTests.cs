using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;

namespace PeerCert.Tests.Standards;

public class StampTests
{
    private static Pack Load(StandardsFolder folder) =>
        folder.Load() is { Library: { } library } ? library.Packs[0] : throw new InvalidOperationException(string.Join('\n', folder.Load().Errors));

    private static readonly Pack Plain = LoadUnchanged();

    private static Pack LoadUnchanged()
    {
        using var folder = new StandardsFolder();
        return Load(folder);
    }

    [Theory]
    [InlineData("example/one/texts/en.yaml", "Age", "How old you are")]
    [InlineData("example/one/requirements/request.yaml", "years: 18", "years: 18   # a remark")]
    [InlineData("example/one/requirements/request.yaml", "        attribute: birth-date\n        years: 18\n", "        years: 18\n        attribute: birth-date\n")]
    [InlineData("example/one/clocks.yaml", "{length: 30, unit: days, cite: Guide §4}", "\n    unit: days\n    cite: \"Guide §4\"\n    length: 30\n")]
    public void Words_remarks_and_layout_change_no_stamp(string file, string find, string with)
    {
        using var folder = new StandardsFolder().Replace(file, find, with);

        Assert.Equal(Plain.Stamp, Load(folder).Stamp);
        Assert.Equal(Plain.CanonicalJson, Load(folder).CanonicalJson);
    }

    [Fact]
    public void Content_cases_and_other_languages_change_no_stamp()
    {
        using var folder = new StandardsFolder()
            .Write("example/one/content/code-of-ethics.2.en.md", "# A code\n")
            .Write("example/one/cases/a.yaml", "format: 1\ncases: []\n")
            .Write("example/one/texts/es.yaml", "texts:\n  age.title: Edad\n");

        Assert.Equal(Plain.Stamp, Load(folder).Stamp);
        Assert.Equal("# A code\n", Load(folder).CodeText("2", "en"));
        Assert.Equal("Edad", Load(folder).Texts["es"]["age.title"].Forms["other"]);
    }

    [Fact]
    public void The_file_a_question_stands_in_changes_no_stamp()
    {
        using var folder = new StandardsFolder()
            .Delete("example/one/requirements/request.yaml")
            .Write("example/one/requirements/other.yaml", StandardsFolder.Bytes("example/one/requirements/request.yaml"));

        Assert.Equal(Plain.Stamp, Load(folder).Stamp);
    }

    [Theory]
    [InlineData("example/one/pack.yaml", "An example", "Another example")]
    [InlineData("example/one/facts.yaml", "[long, short]", "[short, long]")]
    [InlineData("example/one/requirements/request.yaml", "years: 18", "years: 19")]
    [InlineData("example/one/requirements/request.yaml", "Guide §2.1", "Guide §2.4")]
    [InlineData("example/one/fees.yaml", "USD 20.00", "USD 20.01")]
    [InlineData("example/one/clocks.yaml", "length: 30", "length: 31")]
    [InlineData("example/one/lifecycle.yaml", "years: 2", "years: 3")]
    [InlineData("example/one/ethics.yaml", "2021-01-01", "2021-01-02")]
    [InlineData("example/one/settings.yaml", "value: false", "value: true")]
    public void Every_normative_value_changes_the_stamp(string file, string find, string with)
    {
        using var folder = new StandardsFolder().Replace(file, find, with);

        Assert.NotEqual(Plain.Stamp, Load(folder).Stamp);
    }

    /// <summary>Where a value is printed is as much part of the standard as the value.</summary>
    [Fact]
    public void Every_citation_changes_the_stamp()
    {
        var tried = 0;
        foreach (var file in StandardsFolder.Files.Where(f => f.StartsWith(StandardsFolder.Pack, StringComparison.Ordinal) && !f.Contains("/texts/", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.UTF8.GetString(StandardsFolder.Bytes(file));
            for (var at = text.IndexOf("Guide §", StringComparison.Ordinal); at >= 0; at = text.IndexOf("Guide §", at + 1, StringComparison.Ordinal))
            {
                using var folder = new StandardsFolder().Write(file, text.Insert(at + "Guide §".Length, "9"));
                Assert.NotEqual(Plain.Stamp, Load(folder).Stamp);
                tried++;
            }
        }

        Assert.Equal(14, tried);
    }

    [Fact]
    public void The_stamp_is_the_hash_of_the_canonical_form_that_the_pack_keeps()
    {
        Assert.Equal(Plain.Stamp.Sha256, CanonicalJson.Sha256(System.Text.Json.Nodes.JsonNode.Parse(Plain.CanonicalJson)));
        Assert.StartsWith("""{"clocks":{"clocks":{"notice":{"cite":"Guide §4","length":30,"unit":"days"}}},""", Plain.CanonicalJson, StringComparison.Ordinal);
    }

    /// <summary>A published pack never changes. A new value here means that decisions of the past no longer find their text.</summary>
    [Fact]
    public void The_stamp_of_the_example_is_what_it_always_was() =>
        Assert.Equal("6141ce0bb7b705abdb3a3974a27da2c29327bbb58f4dad46e1d73c5929a8bb05", Plain.Stamp.Sha256);

    [Theory]
    [InlineData("USD 20.00", "USD 20.01", true)]
    [InlineData("2021-01-01, value: USD 20.00, cite: Guide §3", "2021-01-01, value: USD 20.00, cite: Guide §3.1", true)]
    [InlineData("{from: 2021-01-01, value: USD 20.00, cite: Guide §3}", "{cite: Guide §3, value: USD 20.00, from: 2021-01-01}", false)]
    public void Approval_of_a_fee_is_of_exactly_that_line(string find, string with, bool changes)
    {
        using var folder = new StandardsFolder().Replace("example/one/fees.yaml", find, with);

        Assert.Equal(changes, Plain.Fees["APP"].Sha256 != Load(folder).Fees["APP"].Sha256);
    }

    [Fact]
    public void A_line_that_a_later_version_repeats_stays_approved()
    {
        using var folder = new StandardsFolder().Replace("example/one/pack.yaml", "An example", "Another edition");

        Assert.Equal(Plain.Fees["APP"].Sha256, Load(folder).Fees["APP"].Sha256);
    }
}
