using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PeerCert.Data;

/// <summary>One numbered step of the schema: <c>0001_first.sql</c>. Once released, its text never changes.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The steps that ship with the program for one engine, in order.</summary>
    public static IReadOnlyList<Migration> Embedded(string engine)
    {
        var assembly = typeof(Migration).Assembly;
        var steps = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(r => r.StartsWith($"{engine}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var name = Path.GetFileNameWithoutExtension(resource[(engine.Length + 1)..]);
            steps.Add(new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }
        return steps;
    }
}
