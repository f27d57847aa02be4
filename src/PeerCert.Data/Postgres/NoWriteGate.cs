using PeerCert.Core.Shared;

namespace PeerCert.Data.Postgres;

/// <summary>PostgreSQL lets writers in side by side; its small pool is what holds them back.</summary>
internal sealed class NoWriteGate : IWriteGate
{
    public ValueTask<IDisposable?> EnterAsync(CancellationToken ct) => ValueTask.FromResult<IDisposable?>(null);
}
