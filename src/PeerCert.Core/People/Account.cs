using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>A way to sign in. Who may do what stands in <see cref="RoleGrant"/>; whom it belongs to in <see cref="Person"/>.</summary>
public sealed class Account : IdentityUser<Guid>, IRoot
{
    public int Version { get; private set; }

    /// <summary>The language chosen last; null until one is. Notices and letters go out in it, and another device starts in it.</summary>
    public string? Language { get; private set; }

    /// <summary>A new address that was asked for and waits until somebody opens the letter sent there.</summary>
    public string? PendingEmail { get; private set; }

    /// <summary>When its owner closed it; from then on it has no address and nobody signs in.</summary>
    public DateTime? ClosedAt { get; private set; }

    Guid IRoot.RootId => Id;

    public void Touch() => Version++;

    public void Choose(string? language) => Language = language;

    /// <summary>A new account under its e-mail address, which is also its name; without a password until one is chosen.</summary>
    public static Account For(EmailAddress email) => new()
    {
        Id = Guid.NewGuid(),
        UserName = email.Value,
        NormalizedUserName = email.Key,
        Email = email.Value,
        NormalizedEmail = email.Key,
        LockoutEnabled = true,
        SecurityStamp = NewStamp(),
    };

    /// <summary>Takes a new password's hash; every session of the account ends.</summary>
    public void SetPassword(string hash)
    {
        (PasswordHash, LockoutEnd, AccessFailedCount) = (hash, null, 0);
        EndSessions();
    }

    public void ConfirmAddress() => EmailConfirmed = true;

    public void AskForAddress(EmailAddress email) => PendingEmail = email.Value;

    /// <summary>Takes an address whose owner has just proved it.</summary>
    public void TakeAddress(EmailAddress email)
    {
        (UserName, NormalizedUserName, Email, NormalizedEmail) = (email.Value, email.Key, email.Value, email.Key);
        (EmailConfirmed, PendingEmail) = (true, null);
    }

    /// <summary>Nothing is left by which it could be opened or found; the address is free for another account.</summary>
    public void Close(DateTime at)
    {
        (Email, NormalizedEmail, PendingEmail, PasswordHash, ClosedAt) = (null, null, null, null, at);
        UserName = NormalizedUserName = $"{Id:N}";
        EndSessions();
    }

    public void EndSessions() => SecurityStamp = NewStamp();

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>What members of staff may be. An applicant needs no role: everyone signed in may see what is their own.</summary>
public enum Role { Reviewer, ExamOfficer, Finance, Registrar, Admin }

/// <summary>A role held from one instant until another. Ended, never deleted.</summary>
public sealed class RoleGrant
{
    public required Guid Id { get; init; }
    public required Guid Account { get; init; }
    public required Role Role { get; init; }
    public required DateTime GrantedAt { get; init; }
    public required string GrantedBy { get; init; }
    public DateTime? EndedAt { get; private set; }
    public string? EndedBy { get; private set; }

    public static RoleGrant Of(Account account, Role role, DateTime at, Actor by) => new()
    {
        Id = Guid.NewGuid(),
        Account = account.Id,
        Role = role,
        GrantedAt = at,
        GrantedBy = by.Name,
    };

    public void End(DateTime at, Actor by) => (EndedAt, EndedBy) = (at, by.Name);
}
