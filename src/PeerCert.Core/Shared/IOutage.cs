namespace PeerCert.Core.Shared;

/// <summary>
/// Knows the exceptions by which one store says that it cannot be reached, is full, or is too busy: the same request may
/// succeed later. Each database engine and file store has its own.
/// </summary>
public interface IOutage
{
    /// <summary>Asked for one exception at a time; whoever asks walks the chain of causes.</summary>
    bool Is(Exception e);
}
