using System.Collections.Immutable;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>The packs of this repository and their worked cases, read once for all tests.</summary>
internal static class Packs
{
    private static readonly Lazy<StandardsLibrary> Loaded = new(() =>
        StandardsLoader.Load(Repository.Standards) is { Library: { } library } ? library
        : throw new InvalidOperationException(string.Join(Environment.NewLine, StandardsLoader.Load(Repository.Standards).Errors)));

    private static readonly Lazy<Dictionary<PackStamp, CasesResult>> Read = new(() =>
        Library.Packs.ToDictionary(p => p.Stamp, p => CaseFile.ReadAll(Repository.Standards, p)));

    public static StandardsLibrary Library => Loaded.Value;

    public static Pack CalMhsa => Library.Packs.Single(p => p.Stamp is { Authority: "calmhsa", Version: "2025-05-15" });

    public static Pack Dhcs => Library.Packs.Single(p => p.Stamp is { Authority: "dhcs", Version: "bhin-21-041" });

    public static CasesResult Cases(Pack pack) => Read.Value[pack.Stamp];

    public static Case.Decided Case(Pack pack, string name) => Cases(pack).Cases.OfType<Case.Decided>().Single(c => c.Place.Name == name);

    /// <summary>Every worked file, with its pack.</summary>
    public static ImmutableArray<(Pack Pack, Case.Decided Case)> Files =>
        [.. Library.Packs.SelectMany(p => Cases(p).Cases.OfType<Case.Decided>().Select(c => (p, c)))];

    public static Decision Decide(this Case.Decided given, Pack pack) => Evaluator.Decide(pack, given.Question, given.Facts, given.AsOf);

    public static ImmutableArray<Finding> All(this Decision decision) => [.. decision.Roots.SelectMany(r => r.Tree())];
}
