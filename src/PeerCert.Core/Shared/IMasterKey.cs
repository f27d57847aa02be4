namespace PeerCert.Core.Shared;

/// <summary>
/// Wraps small secrets (the keys of evidence files, of the key ring, of checkpoint signatures) under the key that lives
/// outside the database and the data folder. What was wrapped for one purpose does not unwrap for another.
/// </summary>
public interface IMasterKey
{
    byte[] Wrap(ReadOnlySpan<byte> secret, string purpose);

    /// <exception cref="System.Security.Cryptography.CryptographicException">Not wrapped by this key for this purpose, or changed since.</exception>
    byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose);
}
