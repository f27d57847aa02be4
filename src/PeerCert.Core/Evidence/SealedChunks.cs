using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PeerCert.Core.Evidence;

/// <summary>
/// The format of an evidence file: a magic of four bytes, then chunks of 64 KiB, each AES-256-GCM under the file's own
/// key, tag behind the bytes. The nonce is the chunk's index (the key is used for this one file and never again); the
/// file's id, the index and whether this is the last chunk are associated data. So a changed, cut, lengthened, reordered
/// or swapped file does not open. See docs/adr.
/// </summary>
internal sealed class SealedChunks(byte[] key, Guid file) : IDisposable
{
    public const int ChunkLength = 64 * 1024;
    public const int TagLength = 16;
    public const int SealedLength = ChunkLength + TagLength;

    private readonly AesGcm _aes = new(key, TagLength);

    public static ReadOnlySpan<byte> Magic => "PCE1"u8;

    /// <summary>Writes bytes and tag; <paramref name="into"/> is longer than <paramref name="plain"/> by the tag.</summary>
    public void Seal(long index, bool last, ReadOnlySpan<byte> plain, Span<byte> into)
    {
        Span<byte> nonce = stackalloc byte[12], context = stackalloc byte[ContextLength];
        Describe(index, last, nonce, context);
        _aes.Encrypt(nonce, plain, into[..plain.Length], into.Slice(plain.Length, TagLength), context);
    }

    /// <exception cref="CryptographicException">Not the chunk that was sealed here.</exception>
    public void Open(long index, bool last, ReadOnlySpan<byte> chunk, Span<byte> into)
    {
        if (chunk.Length <= TagLength)
            throw new CryptographicException("cut short");
        Span<byte> nonce = stackalloc byte[12], context = stackalloc byte[ContextLength];
        Describe(index, last, nonce, context);
        _aes.Decrypt(nonce, chunk[..^TagLength], chunk[^TagLength..], into[..(chunk.Length - TagLength)], context);
    }

    public void Dispose() => _aes.Dispose();

    private const int ContextLength = 4 + 16 + 8 + 1;

    private void Describe(long index, bool last, Span<byte> nonce, Span<byte> context)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], index);
        Magic.CopyTo(context);
        file.TryWriteBytes(context[4..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(context[20..], index);
        context[28] = last ? (byte)1 : (byte)0;
    }
}
