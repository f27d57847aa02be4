using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Checks an address and a password. Wrong password, no such account, locked: one answer for all, after the same work.
/// Each try is counted before it is made, so that many at once do not get more tries than one after another.
/// </summary>
public static class SignIn
{
    public const int Tries = 10;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public sealed record Command(string? Email, string? Password);

    /// <summary>What the cookie carries, and the language the reader goes on in; everything else is read anew with each request.</summary>
    public sealed record SignedIn(Guid Account, string Stamp, string? Language)
    {
        public static SignedIn To(Account account) => new(account.Id, account.SecurityStamp!, account.Language);
    }

    public sealed class Handler(PeerCertDb db, Passwords passwords, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<SignedIn>> HandleAsync(Command command, CancellationToken ct)
        {
            var key = EmailAddress.KeyOf(command.Email ?? "");
            var id = await db.Users.Where(a => a.NormalizedUserName == key).Select(a => a.Id).SingleOrDefaultAsync(ct);
            if (!(await CountAsync(id, ct)).Succeeded(out var counted, out var problem))
                return problem;
            var account = counted ? await db.Users.SingleAsync(a => a.Id == id, ct) : null;
            var check = passwords.Check(account, command.Password);
            if (account is null)
                return Refused;
            if (check is PasswordVerificationResult.Failed)
                return await FailedAsync(account, ct);

            (account.AccessFailedCount, account.LockoutEnd) = (0, null);
            if (check is PasswordVerificationResult.SuccessRehashNeeded)
                account.PasswordHash = passwords.Rehash(command.Password);
            return await db.TrySaveAsync(ct) is { } lost ? lost : SignedIn.To(account);
        }

        /// <summary>Takes one try, and the last one locks; false where the account is locked. A lock that is over gives all tries back.</summary>
        private Task<Result<bool>> CountAsync(Guid account, CancellationToken ct)
        {
            DateTimeOffset now = clock.Now, until = clock.Now + LockedFor;
            return db.InTransactionAsync<bool>(
                async inner =>
                {
                    await db.Users.Where(a => a.Id == account && a.LockoutEnd <= now).ExecuteUpdateAsync(
                        u => u.SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null).SetProperty(a => a.AccessFailedCount, 0), inner);
                    return await db.Users.Where(a => a.Id == account && a.LockoutEnd == null).ExecuteUpdateAsync(
                        u => u.SetProperty(a => a.LockoutEnd, a => a.AccessFailedCount + 1 >= Tries ? until : null)
                            .SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1),
                        inner) == 1;
                },
                ct);
        }

        private async Task<Result<SignedIn>> FailedAsync(Account account, CancellationToken ct)
        {
            if (account.LockoutEnd is not { } until)
                return Refused;
            journal.Record(new AccountLocked(until.UtcDateTime), account, Actor.Program);
            return await db.TrySaveAsync(ct) is { } lost ? lost : Refused;
        }

        private static Problem.Refused Refused => new("sign-in-refused", Text.Of("sign-in.refused"));
    }
}
