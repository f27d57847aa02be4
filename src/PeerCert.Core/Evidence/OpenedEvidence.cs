using System.Security.Cryptography;

namespace PeerCert.Core.Evidence;

/// <summary>An evidence file decrypted while it is read, one chunk in memory at a time; can be sought, for range requests.</summary>
internal sealed class OpenedEvidence : Stream
{
    private readonly FileStream _file;
    private readonly SealedChunks _chunks;
    private readonly byte[] _sealed = new byte[SealedChunks.SealedLength];
    private readonly byte[] _plain = new byte[SealedChunks.ChunkLength];
    private readonly long _chunkCount;
    private long _current = -1;

    /// <exception cref="CryptographicException">Not a file of this format.</exception>
    public OpenedEvidence(FileStream file, SealedChunks chunks)
    {
        (_file, _chunks) = (file, chunks);
        var body = file.Length - SealedChunks.Magic.Length;
        Span<byte> magic = stackalloc byte[SealedChunks.Magic.Length];
        if (body <= SealedChunks.TagLength || RandomAccess.Read(file.SafeFileHandle, magic, 0) != magic.Length || !magic.SequenceEqual(SealedChunks.Magic))
            throw new CryptographicException("no evidence file");
        _chunkCount = (body + SealedChunks.SealedLength - 1) / SealedChunks.SealedLength;
        Length = body - _chunkCount * SealedChunks.TagLength;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; }
    public override long Position { get; set; }

    /// <summary>Reads every chunk once, so that a changed file is a problem before the first byte is handed out.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        for (var index = 0L; index < _chunkCount; index++)
            await LoadAsync(index, ct);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty)
            return 0;
        await LoadAsync(Position / SealedChunks.ChunkLength, cancellationToken);
        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.IsEmpty)
            return 0;
        var index = Position / SealedChunks.ChunkLength;
        if (index != _current)
            Unseal(index, RandomAccess.Read(_file.SafeFileHandle, _sealed.AsSpan(0, SealedLengthOf(index)), OffsetOf(index)));
        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Current => Position + offset,
        SeekOrigin.End => Length + offset,
        _ => offset,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_plain);
            _chunks.Dispose();
            _file.Dispose();
        }
        base.Dispose(disposing);
    }

    private async ValueTask LoadAsync(long index, CancellationToken ct)
    {
        if (index != _current)
            Unseal(index, await RandomAccess.ReadAsync(_file.SafeFileHandle, _sealed.AsMemory(0, SealedLengthOf(index)), OffsetOf(index), ct));
    }

    private void Unseal(long index, int read)
    {
        _current = -1;
        if (read != SealedLengthOf(index))
            throw new CryptographicException("cut short");
        _chunks.Open(index, last: index == _chunkCount - 1, _sealed.AsSpan(0, read), _plain);
        _current = index;
    }

    private int Take(Span<byte> buffer)
    {
        var at = (int)(Position % SealedChunks.ChunkLength);
        var count = Math.Min(buffer.Length, (int)Math.Min(Length - Position, SealedChunks.ChunkLength - at));
        _plain.AsSpan(at, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    private static long OffsetOf(long index) => SealedChunks.Magic.Length + index * SealedChunks.SealedLength;

    private int SealedLengthOf(long index) =>
        (int)Math.Min(SealedChunks.SealedLength, _file.Length - OffsetOf(index));
}
