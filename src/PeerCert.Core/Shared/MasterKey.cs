using System.Security.Cryptography;
using System.Text;

namespace PeerCert.Core.Shared;

/// <summary>
/// A master key in memory. What it wraps is version, nonce, tag, bytes: AES-256-GCM under a random nonce, with the
/// purpose as associated data.
/// </summary>
public sealed class MasterKey : IMasterKey, IDisposable
{
    public const int Length = 32;
    private const byte Version = 1;
    private const int NonceLength = 12, TagLength = 16, Overhead = 1 + NonceLength + TagLength;

    private readonly AesGcm _aes;

    public MasterKey(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Length, nameof(key));
        _aes = new(key, TagLength);
    }

    public byte[] Wrap(ReadOnlySpan<byte> secret, string purpose)
    {
        var wrapped = new byte[Overhead + secret.Length];
        wrapped[0] = Version;
        var nonce = wrapped.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        _aes.Encrypt(nonce, secret, wrapped.AsSpan(Overhead), wrapped.AsSpan(1 + NonceLength, TagLength), Encoding.UTF8.GetBytes(purpose));
        return wrapped;
    }

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose)
    {
        if (wrapped.Length < Overhead || wrapped[0] != Version)
            throw new CryptographicException("not wrapped by a master key of this version");
        var secret = new byte[wrapped.Length - Overhead];
        _aes.Decrypt(wrapped.Slice(1, NonceLength), wrapped[Overhead..], wrapped.Slice(1 + NonceLength, TagLength), secret, Encoding.UTF8.GetBytes(purpose));
        return secret;
    }

    public void Dispose() => _aes.Dispose();
}
