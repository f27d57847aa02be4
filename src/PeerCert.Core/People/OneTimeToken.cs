using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace PeerCert.Core.People;

/// <summary>A secret that works once, for one purpose, for a while. Only its hash is kept.</summary>
public sealed class OneTimeToken
{
    public const string Setup = "setup";
    public const string Invitation = "invitation";
    public const string Confirmation = "confirmation";
    public const string Letter = "letter";
    public const string Recovery = "recovery";
    public const string Reset = "reset";
    public const string StopReset = "stop-reset";

    public required Guid Id { get; init; }
    public required string Purpose { get; init; }

    /// <summary>The account it opens; null where it makes one.</summary>
    public Guid? Account { get; init; }

    /// <summary>The address it was sent to, where that is what it proves.</summary>
    public string? Address { get; init; }

    /// <summary>What else it opens, such as a request for a letter.</summary>
    public Guid? Subject { get; init; }

    public string Hash { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }
    public DateTime? UsedAt { get; private set; }

    public void Use(DateTime at) => UsedAt = at;

    /// <summary>Makes a new secret and returns it: shown now or never. One that stood here before no longer works.</summary>
    public string Renew(DateTime at, TimeSpan valid)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        (Hash, CreatedAt, ExpiresAt, UsedAt) = (HashOf(secret), at, at + valid, null);
        return secret;
    }

    /// <summary>The token that this secret opens now; null where there is none. Where two redeem it at once, one commit fails.</summary>
    public static Task<OneTimeToken?> FindAsync(PeerCertDb db, string purpose, string? secret, DateTime now, CancellationToken ct)
    {
        var hash = HashOf((secret ?? "").Trim());
        return db.OneTimeTokens.SingleOrDefaultAsync(t => t.Hash == hash && t.Purpose == purpose && t.UsedAt == null && t.ExpiresAt > now, ct);
    }

    /// <summary>The token that this secret opens or once opened, to tell a link used twice from one that never worked.</summary>
    public static Task<OneTimeToken?> FindEvenUsedAsync(PeerCertDb db, string purpose, string? secret, CancellationToken ct)
    {
        var hash = HashOf((secret ?? "").Trim());
        return db.OneTimeTokens.SingleOrDefaultAsync(t => t.Hash == hash && t.Purpose == purpose, ct);
    }

    public bool Works(DateTime now) => UsedAt is null && ExpiresAt > now;

    // The secret is random and long, so its hash needs neither salt nor work.
    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
