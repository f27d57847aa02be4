using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Counts guesses at an account's secrets, wherever they are made. Each try is counted before it is made, in one atomic
/// statement, so that many at once do not get more tries than one after another.
/// </summary>
public sealed class Tries(PeerCertDb db, Passwords passwords, JournalWriter journal, ProgramClock clock)
{
    public const int Most = 10;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    /// <summary>Takes one try, and the last one locks; false where the account is locked. A lock that is over gives all tries back.</summary>
    public Task<Result<bool>> TakeAsync(Guid account, CancellationToken ct)
    {
        DateTimeOffset now = clock.Now, until = clock.Now + LockedFor;
        return db.InTransactionAsync<bool>(
            async inner =>
            {
                await db.Users.Where(a => a.Id == account && a.LockoutEnd <= now).ExecuteUpdateAsync(
                    u => u.SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null).SetProperty(a => a.AccessFailedCount, 0), inner);
                return await db.Users.Where(a => a.Id == account && a.LockoutEnd == null).ExecuteUpdateAsync(
                    u => u.SetProperty(a => a.LockoutEnd, a => a.AccessFailedCount + 1 >= Most ? until : null)
                        .SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1),
                    inner) == 1;
            },
            ct);
    }

    /// <summary>After a wrong one: a lock is written down. Returns <paramref name="refusal"/> unless the store fails.</summary>
    public async Task<Problem> FailedAsync(Account account, Problem refusal, CancellationToken ct)
    {
        if (account.LockoutEnd is not { } until)
            return refusal;
        journal.Record(new AccountLocked(until.UtcDateTime), account, Actor.Program);
        return await db.TrySaveAsync(ct) ?? refusal;
    }

    /// <summary>The account of somebody signed in who has just typed the password again; wrong ones count as at the sign-in.</summary>
    public async Task<Result<Account>> ConfirmedAsync(Session by, string? password, string field, CancellationToken ct)
    {
        if (!(await TakeAsync(by.Account, ct)).Succeeded(out var mayTry, out var problem))
            return problem;
        if (!mayTry)
            return Problem.Invalid.At(field, Text.Of("password.too-many-tries", ("minutes", (long)LockedFor.TotalMinutes)));
        var account = await db.Users.SingleAsync(a => a.Id == by.Account, ct);
        if (passwords.Check(account, password) is Microsoft.AspNetCore.Identity.PasswordVerificationResult.Failed)
            return await FailedAsync(account, Problem.Invalid.At(field, Text.Of("password.current-wrong")), ct);
        Forgive(account);
        return account;
    }

    public static void Forgive(Account account) => (account.AccessFailedCount, account.LockoutEnd) = (0, null);
}
