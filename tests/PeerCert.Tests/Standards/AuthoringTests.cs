using System.Text.RegularExpressions;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>The tutorial for authors is true: its files are these, they load, their cases come out as written and prove every figure.</summary>
public partial class AuthoringTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "PeerCert.Tests", "Standards", "Authoring", "standards");
    private static readonly string Tutorial = File.ReadAllText(Path.Combine(Repository.Root, "docs", "authoring-a-standard.md"));

    [Fact]
    public void Every_block_of_the_tutorial_is_a_file_and_every_file_a_block()
    {
        var blocks = Block().Matches(Tutorial).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

        Assert.Equal(
            Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal),
            blocks.Keys.Order(StringComparer.Ordinal));
        foreach (var (file, text) in blocks)
            Assert.Equal(File.ReadAllText(Path.Combine(Folder, file)), text);
    }

    [Fact]
    public void What_the_tutorial_makes_is_a_standard_whose_cases_come_out_as_written()
    {
        var loaded = StandardsLoader.Load(Folder);

        Assert.Empty(loaded.Errors);
        var pack = Assert.Single(loaded.Library!.Packs);
        var read = CaseFile.ReadAll(Folder, pack);
        Assert.Empty(read.Errors);
        Assert.NotEmpty(read.Cases);
        Assert.Empty(read.Cases.SelectMany(c => CaseRun.Differences(c, pack)));
        Assert.Empty(CaseFile.ReadGoverning(Folder).Cases.SelectMany(c => CaseRun.Differences((Case.Governed)c, loaded.Library)));
    }

    [Fact]
    public void Its_cases_prove_every_figure() => Assert.Empty(Mutations.Run(Folder, CancellationToken.None).Survivors);

    [GeneratedRegex(@"^File: `([^`]+)`\n```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
