using Microsoft.AspNetCore.Identity;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>Reads, hashes and checks passwords. Hashing takes its time on purpose: never inside a transaction.</summary>
public sealed class Passwords(PasswordRules rules, IPasswordHasher<Account> hasher)
{
    private readonly Lazy<string> _nobodys = new(() => hasher.HashPassword(new Account(), Guid.NewGuid().ToString()));

    /// <summary>The hash to store, or why the password cannot be taken.</summary>
    public Result<string> Hash(string? typed, string field, EmailAddress email) =>
        rules.Read(typed, field, email).Match<Result<string>>(password => hasher.HashPassword(new Account(), password), problem => problem);

    /// <summary>The hash by today's work factor, of a password that was just found right.</summary>
    public string Rehash(string? typed) => hasher.HashPassword(new Account(), PasswordRules.Normal(typed));

    /// <summary>Takes as long for an account that does not exist or has no password.</summary>
    public PasswordVerificationResult Check(Account? account, string? typed)
    {
        var normal = PasswordRules.Normal(typed);
        // A longer one was never taken: hashing it would only cost.
        var password = normal.Length > 2 * PasswordRules.MaxLength ? "" : normal;
        var found = hasher.VerifyHashedPassword(account ?? new(), account?.PasswordHash ?? _nobodys.Value, password);
        return account?.PasswordHash is null ? PasswordVerificationResult.Failed : found;
    }
}
