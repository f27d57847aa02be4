using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Staff open an account for its owner, who lost what they sign in with. One checks who it is and asks for it, another agrees; then the old
/// address hears of it and for a day its owner can stop it.
/// </summary>
public sealed class AccountReset
{
    /// <summary>What nobody agrees to in so long was not needed.</summary>
    public static readonly TimeSpan AskedFor = TimeSpan.FromDays(7);

    private AccountReset() { }

    public Guid Id { get; private set; }
    public Guid Account { get; private set; }

    /// <summary>A new address, where the old mailbox is lost, too.</summary>
    public string? Address { get; private set; }

    public DateTime AskedAt { get; private set; }
    public Guid AskedBy { get; private set; }
    public string AskedByName { get; private set; } = "";
    public DateTime? ConfirmedAt { get; private set; }
    public string? ConfirmedByName { get; private set; }

    /// <summary>From when its link opens the account.</summary>
    public DateTime? WorksFrom { get; private set; }

    /// <summary>Used, or stopped by the owner.</summary>
    public DateTime? EndedAt { get; private set; }

    public static AccountReset Ask(Account account, EmailAddress? address, DateTime at, Session by) => new()
    {
        Id = Guid.NewGuid(),
        Account = account.Id,
        Address = address?.Value,
        AskedAt = at,
        AskedBy = by.Account,
        AskedByName = by.Email,
    };

    public void Confirm(DateTime at, TimeSpan delay, Session by) => (ConfirmedAt, ConfirmedByName, WorksFrom) = (at, by.Email, at + delay);

    public void End(DateTime at) => EndedAt = at;

    /// <summary>What is asked for or agreed to and neither over nor stopped: one at most.</summary>
    public static IQueryable<AccountReset> OpenOf(PeerCertDb db, Guid account, DateTime now)
    {
        var asked = now - AskedFor;
        return db.AccountResets.Where(r => r.Account == account && r.EndedAt == null && (r.ConfirmedAt != null || r.AskedAt > asked))
            .OrderByDescending(r => r.AskedAt).Take(1);
    }
}

/// <summary>The first of two: has checked who it is, by what is written down as the reason.</summary>
public static class AskForReset
{
    public sealed record Command(Guid Account, string? Email, string? Checked, Session By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var why = Reason.Read(command.Checked, "Checked");
            EmailAddress? address = null;
            var notOne = string.IsNullOrWhiteSpace(command.Email) || EmailAddress.Read(command.Email, "Email").Succeeded(out address, out var wrong) ? null : wrong;
            if (address is not null && await db.AccountByEmailAsync(address.Value, ct) is not null)
                notOne = Problem.Invalid.At("Email", Text.Of("reset.address-taken"));
            if (Problem.Invalid.Of(notOne, why.Problem) is { } invalid)
                return invalid;
            if (!why.Succeeded(out var reason, out var problem))
                return problem;
            if (!(await RoleChange.BeginAsync(db, command.Account, command.By, ct)).Succeeded(out var account, out problem))
                return problem;
            if (await AccountReset.OpenOf(db, account.Id, clock.Now).AnyAsync(ct))
                return new Problem.AlreadyDone("account-reset");
            db.Add(AccountReset.Ask(account, address, clock.Now, command.By));
            journal.Record(new AccountResetAsked(address is not null), account, command.By.Actor, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>The second of two agrees. The old address hears of it at once; the link that opens the account works after the delay.</summary>
public static class ConfirmReset
{
    public sealed record Command(Guid Account, Session By);

    public sealed class Handler(PeerCertDb db, AccountLetter.Writer letters, AccountOptions options, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await RoleChange.BeginAsync(db, command.Account, command.By, ct)).Succeeded(out var account, out var problem))
                return problem;
            if (await AccountReset.OpenOf(db, account.Id, clock.Now).SingleOrDefaultAsync(ct) is not { } reset)
                return new Problem.NotFound("thing.account-reset");
            if (reset.ConfirmedAt is not null)
                return new Problem.AlreadyDone("account-reset");
            if (reset.AskedBy == command.By.Account)
                return new Problem.Refused("reset-by-one", Text.Of("reset.another-one"));
            reset.Confirm(clock.Now, TimeSpan.FromHours(options.ResetDelayHours), command.By);
            journal.Record(new AccountResetConfirmed(reset.WorksFrom!.Value), account, command.By.Actor);
            await letters.WriteAsync(account, LetterKind.ResetComing, new(account.Email!), ct);
            await letters.WriteAsync(account, LetterKind.ResetLink, new(reset.Address ?? account.Email!), ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>The owner does not want it: by the link in the letter, or signed in.</summary>
public static class StopReset
{
    /// <param name="Code">What the link brings; null for somebody signed in.</param>
    public sealed record Command(string? Code, Session? By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var id = command.By?.Account;
            if (id is null && (id = (await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.StopReset, command.Code, ct))?.Account) is null)
                return LinkProblem.Wrong;
            var resets = await db.AccountResets.Where(r => r.Account == id && r.EndedAt == null && r.ConfirmedAt != null).ToListAsync(ct);
            if (resets.Count == 0)
                return new Done();   // pressed again, or used: either way it can do nothing any more
            resets.ForEach(r => r.End(clock.Now));
            var account = await db.Users.SingleAsync(a => a.Id == id, ct);
            journal.Record(new AccountResetStopped(), account, new(account.Id, account.Email!));
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
