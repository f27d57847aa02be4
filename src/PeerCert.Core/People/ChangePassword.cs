using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>Sets a new password for whoever knows the old one. Every other session of the account ends.</summary>
public static class ChangePassword
{
    public sealed record Command(string? Current, string? Password, Session By);

    public sealed class Handler(PeerCertDb db, Passwords passwords, Tries tries, AccountLetter.Writer letters, JournalWriter journal)
    {
        public async Task<Result<SignIn.SignedIn>> HandleAsync(Command command, CancellationToken ct)
        {
            var hash = passwords.Hash(command.Password, "Password", new EmailAddress(command.By.Email));
            var confirmed = await tries.ConfirmedAsync(command.By, command.Current, "Current", ct);
            if (Problem.Invalid.Of(confirmed.Problem, hash.Problem) is { } invalid)
                return invalid;
            if (!confirmed.Succeeded(out var account, out var problem) || !hash.Succeeded(out var hashed, out problem))
                return problem;
            account.SetPassword(hashed);
            journal.Record(new PasswordSet(), account, command.By.Actor);
            await letters.WriteAsync(account, LetterKind.PasswordChanged, new(account.Email!), ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : SignIn.SignedIn.To(account, command.By.Proof);
        }
    }
}

/// <summary>Ends every session of an account, wherever it was left open.</summary>
public static class SignOutEverywhere
{
    public sealed record Command(Session By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var account = await db.Users.SingleAsync(a => a.Id == command.By.Account, ct);
            account.EndSessions();
            journal.Record(new SignedOutEverywhere(), account, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
