using PeerCert.Testing;

namespace PeerCert.Tests.Architecture;

/// <summary>The program's own source: C# and pages.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Path.Combine(Repository.Root, "src");

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Under(Root)];

    public static IEnumerable<SourceFile> Under(string root) => Directory.EnumerateFiles(root, "*.cs*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
        .Select(f => (Path: Path.GetRelativePath(root, f).Replace('\\', '/'), Full: f))
        .Where(f => !f.Path.Split('/').Any(p => p is "obj" or "bin" or "node_modules"))
        .OrderBy(f => f.Path, StringComparer.Ordinal)
        .Select(f => new SourceFile(f.Path, File.ReadAllText(f.Full)));

    public static void None(IEnumerable<string> found)
    {
        var all = string.Join('\n', found.Distinct());
        Assert.True(all.Length == 0, all);
    }
}
