using PeerCert.Core.Shared;

namespace PeerCert.Data.Sqlite;

/// <summary>SQLite has one writer at a time: those of this process queue here, those of others wait in the file.</summary>
internal sealed class SqliteWriteGate(DataOptions options) : IWriteGate, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask<IDisposable?> EnterAsync(CancellationToken ct)
    {
        if (!await _turn.WaitAsync(options.BusyTimeout, ct))
            throw new StoreBusyException();
        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
