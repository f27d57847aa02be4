using System.Security.Cryptography;
using System.Text;

namespace PeerCert.Core.ContinuingEducation;

/// <summary>
/// A random sample that anybody can draw again: the population in the order of the SHA-256 of <c>SEED/REFERENCE</c>, of which the first are taken
/// (CAL-802.4). How to do it with the tools of any machine stands in docs/working-at-the-desk.md.
/// </summary>
public static class CeSample
{
    public static IReadOnlyList<string> Draw(string seed, IEnumerable<string> population, int size) =>
        [.. population.OrderBy(reference => Hex($"{seed}/{reference}"), StringComparer.Ordinal).ThenBy(reference => reference, StringComparer.Ordinal).Take(size)];

    /// <summary>The population as it is kept: one reference a line, in order.</summary>
    public static string Written(IEnumerable<string> population) => string.Concat(population.Order(StringComparer.Ordinal).Select(reference => reference + "\n"));

    public static IReadOnlyList<string> Read(string written) => written.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A seed that nobody chose.</summary>
    public static string NewSeed() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
