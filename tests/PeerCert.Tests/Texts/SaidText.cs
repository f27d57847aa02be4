using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using PeerCert.Web.Texts;

namespace PeerCert.Tests.Texts;

/// <summary>One text of one language as it stands in its file, whether the program's or a pack's.</summary>
internal sealed record SaidText(string? CountBy, IReadOnlyDictionary<string, string> Forms)
{
    public string Whole => Forms[PluralRules.Other];

    /// <summary>The program's own texts and those of each pack, by where they stand and by language.</summary>
    public static ImmutableArray<(string Where, IReadOnlyDictionary<string, IReadOnlyDictionary<string, SaidText>> Languages)> All => Everything.Value;

    public static HashSet<string> PlacesOf(string form) => [.. Place.Matches(form).Select(m => m.Value)];

    /// <summary>A form without its places.</summary>
    public static string FixedPartOf(string form) => Place.Replace(form, "");

    private static readonly Regex Place = new(@"\{\w+\}", RegexOptions.CultureInvariant);

    private static readonly Lazy<ImmutableArray<(string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, SaidText>>)>> Everything = new(() =>
    [
        ("program", Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "PeerCert.Web", "Texts"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f))
            .ToDictionary(l => l, l => (IReadOnlyDictionary<string, SaidText>)Spoken.EntriesOf(l).ToDictionary(e => e.Key, e => Of(e.Value)))),
        .. Packs().Select(p => (p.Stamp.ToString(), (IReadOnlyDictionary<string, IReadOnlyDictionary<string, SaidText>>)p.Texts
            .ToDictionary(l => l.Key, l => (IReadOnlyDictionary<string, SaidText>)l.Value.ToDictionary(t => t.Key, t => new SaidText(t.Value.CountBy, t.Value.Forms))))),
    ]);

    public static ImmutableArray<Pack> Packs() => [.. StandardsLoader.Load(Repository.Standards).Library!.Packs];

    public static SaidText Of(Entry entry) => new(entry.CountBy, entry.Forms.ToDictionary(
        f => f.Key, f => string.Concat(f.Value.Parts.Select((part, i) => i % 2 == 0 ? part : $"{{{part}}}"))));
}
