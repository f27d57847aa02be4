namespace PeerCert.Core.Shared;

/// <summary>
/// Lets writers in one at a time where the engine has room for only one (docs/adr/write-path.md). Waiting in order
/// here is fairer and several times faster than letting them collide in the file.
/// </summary>
public interface IWriteGate
{
    /// <summary>Waits for the turn; dispose what is returned to give it up.</summary>
    /// <exception cref="StoreBusyException">The turn did not come in time.</exception>
    ValueTask<IDisposable?> EnterAsync(CancellationToken ct);
}

/// <summary>Other writers held the store for too long. An outage: nothing was changed.</summary>
public sealed class StoreBusyException() : Exception("the store was busy for too long");
