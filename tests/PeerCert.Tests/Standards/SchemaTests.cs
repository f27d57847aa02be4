using System.Text.RegularExpressions;
using PeerCert.Standards.Loading;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>
/// The schemas that editors use say the same as the loader. They are asked by another reader of YAML and of JSON Schema
/// (<c>tests/schemas</c>): every file fits the one it names, and what is wrong is wrong for both.
/// </summary>
[Trait("Category", "Tools")]
public sealed partial class SchemaTests
{
    private const string Pack = "example/one/pack.yaml";
    private const string Facts = "example/one/facts.yaml";
    private const string Rules = "example/one/requirements/request.yaml";
    private const string Fees = "example/one/fees.yaml";
    private const string Clocks = "example/one/clocks.yaml";
    private const string Lifecycle = "example/one/lifecycle.yaml";
    private const string Ethics = "example/one/ethics.yaml";
    private const string Settings = "example/one/settings.yaml";
    private const string Texts = "example/one/texts/en.yaml";
    private const string Governing = "governing.yaml";
    private const string Exam = "example/one/exam.yaml";
    private const string Ce = "example/one/ce.yaml";
    private const string Specialisations = "example/one/specialisations.yaml";
    private const string Demographics = "example/one/demographics.yaml";
    private const string Amendment = "example/one/amendments/a.yaml";
    private const string Operator = "operator.yaml";
    private const string Cases = "example/one/cases/a.yaml";

    /// <summary>What the example does not need, so that every schema has a file that fits it.</summary>
    private static readonly Dictionary<string, string> Besides = new()
    {
        [Exam] = "modes: [{name: in-person, cite: Guide §8}]\nlanguages: [{tag: en, cite: Guide §8}]\n",
        [Ce] = "cite: Guide §8\nhoursPerUnit: 4\nproof: {kind: letter, needs: [name], cite: Guide §8}\nsources: [{name: school, cite: Guide §8}]\nareas: [{name: other-area, cite: Guide §8}]\nmodes: [{name: online, cite: Guide §8}]\ntopics: [{name: other, cite: Guide §8}]\n",
        [Specialisations] = "cite: Guide §8\nadvertising: {title: Certified Example, abbreviation: CE, beforeNumber: \"#\", captionOfOne: Area, captionOfSeveral: Areas, cite: Guide §8}\nareas: [{name: night, title: Work at Night, competencies: [lamps], cite: Guide §8}]\n",
        [Demographics] = "questions:\n  region: {values: [north, south], choose: several, cite: Guide §8}\n  work: {like: region, cite: Guide §8}\n",
        [Amendment] = "format: 1\nname: later\nfrom: 2022-01-01\nvalues:\n  age.years: {value: 21, cite: Guide §9}\n",
        [Operator] = "format: 1\nsettings:\n  example/one:\n    strict: [{from: 2022-01-01, value: true}]\n",
        [Cases] = """
            format: 1
            cases:
              - name: Old enough
                question: request
                asOf: 2021-06-01
                facts:
                  - {shape: attribute, kind: birth-date, day: 2003-06-01}
                  - {shape: span, kind: course, to: 2021-05-01, quantity: 79.5, unit: hours}
                expect: {outcome: deficient, findings: {age: {verdict: met}}}
              - name: The notice
                clock: {name: notice, start: 2021-01-01, filedOn: 2021-01-01}
                expect: {due: 2021-01-31}
            """,
    };

    /// <summary>File, text, what stands there instead: wrong by its form, for the loader and for the schema.</summary>
    private static readonly (string File, string Find, string With)[] Wrong =
    [
        (Pack, "format: 1", "format: 2"), (Pack, "title: An example", "titel: An example"), (Pack, "2020-01-01", "01/01/2020"), (Pack, "2020-01-01", "2021-02-29"), (Pack, "2020-01-01", "2100-02-29"), (Pack, "2020-01-01", "1899-12-31"), (Pack, "2020-01-01", "2200-01-01"), (Pack, "authority: example", "authority: Example"),
        (Facts, "{shape: filing}", "{shape: letter}"), (Facts, "unit: hours", "unit: parsecs"), (Facts, "{shape: span, unit: hours}", "{shape: span}"), (Facts, "{shape: filing}", "{shape: filing, unit: hours}"),
        (Facts, "detail: fee-line", "detail: fee"), (Facts, "[long, short]", "[]"), (Facts, "request: {", "Request: {"), (Facts, "birth-date: {shape: attribute}", "birth-date: {shape: attribute, day: future}"),
        (Rules, "rule: age-at-least", "rule: age-exactly"), (Rules, "id: age", "id: Age!"), (Rules, "        years: 18\n", ""), (Rules, "years: 18", "years: -18"), (Rules, "years: 18", "years: \"18\""), (Rules, "quantity: 80", "quantity: 100001"),
        (Rules, "years: 18", "years: 18\n        months: 1"), (Rules, "        cite: Guide §2.1\n", ""), (Rules, "cite: Guide §2.1", "cite: Guide"), (Rules, "unit: hours", "units: hours"),
        (Rules, "years: 18", "years: []"), (Rules, "years: 18", "years: [{from: 2020-01-01, value: 18}]"), (Rules, "years: 18", "years: {value: 18}"), (Rules, "years: 18", "years: 18\n        when: {path: []}"),
        (Rules, "filing: request\n", "\n"), (Rules, "event: paid", "event: paid\n      - {id: open, rule: filed-between, cite: Guide §2.4}"),
        (Rules, "event: paid", "event: paid\n      - {id: sat, rule: passed, cite: Guide §2.4, attempt: exam, months: 12}"),
        (Rules, "event: paid", "event: paid\n      - {id: over, rule: free-of, cite: Guide §2.4, overlay: ban, remedy: wait}"),
        (Rules, "event: paid", "event: paid\n      - {id: all, rule: all-of, cite: Guide §2.4, parts: []}"),
        (Rules, "event: paid", "event: paid\n      - {id: work, rule: hours-inside, cite: Guide §2.4, span: course, unit: hours, quantity: 1, months: 1, recentQuantity: 1}"),
        (Fees, "USD 20.00", "20.00"), (Fees, "USD 20.00", "USD 20"), (Fees, "value: USD 20.00, cite: Guide §3", "value: USD 20.00"), (Fees, "APP:", "App:"),
        (Clocks, "unit: days", "unit: moons"), (Clocks, "length: 30", "length: 100001"), (Lifecycle, "yearsAfterDue: 0", "yearsAfterDue: 1001"), (Clocks, "length: 30", "length: -1"), (Clocks, ", cite: Guide §4", ""), (Clocks, "unit: days, ", ""),
        (Lifecycle, "years: 2", "years: two"), (Lifecycle, "name: vacated, cite: Guide §5", "name: vacated"), (Lifecycle, "tiersFrom: 2020-01-01\n", ""),
        (Ethics, "version: \"2\", ", ""), (Ethics, "2021-01-01", "2021"), (Ethics, "from: 2021-01-01, cite: Guide §6", "from: 2021-01-01, site: Guide §6"),
        (Settings, ", cite: Guide §7", ""), (Settings, "{value: false,", "{value: [],"),
        (Texts, "{count: required, one", "{count: required, dual"), (Texts, ", other: \"You need {required} hours.\"", ""),
        (Governing, "conduct: [{from: 2020-01-01, pack: example/one, cite: Guide §1}]\n", "\n"), (Governing, "fee: [{from: 2020-01-01, pack: example/one, cite: Guide §1}]", "fee: []"),
        (Demographics, "choose: several", "choose: two"), (Demographics, "[north, south]", "[]"), (Demographics, "values: [north, south], ", ""), (Demographics, "like: region", "likes: region"), (Demographics, "region: {", "Region: {"),
        (Ce, "name: school, ", ""), (Ce, "hoursPerUnit: 4", "hoursPerUnit: four"), (Ce, "needs: [name]", "needs: []"), (Ce, "cite: Guide §8\n", ""), (Ce, "[{name: other, cite: Guide §8}]", "[]"),
        (Specialisations, "captionOfOne: Area, ", ""), (Specialisations, "[lamps]", "[]"), (Specialisations, "title: Work at Night", "titel: Work at Night"), (Specialisations, "name: night", "name: Night"), (Specialisations, "cite: Guide §8\nadvertising", "advertising"),
        (Exam, "name: in-person, ", ""), (Exam, "[{tag: en, cite: Guide §8}]", "[]"),
        (Amendment, "from: 2022-01-01\n", ""), (Amendment, "{value: 21, cite: Guide §9}", "21"), (Amendment, "name: later", "name: Later on"),
        (Operator, "format: 1\n", ""), (Operator, "{from: 2022-01-01, value: true}", "{value: true}"), (Operator, "[{from: 2022-01-01, value: true}]", "true"),
        (Cases, "shape: attribute, kind: birth-date, day", "shape: attribute, kind: birth-date, dye"), (Cases, "kind: course, to: 2021-05-01", "kind: course"), (Cases, "quantity: 79.5", "quantity: -1"),
        (Cases, "outcome: deficient", "outcome: perhaps"), (Cases, "verdict: met", "verdict: maybe"), (Cases, "    asOf: 2021-06-01\n", ""), (Cases, "name: Old enough", "nome: Old enough"),
        (Cases, "expect: {due: 2021-01-31}", "asOf: 2021-01-01"), (Cases, "expect: {due: 2021-01-31}", "expect: {tier: current}"),
        (Cases, "expect: {due: 2021-01-31}", "question: request\n    asOf: 2021-01-01\n    expect: {due: 2021-01-31}"),
    ];

    public static IEnumerable<object[]> Files =>
        Directory.EnumerateFiles(Repository.Standards, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => new object[] { Path.GetRelativePath(Repository.Standards, f) });

    private static readonly Lazy<Dictionary<string, string[]>> Unfit = new(() =>
    {
        var files = Files.Select(f => (string)f[0]).ToList();
        return files.Zip(JsonSchemas.Unfit(files.Select(f => (Named(f), Path.Combine(Repository.Standards, f))))).ToDictionary(f => f.First, f => f.Second);
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_names_its_schema_and_fits_it(string file) => Assert.Empty(Unfit.Value[file]);

    [Fact]
    public void What_the_loader_takes_fits_the_schema()
    {
        using var folder = Whole();

        Assert.Empty(Mistakes(folder, Cases));
        var files = StandardsFolder.Files.Concat(Besides.Keys).ToList();
        Assert.All(files.Zip(JsonSchemas.Unfit(files.Select(f => (For(f), Path.Combine(folder.Path, f))))), f => Assert.True(f.Second.Length == 0, $"{f.First}: {string.Join(", ", f.Second)}"));
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(Repository.Standards, "schema"), "*.json").Select(Path.GetFileName).Order(),
            files.Select(f => Path.GetFileName(For(f))).Append("decisions.schema.json").Distinct().Order());
    }

    /// <summary>The files of the tutorial are written with the schemas beside them.</summary>
    [Fact]
    public void What_the_tutorial_makes_fits_the_schema()
    {
        var folder = Path.Combine(Repository.Root, "tests", "PeerCert.Tests", "Standards", "Authoring", "standards");
        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(JsonSchemas.Unfit(files.Select(f => (For(f), f))).SelectMany(e => e));
    }

    [Fact]
    public void What_is_wrong_is_refused_by_the_loader_and_by_the_schema()
    {
        var folders = Wrong.Select(w => Whole().Write(w.File, Changed(w))).ToList();
        try
        {
            var byLoader = folders.Zip(Wrong, (f, w) => Mistakes(f, w.File).Length > 0).ToList();
            var bySchema = JsonSchemas.Unfit(folders.Zip(Wrong, (f, w) => (For(w.File), Path.Combine(f.Path, w.File)))).Select(e => e.Length > 0).ToList();

            Assert.Empty(Wrong.Where((_, n) => !byLoader[n]));
            Assert.Empty(Wrong.Where((_, n) => !bySchema[n]));
        }
        finally
        {
            folders.ForEach(f => f.Dispose());
        }
    }

    private static StandardsFolder Whole()
    {
        var folder = new StandardsFolder();
        foreach (var (file, text) in Besides)
            folder.Write(file, text);
        folder.Write(Facts, $"{System.Text.Encoding.UTF8.GetString(StandardsFolder.Bytes(Facts)).TrimEnd()}\n  letter: {{shape: document, features: [name]}}\n");
        folder.Write(Texts, $"{System.Text.Encoding.UTF8.GetString(StandardsFolder.Bytes(Texts))}\n  exam-mode.in-person: In person\n  ce-source.school: School\n  ce-area.other-area: Other\n  ce-mode.online: Online\n  ce-topic.other: Other\n  kind.letter: Letter\n  kind.letter.name: Name\n  specialisation.night: At night\n  competency.lamps: Lamps\n  demographic.region: Region\n  demographic.region.north: North\n  demographic.region.south: South\n  demographic.work: Work\n");
        return folder;
    }

    private static string Changed((string File, string Find, string With) wrong)
    {
        var text = Besides.GetValueOrDefault(wrong.File) ?? System.Text.Encoding.UTF8.GetString(StandardsFolder.Bytes(wrong.File));
        Assert.True(text.Split(wrong.Find).Length == 2, $"{wrong.File} does not hold this once: {wrong.Find}");
        return text.Replace(wrong.Find, wrong.With, StringComparison.Ordinal);
    }

    private static LoadError[] Mistakes(StandardsFolder folder, string file)
    {
        var loaded = folder.Load();
        return [.. loaded.Errors, .. file == Cases && loaded.Library is { } library ? CaseFile.ReadAll(folder.Path, library.Packs[0]).Errors : []];
    }

    /// <summary>The schema that the first line of a file names.</summary>
    private static string Named(string file)
    {
        var path = Path.Combine(Repository.Standards, file);
        var named = SchemaLine().Match(File.ReadLines(path).First());
        Assert.True(named.Success, $"{file} does not begin with the line that tells an editor its schema.");
        return Path.GetFullPath(named.Groups[1].Value, Path.GetDirectoryName(path)!);
    }

    private static string For(string file)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(file)) switch
        {
            "amendments" => "amendment",
            ("requirements" or "texts" or "cases") and var folder => folder,
            _ => Path.GetFileNameWithoutExtension(file),
        };
        return Path.Combine(Repository.Standards, "schema", $"{name}.schema.json");
    }

    [GeneratedRegex(@"^# yaml-language-server: \$schema=(\S+)$")]
    private static partial Regex SchemaLine();
}
