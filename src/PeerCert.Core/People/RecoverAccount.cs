using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Somebody forgot their password: a link goes to the address, if there is an account. The answer is one for all. An
/// account that was invited and has no password yet is opened by its invitation alone.
/// </summary>
public static class AskToRecover
{
    public sealed record Command(string? Email);

    public sealed class Handler(PeerCertDb db, AccountLetter.Writer letters)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!EmailAddress.Read(command.Email, "Email").Succeeded(out var email, out var problem))
                return problem;
            if (await db.AccountByEmailAsync(email.Value, ct) is { } account && (account.PasswordHash is not null || await db.UserLogins.AnyAsync(l => l.UserId == account.Id, ct)))
                await letters.WriteAsync(account, LetterKind.Recover, new(account.Email!), ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>
/// A new password for whoever has the link from the account's mailbox and, where there is one, the second step. With the link of a
/// reset, which two members of staff stand for, the second step is not asked for and is off from then on. Every session ends
/// and every other such link is void.
/// </summary>
public static class RecoverAccount
{
    public sealed record Command(string? Code, string? Password, string? Step);

    /// <summary>What the link opens, before anything is typed: whether a code is needed, too.</summary>
    public sealed record Opened(bool AsksForCode);

    public sealed class Handler(
        PeerCertDb db, Passwords passwords, Tries tries, SecondStep step, AccountLetter.Writer letters, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Opened>> LookAsync(string? code, CancellationToken ct)
        {
            if (!(await FindAsync(code, ct)).Succeeded(out var found, out var problem))
                return problem;
            return new Opened(found.Reset is null && await db.Users.AnyAsync(a => a.Id == found.Token.Account && a.TwoFactorEnabled, ct));
        }

        public async Task<Result<SignIn.SignedIn>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await FindAsync(command.Code, ct)).Succeeded(out var found, out var problem))
                return problem;
            var (id, reset) = (found.Token.Account!.Value, found.Reset);
            var email = await db.Users.Where(a => a.Id == id).Select(a => a.Email!).SingleAsync(ct);
            if (!passwords.Hash(command.Password, "Password", new(email)).Succeeded(out var hashed, out problem))
                return problem;
            var asks = reset is null && await db.Users.AnyAsync(a => a.Id == id && a.TwoFactorEnabled, ct);
            if (asks && (await tries.TakeAsync(id, ct)).Match(mayTry => mayTry ? null : StepRefused, p => p) is { } refused)
                return refused;
            var account = await db.Users.SingleAsync(a => a.Id == id, ct);
            if (asks && !await step.TakesAsync(account, command.Step, ct))
                return await tries.FailedAsync(account, StepRefused, ct);

            var by = new Actor(account.Id, email);
            if (reset is not null && await ResetAsync(account, reset, ct) is { } stopped)
                return stopped;
            account.SetPassword(hashed);
            if (found.Token.Address == account.Email)
                account.ConfirmAddress();   // whoever has the link reads mail there
            await letters.WriteAsync(account, LetterKind.PasswordChanged, new(email), ct);
            foreach (var token in await db.OneTimeTokens.Where(t => t.Account == id && t.UsedAt == null && (t.Purpose == OneTimeToken.Recovery || t.Purpose == OneTimeToken.Reset)).ToListAsync(ct))
                token.Use(clock.Now);
            journal.Record(reset is null ? new AccountRecovered() : new AccountResetUsed(), account, by);
            return await db.TrySaveAsync(ct) switch
            {
                null => SignIn.SignedIn.To(account, asks ? SessionProof.Code : SessionProof.Password),
                Problem.AlreadyDone or Problem.ChangedMeanwhile => Old,   // sent twice at once
                var lost => lost,
            };
        }

        private async Task<Problem?> ResetAsync(Account account, AccountReset reset, CancellationToken ct)
        {
            await step.TurnOffAsync(account, ct);
            db.RemoveRange(await db.Passkeys.Where(p => p.Account == account.Id).ToListAsync(ct));   // the phone that holds them may be lost, too
            reset.End(clock.Now);
            if (reset.Address is not { } address)
                return null;
            if (await db.AccountByEmailAsync(address, ct) is not null)
                return Old;
            await letters.WriteAsync(account, LetterKind.AddressChanged, new(account.Email!), ct);
            account.TakeAddress(new(address));
            return null;
        }

        private async Task<Result<(OneTimeToken Token, AccountReset? Reset)>> FindAsync(string? code, CancellationToken ct)
        {
            if (await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.Recovery, code, ct) is { } token)
                return token.Works(clock.Now) ? (token, (AccountReset?)null) : Old;
            if (await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.Reset, code, ct) is not { } of)
                return LinkProblem.Wrong;
            if (!of.Works(clock.Now) || await AccountReset.OpenOf(db, of.Account!.Value, clock.Now).SingleOrDefaultAsync(ct) is not { WorksFrom: { } from } reset)
                return Old;
            return from <= clock.Now ? (of, reset) : new Problem.Refused("reset-too-early", Text.Of("recover.too-early", ("from", from)));
        }

        private static Problem.Refused Old => new("link-old", Text.Of("recover.old"));

        private static Problem StepRefused => Problem.Invalid.At("Step", Text.Of("second-step.refused"));
    }
}
