using System.Security.Cryptography;
using PeerCert.Core.Shared;

namespace PeerCert.Tests.Shared;

public sealed class MasterKeyTests : IDisposable
{
    private readonly MasterKey _key = new(RandomNumberGenerator.GetBytes(MasterKey.Length));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(5000)]
    public void What_is_wrapped_unwraps_for_the_same_purpose(int length)
    {
        var secret = RandomNumberGenerator.GetBytes(length);

        Assert.Equal(secret, _key.Unwrap(_key.Wrap(secret, "a purpose"), "a purpose"));
    }

    [Fact]
    public void It_does_not_unwrap_for_another_purpose_or_by_another_key()
    {
        using var other = new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Length));
        var wrapped = _key.Wrap("secret"u8, "evidence:1");

        Assert.ThrowsAny<CryptographicException>(() => _key.Unwrap(wrapped, "evidence:2"));
        Assert.ThrowsAny<CryptographicException>(() => other.Unwrap(wrapped, "evidence:1"));
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_noticed()
    {
        var wrapped = _key.Wrap("secret"u8, "p");

        for (var at = 0; at < wrapped.Length; at++)
        {
            var changed = wrapped.ToArray();
            changed[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => _key.Unwrap(changed, "p"));
            Assert.ThrowsAny<CryptographicException>(() => _key.Unwrap(wrapped.AsSpan(0, at), "p"));
        }
    }

    [Fact]
    public void The_same_secret_never_wraps_alike() => Assert.NotEqual(_key.Wrap("secret"u8, "p"), _key.Wrap("secret"u8, "p"));

    public void Dispose() => _key.Dispose();
}
