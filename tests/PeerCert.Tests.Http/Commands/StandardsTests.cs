using System.Text.Json;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Commands;

/// <summary>Commands that need no program: deciding a case file, checking and printing standards.</summary>
public sealed class StandardsTests : IDisposable
{
    private const string Young = """
        format: 1
        cases:
          - name: Seventeen
            question: application
            asOf: 2025-07-01
            facts:
              - {shape: attribute, kind: pathway, value: initial}
              - {shape: attribute, kind: birth-date, day: 2007-07-02}
              - {shape: filing, kind: application, on: 2025-07-01}
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    [Provision("CAL-202.1.A")]
    public async Task A_case_file_is_decided_with_reasons_and_sources()
    {
        var file = Write(Young);
        (await Said.ByAsync("decide", file)).Has("Seventeen: Something is missing (application, July 1, 2025, calmhsa/2025-05-15@", "[Not met]", "Source: CalMHSA 2025 §202(1)(A)", "From July 2, 2025.", "Left to do", "Please pay the application fee of $100.00.", "Fees still due: $100.00");

        var json = await Said.ByAsync("decide", file, "--json", "--as-of", "2026-01-01");
        Assert.Equal((0, ""), (json.Status, json.Error));
        var decided = Assert.Single(JsonDocument.Parse(json.Output).RootElement.EnumerateArray());
        Assert.Equal(("Seventeen", "deficient", "2026-01-01"),
            (decided.GetProperty("name").GetString(), decided.GetProperty("outcome").GetString(), decided.GetProperty("decision").GetProperty("asOf").GetString()));
        Assert.Equal("calmhsa", decided.GetProperty("decision").GetProperty("pack").GetProperty("authority").GetString());
        Assert.Equal(10_000, decided.GetProperty("costCents").GetInt64());
        Assert.Contains(decided.GetProperty("nextSteps").EnumerateArray(), step => step.GetProperty("rule").GetString() == "age" && step.GetProperty("firstDay").GetString() == "2025-07-02");
    }

    private const string Lapsed = """
        format: 1
        cases:
          - name: Somebody
            question: renewal
            asOf: 2027-06-01
            facts:
              - {shape: overlay, kind: certificate-term, from: 2025-05-20, until: 2027-05-20}
        """;

    [Fact]
    [Provision("CAL-209.L3", "CAL-209.XA5", "CAL-209.XB4", "CAL-209.V1")]
    public async Task What_it_would_take_is_said_for_every_way_with_its_days_and_its_cost()
    {
        var file = Write(Lapsed);
        (await Said.ByAsync("decide", file, "--ways")).Has(
            "Somebody: what it would take (June 1, 2027, calmhsa/2025-05-15@", "Renew: Over", "Renew late: Open now", "from May 21, 2027 through May 20, 2028", "Please pay the late fee of $50.00.", "Fees still due: $130.00",
            "Come back with the exam: Later", "from May 21, 2028 through May 20, 2031", "Fees still due: $280.00", "Apply again, with a new number: Later", "from May 21, 2031");

        var json = await Said.ByAsync("decide", file, "--ways", "--json", "--as-of", "2031-05-21");
        Assert.Equal((0, ""), (json.Status, json.Error));
        var ways = Assert.Single(JsonDocument.Parse(json.Output).RootElement.EnumerateArray()).GetProperty("ways").EnumerateArray().ToDictionary(w => w.GetProperty("way").GetString()!);
        Assert.Equal(["renewal", "late-renewal", "reinstatement-by-exam", "reinstatement-by-refresher", "application"], ways.Keys);
        Assert.Equal(["over", "over", "over", "over", "open"], ways.Values.Select(w => w.GetProperty("state").GetString()));
        Assert.True(ways["application"].GetProperty("newNumber").GetBoolean());
    }

    /// <summary>What a file expects is held against the decision, unless another day is asked about.</summary>
    [Fact]
    public async Task A_case_that_comes_out_otherwise_than_written_is_told_beside_the_decision()
    {
        var file = Write($"{Young.TrimEnd()}\n    expect: {{outcome: grant, findings: {{age: {{verdict: not-met, remedy: wait-until, firstDay: 2025-07-03}}}}}}\n");

        var said = await Said.ByAsync("decide", file);
        Assert.Equal(1, said.Status);
        Assert.Contains("Seventeen: Something is missing", said.Output, StringComparison.Ordinal);
        Assert.Contains("cases.yaml:3: Seventeen: outcome should be grant and is deficient.", said.Error, StringComparison.Ordinal);
        Assert.Contains("cases.yaml:3: Seventeen: age firstDay should be 2025-07-03 and is 2025-07-02.", said.Error, StringComparison.Ordinal);
        (await Said.ByAsync("decide", file, "--as-of", "2026-01-01")).Has("Seventeen: Something is missing");
    }

    [Fact]
    public async Task A_case_file_with_faults_is_refused_with_its_line()
    {
        (await Said.ByAsync("decide", Write(Young.Replace("kind: birth-date", "kind: birthday")))).IsRefused(1, "cases.yaml:8:");
        (await Said.ByAsync("decide", Write(Young.Replace("2025-07-01", "2021-07-21")))).IsRefused(1, "cases.yaml:3:", "2021-07-21");
        (await Said.ByAsync("decide", Write("format: 1\ncases:\n  - name: A price\n    fee: {line: APP, on: 2025-07-01}\n    expect: {amount: USD 100.00}\n"))).IsRefused(1, "cases.yaml:3:");
        (await Said.ByAsync("decide", Write("format: 1\n\tcases: []"))).IsRefused(1, "cases.yaml:");
        (await Said.ByAsync("decide", Path.Combine(_folder.Path, "none.yaml"))).IsRefused(1, "none.yaml");
        (await Said.ByAsync("decide", Write(Young), "--as-of", "7/1/2025")).IsRefused(2, "7/1/2025");
        (await Said.ByAsync("decide", _folder.Path)).IsRefused(1, "it is a folder");
        (await Said.ByAsync("decide")).IsRefused(2);
        (await Said.ByAsync("decide", "")).IsRefused(2, "empty");
        (await Said.ByAsync("standards", "check", "--standards", "")).IsRefused(2, "empty");
        (await Said.ByAsync("standards", "check", "--mutated")).IsRefused(2, "--mutated");
    }

    /// <summary>What is printed for programs to read fits its schema, for every worked file of every standard.</summary>
    [Fact]
    public async Task What_is_printed_as_json_fits_its_schema()
    {
        var printed = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.Standards, "*.yaml", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "cases").Order(StringComparer.Ordinal))
        {
            var said = await Said.ByAsync("decide", file, "--json", "--standards", Repository.Standards);
            if (said.Status != 0)
                continue;   // it asks for values, which decide refuses
            printed.Add(Path.Combine(_folder.Path, $"{printed.Count}.json"));
            await File.WriteAllTextAsync(printed[^1], said.Output);
        }

        Assert.InRange(printed.Count, 20, 100);
        Assert.Empty(JsonSchemas.Unfit(printed.Select(f => (JsonSchemas.Named("decisions"), f))).SelectMany(e => e));

        await File.WriteAllTextAsync(printed[0], (await File.ReadAllTextAsync(printed[0])).Replace("\"verdict\"", "\"veredict\"", StringComparison.Ordinal));
        Assert.NotEmpty(JsonSchemas.Unfit([(JsonSchemas.Named("decisions"), printed[0])]).Single());
    }

    /// <summary>A case in a pack's own folder is decided by that pack, whichever governs its day.</summary>
    [Fact]
    public async Task A_case_of_a_pack_is_decided_by_it()
    {
        var file = Path.Combine(Repository.Standards, "dhcs", "bhin-21-041", "cases", "person.yaml");

        (await Said.ByAsync("decide", file, "--standards", Repository.Standards)).Has("dhcs/bhin-21-041@");
        Assert.DoesNotContain("calmhsa", (await Said.ByAsync("decide", file, "--standards", Repository.Standards)).Output, StringComparison.Ordinal);
        Assert.Contains("calmhsa/2025-05-15@", (await Said.ByAsync("decide", Write(Young))).Output, StringComparison.Ordinal);

        // Values are no decisions: standards check asks for them.
        var values = Path.Combine(Repository.Standards, "calmhsa", "2025-05-15", "cases", "code-versions.yaml");
        (await Said.ByAsync("decide", values, "--standards", Repository.Standards)).IsRefused(1, "no case to decide", "code-versions.yaml");
    }

    [Fact]
    public async Task The_standards_are_in_order_and_a_fault_is_named_with_its_line()
    {
        (await Said.ByAsync("standards", "check")).Has("2 packs are in order. Cases run: ");

        var copy = Copy();
        (await Said.ByAsync("standards", "check", "--standards", copy)).Has("packs are in order");
        var age = Path.Combine(copy, "calmhsa", "2025-05-15", "cases", "age.yaml");
        var good = await File.ReadAllTextAsync(age);
        await File.WriteAllTextAsync(age, good.Replace("verdict: met, text: age.met, cite: CalMHSA 2025 §202(1)(A)}\n\n  - name: One day", "verdict: unknown}\n\n  - name: One day"));
        (await Said.ByAsync("standards", "check", "--standards", copy)).IsRefused(1, "cases/age.yaml:4:", "age verdict", "unknown", "met");
        await File.WriteAllTextAsync(age, good.Replace("kind: birth-date, day: 2007-07-01", "kind: birthday, day: 2007-07-01"));
        var undeclared = await Said.ByAsync("standards", "check", "--standards", copy);
        Assert.Equal(1, undeclared.Status);
        Assert.Contains("cases/age.yaml:10:", undeclared.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(copy, "governing.yaml"), "format: 2\n");
        var faulty = await Said.ByAsync("standards", "check", "--standards", copy);
        Assert.Equal(1, faulty.Status);
        Assert.Contains("governing.yaml:1:", faulty.Error, StringComparison.Ordinal);
        (await Said.ByAsync("standards", "check", "--standards", Path.Combine(copy, "none"))).IsRefused(1, "none");
    }

    [Fact]
    public async Task A_figure_that_no_case_proves_is_listed()
    {
        var copy = Copy();
        (await Said.ByAsync("standards", "check", "--mutate", "--standards", copy)).Has("Tried ", "Unnoticed: 0.");
        File.Delete(Path.Combine(copy, "calmhsa", "2025-05-15", "cases", "clocks.yaml"));
        var unproven = await Said.ByAsync("standards", "check", "--mutate", "--standards", copy);
        Assert.Equal(1, unproven.Status);
        Assert.Contains("calmhsa/2025-05-15/clocks.yaml:", unproven.Error, StringComparison.Ordinal);
        Assert.Contains("clocks.online-change.length could be 2 instead of 1, and no case would notice.", unproven.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_between_two_standards_is_said_in_words_with_the_cases_that_turn()
    {
        var copy = Copy();
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(copy, "calmhsa", "2025-05-15", "amendments")).FullName, "next-year.yaml"),
            """
            format: 1
            name: next-year
            from: 2025-06-01
            documents: {Letter 7: An invented letter}
            values:
              fee.APP: {value: USD 110.00, cite: Letter 7 §1}
              training-course.quantity: {value: 81, cite: Letter 7 §2}
            """);

        (await Said.ByAsync("standards", "diff", "calmhsa/2025-05-15", "calmhsa/2025-05-15", "--with", copy)).Has(
            "fee APP (Application for certification): was USD 100.00 from 2024-08-26, is USD 100.00 from 2024-08-26, USD 110.00 from 2025-06-01.",
            "figure training-course.quantity", "was 80 from 2024-08-26, is 80 from 2024-08-26, 81 from 2025-06-01.",
            "Outcomes that can change: application, only where pathway: initial.", "becomes Something is missing. Because of: training-course");
        (await Said.ByAsync("standards", "diff", "calmhsa/2025-05-15", "calmhsa/2025-05-15")).Has("The two say the same.", "0 of ");
        (await Said.ByAsync("standards", "diff", "dhcs/bhin-21-041", "calmhsa/2025-05-15")).Has("New fee APP", "New rule application-fee");
        (await Said.ByAsync("standards", "diff", "calmhsa/2025-05-15", "calmhsa/1999")).IsRefused(1, "calmhsa/1999");
        (await Said.ByAsync("standards", "diff", "calmhsa/2025-05-15", "calmhsa/2025-05-15", "--with", Path.Combine(copy, "none"))).IsRefused(1, "none");
        (await Said.ByAsync("standards", "diff", "calmhsa/2025-05-15")).IsRefused(2);
    }

    [Fact]
    public async Task A_standard_is_printed_with_its_sources()
    {
        (await Said.ByAsync("standards", "show", "calmhsa/2025-05-15")).Has("calmhsa/2025-05-15, from", "CalMHSA 2025 §202(1)(A)", "Question application", "APP, from", "Code of ethics 2025", "vacated");
        (await Said.ByAsync("standards", "show", "dhcs/bhin-21-041")).Has("dhcs/bhin-21-041, from", "Code of ethics 2021");
        (await Said.ByAsync("standards", "show", "calmhsa/1999")).IsRefused(1, "calmhsa/1999", "calmhsa/2025-05-15");
        (await Said.ByAsync("standards", "show")).IsRefused(2);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string content)
    {
        var path = Path.Combine(_folder.Path, "cases.yaml");
        File.WriteAllText(path, content);
        return path;
    }

    private string Copy()
    {
        var copy = Path.Combine(_folder.Path, "standards");
        foreach (var file in Directory.EnumerateFiles(Repository.Standards, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Repository.Standards, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return copy;
    }
}
