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
              - {shape: attribute, kind: birth-date, day: 2007-07-02}
              - {shape: filing, kind: application, on: 2025-07-01}
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    [Provision("CAL-202.1.A")]
    public async Task A_case_file_is_decided_with_reasons_and_sources()
    {
        var file = Write(Young);
        (await Said.ByAsync("decide", file)).Has("Seventeen: Something is missing (application, July 1, 2025, calmhsa/2025-05-15@", "[Not met]", "Source: CalMHSA 2025 §202(1)(A)", "From July 2, 2025.");

        var json = await Said.ByAsync("decide", file, "--json", "--as-of", "2026-01-01");
        Assert.Equal((0, ""), (json.Status, json.Error));
        var decided = Assert.Single(JsonDocument.Parse(json.Output).RootElement.EnumerateArray());
        Assert.Equal(("Seventeen", "deficient", "2026-01-01"),
            (decided.GetProperty("name").GetString(), decided.GetProperty("outcome").GetString(), decided.GetProperty("decision").GetProperty("asOf").GetString()));
        Assert.Equal("calmhsa", decided.GetProperty("decision").GetProperty("pack").GetProperty("authority").GetString());
    }

    [Fact]
    public async Task A_case_file_with_faults_is_refused_with_its_line()
    {
        (await Said.ByAsync("decide", Write(Young.Replace("kind: birth-date", "kind: birthday")))).IsRefused(1, "cases.yaml:7:");
        (await Said.ByAsync("decide", Write(Young.Replace("2025-07-01}", "2001-07-01}")))).IsRefused(1, "cases.yaml:3:", "July 1, 2001");
        (await Said.ByAsync("decide", Write("format: 1\n\tcases: []"))).IsRefused(1, "cases.yaml:");
        (await Said.ByAsync("decide", Path.Combine(_folder.Path, "none.yaml"))).IsRefused(1, "none.yaml");
        (await Said.ByAsync("decide", Write(Young), "--as-of", "7/1/2025")).IsRefused(2, "7/1/2025");
        (await Said.ByAsync("decide")).IsRefused(2);
    }

    [Fact]
    public async Task The_standards_are_in_order_and_a_fault_is_named_with_its_line()
    {
        (await Said.ByAsync("standards", "check")).Has("2 packs are in order. Cases run: ");

        var copy = Copy();
        (await Said.ByAsync("standards", "check", "--standards", copy)).Has("packs are in order");
        var age = Path.Combine(copy, "calmhsa", "2025-05-15", "cases", "age.yaml");
        var good = await File.ReadAllTextAsync(age);
        await File.WriteAllTextAsync(age, good.Replace("verdict: met, text: age.met", "verdict: unknown"));
        (await Said.ByAsync("standards", "check", "--standards", copy)).IsRefused(1, "cases/age.yaml:4:", "age verdict", "Unknown", "Met");
        await File.WriteAllTextAsync(age, good.Replace("kind: birth-date, day: 2007-07-01", "kind: birthday, day: 2007-07-01"));
        var undeclared = await Said.ByAsync("standards", "check", "--standards", copy);
        Assert.Equal(1, undeclared.Status);
        Assert.Contains("cases/age.yaml:9:", undeclared.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(copy, "governing.yaml"), "format: 2\n");
        var faulty = await Said.ByAsync("standards", "check", "--standards", copy);
        Assert.Equal(1, faulty.Status);
        Assert.Contains("governing.yaml:1:", faulty.Error, StringComparison.Ordinal);
        (await Said.ByAsync("standards", "check", "--standards", Path.Combine(copy, "none"))).IsRefused(1, "none");
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
