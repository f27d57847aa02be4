using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>A key that a phone or computer keeps and opens with a finger, a face or a PIN (WebAuthn). Here is only its public half.</summary>
public sealed class Passkey
{
    public const int MaxName = 60;
    private const char Between = ' ';

    private Passkey() { }

    public Guid Id { get; private set; }
    public Guid Account { get; private set; }
    public string Name { get; private set; } = "";
    public byte[] CredentialId { get; private set; } = [];
    public byte[] PublicKey { get; private set; } = [];
    public long SignCount { get; private set; }
    public string Transports { get; private set; } = "";
    public bool IsUserVerified { get; private set; }
    public bool IsBackupEligible { get; private set; }
    public bool IsBackedUp { get; private set; }
    public byte[] AttestationObject { get; private set; } = [];
    public byte[] ClientDataJson { get; private set; } = [];
    public DateTime AddedAt { get; private set; }
    public DateTime? UsedAt { get; private set; }

    public static Passkey Of(Guid account, string name, UserPasskeyInfo made, DateTime at) => new()
    {
        Id = Guid.NewGuid(),
        Account = account,
        Name = name,
        CredentialId = made.CredentialId,
        PublicKey = made.PublicKey,
        SignCount = made.SignCount,
        Transports = string.Join(Between, made.Transports ?? []),
        IsUserVerified = made.IsUserVerified,
        IsBackupEligible = made.IsBackupEligible,
        IsBackedUp = made.IsBackedUp,
        AttestationObject = made.AttestationObject,
        ClientDataJson = made.ClientDataJson,
        AddedAt = at,
    };

    /// <summary>As the library that checks it knows it.</summary>
    public UserPasskeyInfo Info => new(
        CredentialId, PublicKey, new DateTimeOffset(AddedAt), (uint)SignCount, Transports.Length == 0 ? null : Transports.Split(Between),
        IsUserVerified, IsBackupEligible, IsBackedUp, AttestationObject, ClientDataJson);

    public void Used(UserPasskeyInfo seen, DateTime at) => (SignCount, IsBackedUp, UsedAt) = (seen.SignCount, seen.IsBackedUp, at);
}

[JournalEvent("passkey-added")]
public sealed record PasskeyAdded : IJournalEvent;

[JournalEvent("passkey-removed")]
public sealed record PasskeyRemoved : IJournalEvent;

/// <summary>Keeps a passkey that was just made and checked, under the name that its owner gives it.</summary>
public static class AddPasskey
{
    /// <param name="Here">The session in which it was made: it is proved by it.</param>
    public sealed record Command(string? Name, UserPasskeyInfo Made, Session By, Guid Here);

    public sealed class Handler(PeerCertDb db, AccountLetter.Writer letters, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (command.Name?.Trim() is not { Length: > 0 and <= Passkey.MaxName } name)
                return Problem.Invalid.At("Name", Text.Of("passkey.name-wrong", ("max", Passkey.MaxName)));
            if (await db.ProveFirstAsync(command.By, ct) is { } unproved)
                return unproved;
            var account = await db.Users.SingleAsync(a => a.Id == command.By.Account, ct);
            if (command.Made.IsUserVerified)
                (await db.AccountSessions.SingleOrDefaultAsync(s => s.Id == command.Here, ct))?.Prove(SessionProof.Passkey, clock.Now);
            db.Add(Passkey.Of(account.Id, name, command.Made, clock.Now));
            journal.Record(new PasskeyAdded(), account, command.By.Actor);
            await letters.WriteAsync(account, LetterKind.PasskeyAdded, new(account.Email!), ct);
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : new Done();
        }
    }
}

public static class RemovePasskey
{
    public sealed record Command(Guid Id, string? Password, Session By);

    public sealed class Handler(PeerCertDb db, Tries tries, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.ProveFirstAsync(command.By, ct) is { } unproved)
                return unproved;
            if (!(await tries.ConfirmedAsync(command.By, command.Password, "Password", ct)).Succeeded(out var account, out var problem))
                return problem;
            if (await db.Passkeys.SingleOrDefaultAsync(p => p.Id == command.Id && p.Account == account.Id, ct) is not { } passkey)
                return new Done();   // the same form sent twice
            db.Remove(passkey);
            journal.Record(new PasskeyRemoved(), account, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : new Done();
        }
    }
}

/// <summary>Somebody showed a passkey, which was checked. It is something they have and something they are or know: no code is asked for.</summary>
public static class SignInByPasskey
{
    public sealed record Command(UserPasskeyInfo Seen);

    public sealed class Handler(PeerCertDb db, ProgramClock clock)
    {
        public async Task<Result<SignIn.SignedIn>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!command.Seen.IsUserVerified || await db.Passkeys.SingleOrDefaultAsync(p => p.CredentialId == command.Seen.CredentialId, ct) is not { } passkey)
                return new Problem.Refused("passkey-refused", Text.Of("passkey.failed"));
            var account = await db.Users.SingleAsync(a => a.Id == passkey.Account, ct);
            passkey.Used(command.Seen, clock.Now);
            return await db.TrySaveAsync(ct) is { } lost ? lost : SignIn.SignedIn.To(account, SessionProof.Passkey);
        }
    }
}

/// <summary>What the library that checks passkeys asks for. It writes nothing: use cases do.</summary>
public sealed class PasskeyStore(PeerCertDb db) : IUserPasskeyStore<Account>
{
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await db.Passkeys.AsNoTracking().Where(p => p.Account == user.Id).ToListAsync(cancellationToken)).Select(p => p.Info)];

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        db.Users.SingleOrDefaultAsync(a => db.Passkeys.Any(p => p.Account == a.Id && p.CredentialId == credentialId), cancellationToken);

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await db.Passkeys.AsNoTracking().SingleOrDefaultAsync(p => p.Account == user.Id && p.CredentialId == credentialId, cancellationToken))?.Info;

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? db.Users.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) : Task.FromResult<Account?>(null);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.Users.SingleOrDefaultAsync(a => a.NormalizedUserName == normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName);

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
        // the context is the request's
    }
}
