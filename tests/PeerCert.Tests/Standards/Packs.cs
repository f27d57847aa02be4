using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>The packs of this repository, read once for all tests.</summary>
internal static class Packs
{
    private static readonly Lazy<StandardsLibrary> Loaded = new(() =>
        StandardsLoader.Load(Repository.Standards) is { Library: { } library } ? library
        : throw new InvalidOperationException(string.Join(Environment.NewLine, StandardsLoader.Load(Repository.Standards).Errors)));

    public static StandardsLibrary Library => Loaded.Value;

    public static Pack CalMhsa => Library.Packs.Single(p => p.Stamp is { Authority: "calmhsa", Version: "2025-05-15" });

    public static Pack Dhcs => Library.Packs.Single(p => p.Stamp is { Authority: "dhcs", Version: "bhin-21-041" });
}
