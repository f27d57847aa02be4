using Xunit.Abstractions;
using Xunit.Sdk;

namespace PeerCert.Testing;

/// <summary>
/// The provisions of the standard (ids of the provision catalogue) that a test proves. On a class it counts for every
/// test in it. Each id becomes an xunit trait, so <c>dotnet test --filter "Provision=CAL-801.8.B"</c> runs its proofs.
/// </summary>
[TraitDiscoverer("PeerCert.Testing.ProvisionDiscoverer", "PeerCert.Testing")]
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ProvisionAttribute(params string[] ids) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Ids { get; } = ids;
}

/// <summary>Tells xunit which traits a <see cref="ProvisionAttribute"/> stands for.</summary>
public sealed class ProvisionDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        traitAttribute.GetConstructorArguments().OfType<IEnumerable<object>>().SelectMany(ids => ids)
            .Select(id => new KeyValuePair<string, string>("Provision", $"{id}"));
}
