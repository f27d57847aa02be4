using System.Collections.Concurrent;
using PeerCert.Web.Texts;

namespace PeerCert.Testing;

/// <summary>The program's own words in any of its languages, so that one test can follow readers of them all.</summary>
public static class Spoken
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "PeerCert.Web", "Texts");
    private static readonly ConcurrentDictionary<string, Dictionary<string, Entry>> Read = [];

    /// <summary>The words of a text without places.</summary>
    public static string In(string language, string key) => EntriesOf(language)[key].Forms[PluralRules.Other].Parts.Single();

    /// <summary>The words of a text up to its first place.</summary>
    public static string BeginningIn(string language, string key) => EntriesOf(language)[key].Forms[PluralRules.Other].Parts[0].Trim();

    /// <summary>Every text of a language's file.</summary>
    public static IReadOnlyDictionary<string, Entry> EntriesOf(string language) =>
        Read.GetOrAdd(language, static l => TextFile.Read(Path.Combine(Folder, $"{l}.yaml"), l));
}
