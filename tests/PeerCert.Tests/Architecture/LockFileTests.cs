using System.Text.Json;
using PeerCert.Testing;

namespace PeerCert.Tests.Architecture;

/// <summary>What is published is restored by a lock file of its own, which no build looks at: it must name the same packages.</summary>
public class LockFileTests
{
    private static readonly string Web = Path.Combine(Repository.Root, "src", "PeerCert.Web");

    private static Dictionary<string, string> Resolved(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Web, file)));
        return document.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(p => p.Value.TryGetProperty("resolved", out _)).ToDictionary(p => p.Name, p => p.Value.GetProperty("resolved").GetString()!);
    }

    [Fact]
    public void What_is_published_is_what_was_tested()
    {
        var tested = Resolved("packages.lock.json");

        Assert.NotEmpty(tested);
        Assert.Equal(tested.OrderBy(p => p.Key, StringComparer.Ordinal), Resolved("packages.publish.lock.json").OrderBy(p => p.Key, StringComparer.Ordinal));
    }
}
