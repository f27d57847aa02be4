using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>The secret that an account shares with an app that shows codes (RFC 6238). It is kept wrapped by the master key.</summary>
public sealed class Authenticator
{
    private const int SecretLength = 20;   // of SHA-1, as RFC 4226 §4 asks

    private Authenticator() { }

    public Guid Account { get; private set; }
    public byte[] Wrapped { get; private set; } = [];
    public DateTime BegunAt { get; private set; }

    /// <summary>When a code of it was typed first; until then it asks nobody for anything.</summary>
    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>The time step of the code that was taken last: neither it nor an older one is taken again (RFC 6238 §5.2).</summary>
    public long LastStep { get; private set; }

    public static Authenticator For(Guid account) => new() { Account = account };

    /// <summary>A new secret in place of any before.</summary>
    public void Begin(IMasterKey master, DateTime at) =>
        (Wrapped, BegunAt, ConfirmedAt, LastStep) = (master.Wrap(RandomNumberGenerator.GetBytes(SecretLength), Purpose), at, null, 0);

    public byte[] Secret(IMasterKey master) => master.Unwrap(Wrapped, Purpose);

    /// <summary>Whether it is a code of now, or of the step before or after for clocks that are not quite right. Taken once.</summary>
    public bool Takes(string code, IMasterKey master, DateTime now)
    {
        if (!new Totp(Secret(master)).VerifyTotp(now, code, out var step, new VerificationWindow(previous: 1, future: 1)) || step <= LastStep)
            return false;
        LastStep = step;
        return true;
    }

    public void Confirm(DateTime at) => ConfirmedAt = at;

    private string Purpose => $"authenticator/{Account}";
}

/// <summary>One of ten codes for whoever lost their app. Only its hash is kept, and it works once.</summary>
public sealed class RecoveryCode
{
    public const int Count = 10;
    private const int Letters = 16;

    // Crockford's letters: none is taken for another, and sixteen are 80 bits, so that the hash needs no work.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private RecoveryCode() { }

    public Guid Id { get; private set; }
    public Guid Account { get; private set; }
    public string Hash { get; private set; } = "";
    public DateTime? UsedAt { get; private set; }

    public static (RecoveryCode Code, string Shown) New(Guid account)
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, Letters);
        return (new() { Id = Guid.NewGuid(), Account = account, Hash = HashOf(letters) }, string.Join('-', letters.Chunk(4).Select(c => new string(c))));
    }

    /// <summary>Typed with or without dashes, in small letters, with O for nought.</summary>
    public static string HashOf(string typed)
    {
        var letters = string.Concat(typed.ToUpperInvariant().Where(char.IsLetterOrDigit)).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letters)));
    }

    public void Use(DateTime at) => UsedAt = at;
}

[JournalEvent("second-step-on")]
public sealed record SecondStepOn : IJournalEvent;

[JournalEvent("second-step-off")]
public sealed record SecondStepOff : IJournalEvent;

[JournalEvent("recovery-codes-made")]
public sealed record RecoveryCodesMade : IJournalEvent;

[JournalEvent("recovery-code-used")]
public sealed record RecoveryCodeUsed : IJournalEvent;

/// <summary>Checks what somebody types as their second step, and keeps it; within the caller's commit.</summary>
public sealed class SecondStep(PeerCertDb db, IMasterKey master, AccountLetter.Writer letters, JournalWriter journal, ProgramClock clock)
{
    private const int Digits = 6;

    /// <summary>
    /// A code of the app, or one of the ten, of which its owner hears by mail: paper can be copied. Of two who send the same one at once, one commit fails.
    /// </summary>
    public async Task<bool> TakesAsync(Account account, string? typed, CancellationToken ct)
    {
        var code = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c)));
        if (code.Length == Digits && code.All(char.IsAsciiDigit))
            return await db.Authenticators.SingleOrDefaultAsync(a => a.Account == account.Id && a.ConfirmedAt != null, ct) is { } authenticator
                && authenticator.Takes(code, master, clock.Now);
        var hash = RecoveryCode.HashOf(code);
        if (await db.RecoveryCodes.SingleOrDefaultAsync(c => c.Account == account.Id && c.Hash == hash && c.UsedAt == null, ct) is not { } found)
            return false;
        found.Use(clock.Now);
        journal.Record(new RecoveryCodeUsed(), account, new(account.Id, account.Email!));
        await letters.WriteAsync(account, LetterKind.RecoveryCodeUsed, new(account.Email!), ct);
        return true;
    }

    /// <summary>Ten new codes, to be shown now or never; those before are void.</summary>
    public async Task<ImmutableArray<string>> NewCodesAsync(Account account, CancellationToken ct)
    {
        db.RemoveRange(await db.RecoveryCodes.Where(c => c.Account == account.Id).ToListAsync(ct));
        var made = Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.New(account.Id)).ToList();
        db.AddRange(made.Select(m => m.Code));
        return [.. made.Select(m => m.Shown)];
    }

    public async Task TurnOffAsync(Account account, CancellationToken ct)
    {
        db.RemoveRange(await db.RecoveryCodes.Where(c => c.Account == account.Id).ToListAsync(ct));
        db.RemoveRange(await db.Authenticators.Where(a => a.Account == account.Id).ToListAsync(ct));
        account.TwoFactorEnabled = false;
    }
}

/// <summary>Makes the secret that the app is to get. Nothing is asked for until a code of it was typed.</summary>
public static class BeginSecondStep
{
    public sealed record Command(string? Password, Session By);

    public sealed class Handler(PeerCertDb db, Tries tries, IMasterKey master, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.ProveFirstAsync(command.By, ct) is { } unproved)
                return unproved;
            if (!(await tries.ConfirmedAsync(command.By, command.Password, "Password", ct)).Succeeded(out var account, out var problem))
                return problem;
            if (account.TwoFactorEnabled)
                return new Problem.AlreadyDone("authenticator");
            var authenticator = await db.Authenticators.SingleOrDefaultAsync(a => a.Account == account.Id, ct);
            if (authenticator is null)
                db.Add(authenticator = Authenticator.For(account.Id));
            authenticator.Begin(master, clock.Now);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>The first code of the app was typed: from now on the sign-in asks for one. Gives the ten codes for when the app is lost.</summary>
public static class ConfirmSecondStep
{
    /// <param name="Here">The session in which the code was typed: it is proved by it.</param>
    public sealed record Command(string? Code, Session By, Guid Here);

    public sealed class Handler(PeerCertDb db, SecondStep step, IMasterKey master, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<ImmutableArray<string>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.ProveFirstAsync(command.By, ct) is { } unproved)
                return unproved;
            if (await db.Authenticators.SingleOrDefaultAsync(a => a.Account == command.By.Account, ct) is not { ConfirmedAt: null } authenticator)
                return new Problem.AlreadyDone("authenticator");
            if (!authenticator.Takes(string.Concat((command.Code ?? "").Where(c => !char.IsWhiteSpace(c))), master, clock.Now))
                return Problem.Invalid.At("Code", Text.Of("second-step.code-wrong"));
            authenticator.Confirm(clock.Now);
            var account = await db.Users.SingleAsync(a => a.Id == command.By.Account, ct);
            account.TwoFactorEnabled = true;
            (await db.AccountSessions.SingleOrDefaultAsync(s => s.Id == command.Here, ct))?.Prove(SessionProof.Code, clock.Now);
            journal.Record(new SecondStepOn(), account, command.By.Actor);
            var codes = await step.NewCodesAsync(account, ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : codes;
        }
    }
}

/// <summary>Ten new codes in place of those before.</summary>
public static class RenewRecoveryCodes
{
    public sealed record Command(string? Password, Session By);

    public sealed class Handler(PeerCertDb db, Tries tries, SecondStep step, JournalWriter journal)
    {
        public async Task<Result<ImmutableArray<string>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.ProveFirstAsync(command.By, ct) is { } unproved)
                return unproved;
            if (!(await tries.ConfirmedAsync(command.By, command.Password, "Password", ct)).Succeeded(out var account, out var problem))
                return problem;
            if (!account.TwoFactorEnabled)
                return new Problem.NotFound("thing.authenticator");
            var codes = await step.NewCodesAsync(account, ct);
            journal.Record(new RecoveryCodesMade(), account, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost ? lost : codes;
        }
    }
}

/// <summary>The sign-in asks for no code any more. Whoever has the account hears of it by mail.</summary>
public static class TurnOffSecondStep
{
    public sealed record Command(string? Password, Session By);

    public sealed class Handler(PeerCertDb db, Tries tries, SecondStep step, AccountLetter.Writer letters, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.ProveFirstAsync(command.By, ct) is { } unproved)
                return unproved;
            if (!(await tries.ConfirmedAsync(command.By, command.Password, "Password", ct)).Succeeded(out var account, out var problem))
                return problem;
            if (!account.TwoFactorEnabled)
                return new Done();
            await step.TurnOffAsync(account, ct);
            journal.Record(new SecondStepOff(), account, command.By.Actor);
            await letters.WriteAsync(account, LetterKind.SecondStepOff, new(account.Email!), ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>The second step of a sign-in whose first step was right. Guesses count together with those at the password.</summary>
public static class EnterCode
{
    /// <param name="Stamp">The account's when the first step was taken: what ends sessions ends this, too.</param>
    public sealed record Command(Guid Account, string Stamp, string? Code);

    public sealed class Handler(PeerCertDb db, Tries tries, SecondStep step)
    {
        public async Task<Result<SignIn.SignedIn>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await tries.TakeAsync(command.Account, ct)).Succeeded(out var mayTry, out var problem))
                return problem;
            if (!mayTry)
                return Refused;
            var account = await db.Users.SingleAsync(a => a.Id == command.Account, ct);
            if (account.SecurityStamp != command.Stamp || !account.TwoFactorEnabled)
                return new Problem.Refused("sign-in-again", Text.Of("second-step.again"));
            if (!await step.TakesAsync(account, command.Code, ct))
                return await tries.FailedAsync(account, Refused, ct);
            Tries.Forgive(account);
            return await db.TrySaveAsync(ct) switch
            {
                null => SignIn.SignedIn.To(account, SessionProof.Code),
                Problem.AlreadyDone or Problem.ChangedMeanwhile => Refused,   // the same code, at the same time, elsewhere
                var lost => lost,
            };
        }

        private static Problem.Invalid Refused => Problem.Invalid.At("Code", Text.Of("second-step.refused"));
    }
}

/// <summary>
/// Somebody who is signed in types a code once more, before something that cannot be taken back: a session that was left open is not enough for that.
/// Guesses count as at the sign-in.
/// </summary>
public static class ProveAgain
{
    /// <param name="Here">The session that is proved.</param>
    public sealed record Command(string? Code, Session By, Guid Here);

    public sealed class Handler(PeerCertDb db, Tries tries, SecondStep step, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await tries.TakeAsync(command.By.Account, ct)).Succeeded(out var mayTry, out var problem))
                return problem;
            if (!mayTry)
                return Refused;
            var account = await db.Users.SingleAsync(a => a.Id == command.By.Account, ct);
            if (!account.TwoFactorEnabled || !await step.TakesAsync(account, command.Code, ct))
                return await tries.FailedAsync(account, Refused, ct);
            Tries.Forgive(account);
            (await db.AccountSessions.SingleOrDefaultAsync(s => s.Id == command.Here && s.Account == account.Id, ct))?.Prove(SessionProof.Code, clock.Now);
            return await db.TrySaveAsync(ct) switch
            {
                null => new Done(),
                Problem.AlreadyDone or Problem.ChangedMeanwhile => Refused,   // the same code, at the same time, elsewhere
                var lost => lost,
            };
        }

        private static Problem.Invalid Refused => Problem.Invalid.At("Code", Text.Of("second-step.refused"));
    }
}

/// <summary>What somebody sees of their own second step.</summary>
/// <param name="Pending">The secret that waits for its first code, as it is typed; null where none does.</param>
public sealed record SecondStepView(DateTime? Since, int CodesLeft, string? Pending);

public sealed class OpenMySecondStep(PeerCertDb db, IMasterKey master)
{
    public async Task<SecondStepView> OfAsync(Guid account, CancellationToken ct)
    {
        var authenticator = await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.Account == account, ct);
        var left = await db.RecoveryCodes.CountAsync(c => c.Account == account && c.UsedAt == null, ct);
        return new(authenticator?.ConfirmedAt, left, authenticator is { ConfirmedAt: null } ? Base32Encoding.ToString(authenticator.Secret(master)).TrimEnd('=') : null);
    }

    /// <summary>What the picture for the app says (the form that Google Authenticator began and all others read).</summary>
    public static string UriOf(string secret, string email, string program) => new OtpUri(OtpType.Totp, secret, email, program).ToString();
}
