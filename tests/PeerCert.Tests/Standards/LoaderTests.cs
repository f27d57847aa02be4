using PeerCert.Standards.Loading;

namespace PeerCert.Tests.Standards;

public class LoaderTests
{
    private const string Head = "example/one/pack.yaml";
    private const string Facts = "example/one/facts.yaml";
    private const string Rules = "example/one/requirements/request.yaml";
    private const string Fees = "example/one/fees.yaml";
    private const string Clocks = "example/one/clocks.yaml";
    private const string Lifecycle = "example/one/lifecycle.yaml";
    private const string Ethics = "example/one/ethics.yaml";
    private const string Settings = "example/one/settings.yaml";
    private const string Texts = "example/one/texts/en.yaml";
    private const string Governing = "governing.yaml";

    [Fact]
    public void The_unbroken_folder_loads()
    {
        using var folder = new StandardsFolder();
        var result = folder.Load();

        Assert.Empty(result.Errors);
        Assert.NotNull(result.Library);
    }

    [Theory]
    // what YAML allows and a standard must not hold
    [InlineData(Facts, "request: {shape: filing}", "birth-date: {shape: filing}", "duplicate-key", 4, "already given in line 2")]
    [InlineData(Facts, "{shape: filing}", "&a {shape: filing}", "anchor", 4, "Anchors and aliases")]
    [InlineData(Facts, "{shape: filing}", "*a", "anchor", 4, "Anchors and aliases")]
    [InlineData(Facts, "{shape: filing}", "{shape: filing, <<: x}", "merge-key", 4, "Merge keys")]
    [InlineData(Facts, "{shape: filing}", "!!map {shape: filing}", "tag", 4, "Tags")]
    [InlineData(Facts, "request: {shape: filing}", "[a]: {shape: filing}", "wrong-type", 4, "A key is not a word")]
    [InlineData(Facts, "{shape: filing}", "{shape: filing", "not-yaml", 4, "not well-formed YAML")]
    [InlineData(Facts, "request: {shape: filing}", "request: 'a", "not-yaml", 4, "not well-formed YAML")]
    [InlineData(Facts, "kinds:", "---\na: b\n---\nkinds:", "several-documents", 4, "more than one YAML document")]
    [InlineData(Facts, "{shape: filing}", "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "too-deep", 4, "deeper than 16 levels")]
    [InlineData(Head, "An example", "\"An \\a example\"", "bad-character", 4, "control character")]
    [InlineData(Head, "An example", "\"An \\ud800 example\"", "not-yaml", 4, "not well-formed")]
    // keys and types
    [InlineData(Head, "title: An example", "title: An example\ntitel: An example", "unknown-key", 5, "titel")]
    [InlineData(Head, "title: An example\n", "", "missing-key", 1, "title")]
    [InlineData(Head, "format: 1", "format: 2", "not-one-of", 1, "format cannot be 2")]
    [InlineData(Head, "2020-01-01", "2020-02-30", "wrong-type", 5, "a date such as")]
    [InlineData(Head, "2020-01-01", "01/02/2020", "wrong-type", 5, "a date such as")]
    [InlineData(Rules, "years: 18", "years: eighteen", "wrong-type", 10, "a whole number")]
    [InlineData(Rules, "years: 18", "years: -18", "wrong-type", 10, "a whole number")]
    [InlineData(Rules, "years: 18", "years: \"18\"", "wrong-type", 10, "a whole number")]
    [InlineData(Rules, "years: 18", "years: 18\n        months: 1", "unknown-key", 11, "months")]
    [InlineData(Rules, "        years: 18\n", "", "missing-key", 6, "years")]
    [InlineData(Rules, "rule: age-at-least", "rule: age-exactly", "not-one-of", 7, "age-exactly")]
    [InlineData(Rules, "id: age", "id: Age!", "wrong-type", 6, "lower-case letters")]
    [InlineData(Rules, "id: course", "id: age", "duplicate-name", 11, "a rule called age")]
    [InlineData(Rules, "id: age", "id: clock", "reserved-name", 6, "cannot be called clock")]
    [InlineData(Settings, "{value: false,", "{value: [],", "wrong-type", 2, "a text")]
    // citations
    [InlineData(Rules, "        cite: Guide §2.1\n", "", "citation-missing", 6, "no citation")]
    [InlineData(Rules, "cite: Guide §2.1", "cite:", "citation-missing", 8, "no citation")]
    [InlineData(Rules, "cite: Guide §2.1", "cite: Guide", "citation-without-section", 8, "no place in it")]
    [InlineData(Rules, "cite: Guide §2.1", "cite: Guidebook §2.1", "citation-unknown", 8, "Guidebook")]
    [InlineData(Fees, "value: USD 20.00, cite: Guide §3", "value: USD 20.00", "citation-missing", 6, "no citation")]
    [InlineData(Clocks, ", cite: Guide §4", "", "citation-missing", 2, "no citation")]
    [InlineData(Settings, ", cite: Guide §7", "", "citation-missing", 2, "no citation")]
    [InlineData(Lifecycle, "vacated, cite: Guide §5", "vacated", "citation-missing", 5, "no citation")]
    [InlineData(Governing, "filing: [{from: 2020-01-01, pack: example/one, cite: Guide §1}]", "filing: [{from: 2020-01-01, pack: example/one}]", "citation-missing", 4, "no citation")]
    // money, kinds, shapes, units
    [InlineData(Fees, "USD 20.00", "20.00", "currency-missing", 6, "no currency")]
    [InlineData(Fees, "USD 20.00", "EUR 20.00", "wrong-type", 6, "USD 100.00")]
    [InlineData(Fees, "USD 20.00", "USD 20", "wrong-type", 6, "USD 100.00")]
    [InlineData(Rules, "attribute: birth-date", "attribute: birthday", "undeclared-kind", 9, "birthday")]
    [InlineData(Rules, "attribute: birth-date", "attribute: course", "wrong-shape", 9, "declared as span; this needs attribute")]
    [InlineData(Rules, "unit: hours", "unit: days", "wrong-unit", 15, "counted in hours, not in days")]
    [InlineData(Facts, "unit: hours", "unit: parsecs", "not-one-of", 5, "parsecs")]
    [InlineData(Facts, "{shape: filing}", "{shape: filing, unit: hours}", "wrong-unit", 4, "counted in nothing")]
    [InlineData(Clocks, "unit: days", "unit: moons", "wrong-unit", 2, "not in moons")]
    [InlineData(Rules, "fee: APP", "fee: APPL", "undeclared", 20, "no fee line called APPL")]
    // days and order
    [InlineData(Fees, "2021-01-01", "2020-01-01", "overlapping-entries", 6, "does not come after")]
    [InlineData(Fees, "2021-01-01", "2019-12-31", "overlapping-entries", 6, "does not come after")]
    [InlineData(Ethics, "2021-01-01", "2020-01-01", "overlapping-entries", 3, "does not come after")]
    [InlineData(Ethics, "\"2\"", "\"1\"", "duplicate-name", 3, "version of the code called 1")]
    [InlineData(Lifecycle, "name: vacated", "name: vacated, yearsAfterDue: 1", "tier-order", 5, "the last one ends")]
    [InlineData(Lifecycle, "yearsAfterDue: 0, ", "", "tier-order", 4, "not in order")]
    [InlineData(Governing, "fee: [{from: 2020-01-01", "fee: [{from: 2019-12-31", "governs-too-early", 7, "speaks only from 2020-01-01")]
    [InlineData(Governing, "fee: [{from: 2020-01-01, pack: example/one", "fee: [{from: 2020-01-01, pack: example/two", "undeclared", 7, "no pack called example/two")]
    [InlineData(Head, "version: one", "version: on", "name-differs", 3, "example/on")]
    // texts
    [InlineData(Texts, "  age.met: You were {years}.\n", "", "text-missing", 6, "age.met is missing in texts/en.yaml")]
    [InlineData(Texts, "  clock.notice: By {due}.\n", "", "text-missing", 2, "clock.notice")]
    [InlineData(Texts, "  fee.APP: A fee\n", "", "text-missing", 3, "fee.APP")]
    [InlineData(Texts, "  tier.vacated: Vacated", "", "text-missing", 5, "tier.vacated")]
    [InlineData(Texts, "fee.APP: A fee", "fee.APP: A fee\n  fee.OLD: A fee", "text-unused", 20, "fee.OLD")]
    [InlineData(Texts, "Pay {amount}.", "Pay {sum}.", "unknown-placeholder", 15, "no argument sum")]
    [InlineData(Texts, "{count: required, one", "{count: hours, one", "unknown-placeholder", 10, "no argument hours")]
    [InlineData(Texts, "{count: required, one", "{one", "missing-key", 10, "count")]
    [InlineData(Texts, ", other: \"You need {required} hours.\"", "", "missing-key", 10, "other")]
    [InlineData(Texts, "{count: required, one", "{count: required, dual", "unknown-key", 10, "dual")]
    public void One_mistake_gives_one_error_with_its_line(string file, string find, string with, string code, int line, string words)
    {
        using var folder = new StandardsFolder().Replace(file, find, with);
        var result = folder.Load();

        Assert.Null(result.Library);
        var error = Assert.Single(result.Errors, e => e.Code == code);
        Assert.Equal(line, error.Line);
        Assert.Contains(words, $"{error.What} {error.Mend}", StringComparison.Ordinal);
        Assert.NotEqual("", error.Why);
        Assert.NotEqual("", error.Mend);
        Assert.DoesNotContain(result.Errors, e => e.File.StartsWith('/'));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_with_their_line()
    {
        using var folder = new StandardsFolder().Write(Facts, [.. "kinds:\n  caf"u8, 0xE9, .. ": {shape: filing}\n"u8]);
        var error = Assert.Single(folder.Load().Errors, e => e.File == Facts);

        Assert.Equal(("not-utf8", 2), (error.Code, error.Line));
    }

    [Fact]
    public void A_byte_order_mark_changes_nothing()
    {
        using var plain = new StandardsFolder();
        using var marked = new StandardsFolder().Write(Facts, [0xEF, 0xBB, 0xBF, .. StandardsFolder.Bytes(Facts)]);

        Assert.Equal(plain.Load().Library?.Packs[0].Stamp, marked.Load().Library?.Packs[0].Stamp);
    }

    [Theory]
    [InlineData(512 * 1024, false)]
    [InlineData(512 * 1024 + 1, true)]
    public void A_file_larger_than_the_limit_is_refused_unread(int size, bool refused)
    {
        var bytes = new byte[size];
        Array.Fill(bytes, (byte)'#');
        StandardsFolder.Bytes(Facts).CopyTo(bytes, 0);
        bytes[StandardsFolder.Bytes(Facts).Length] = (byte)'\n';
        using var folder = new StandardsFolder().Write(Facts, bytes);

        Assert.Equal(refused, folder.Load().Errors.Any(e => e.Code == "too-large"));
        Assert.Equal(refused, folder.Load().Library is null);
    }

    [Fact]
    public void Two_folders_cannot_hold_one_pack()
    {
        using var folder = new StandardsFolder();
        foreach (var file in StandardsFolder.Files.Where(f => f.StartsWith("example/one/", StringComparison.Ordinal)))
            folder.Write(file.Replace("/one/", "/two/", StringComparison.Ordinal), StandardsFolder.Bytes(file));

        var errors = folder.Load().Errors;
        Assert.Equal(["name-differs", "two-packs-of-one-name"], errors.Select(e => e.Code).Order());
        Assert.All(errors, e => Assert.Equal("example/two/pack.yaml", e.File));
    }

    [Theory]
    [InlineData("governing.yaml")]
    [InlineData(Head)]
    [InlineData(Lifecycle)]
    public void A_missing_file_is_named(string file)
    {
        using var folder = new StandardsFolder().Delete(file);

        Assert.Contains(folder.Load().Errors, e => e.Code == "file-missing" && e.What.Contains(Path.GetFileName(file), StringComparison.Ordinal));
    }

    [Fact]
    public void A_misspelt_file_is_not_passed_over()
    {
        using var folder = new StandardsFolder().Write("example/one/fee.yaml", "fees: {}");

        Assert.Equal("example/one/fee.yaml", Assert.Single(folder.Load().Errors, e => e.Code == "unknown-file").File);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a remark\n")]
    public void An_empty_file_is_refused(string text)
    {
        using var folder = new StandardsFolder().Write(Clocks, text);

        Assert.Contains(folder.Load().Errors, e => e is { Code: "empty-file", File: Clocks });
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_and_no_exception() =>
        Assert.Equal("folder-missing", Assert.Single(StandardsLoader.Load(Path.Combine(Path.GetTempPath(), "no-such-standards")).Errors).Code);

    [Fact]
    public void Two_mistakes_are_both_told_at_once()
    {
        using var folder = new StandardsFolder().Replace(Clocks, "unit: days", "unit: moons").Replace(Fees, "USD 20.00", "20.00");

        Assert.Equal(["currency-missing", "wrong-unit"], folder.Load().Errors.Select(e => e.Code).Order());
    }

    /// <summary>Whatever bytes stand in a file: a library or errors, never an exception.</summary>
    [Fact]
    public void No_bytes_bring_the_loader_down()
    {
        var random = new Random(20250515);
        var files = StandardsFolder.Files.ToArray();
        var pieces = "{}[]:,-#&*!|>'\"%@`\n\t \\?<~\0é\u2028";
        using var folder = new StandardsFolder();
        for (var run = 0; run < 250; run++)
        {
            var file = files[random.Next(files.Length)];
            var bytes = StandardsFolder.Bytes(file).ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes.RemoveAt(at); break;
                    case 1: bytes[at] = (byte)random.Next(256); break;
                    case 2: bytes.InsertRange(at, System.Text.Encoding.UTF8.GetBytes(pieces.Substring(random.Next(pieces.Length - 1), 1))); break;
                    default: bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)); break;
                }

                if (bytes.Count == 0)
                    break;
            }

            var result = folder.Write(file, [.. bytes]).Load();
            Assert.True(result.Library is null != result.Errors.IsEmpty);
            folder.Write(file, StandardsFolder.Bytes(file));
        }
    }
}
