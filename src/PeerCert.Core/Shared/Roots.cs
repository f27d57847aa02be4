namespace PeerCert.Core.Shared;

/// <summary>
/// A record that decisions are made on. Every decision bumps <see cref="Version"/>, so that two people who decide at
/// once cannot both win; the second is told who was first.
/// </summary>
public interface IRoot
{
    Guid RootId { get; }
    int Version { get; }
    void Touch();
}

/// <summary>Who did something: an account, or the program itself; and how they are shown in histories.</summary>
public sealed record Actor(Guid? Account, string Name)
{
    public static readonly Actor Program = new(null, "PeerCert");
}
