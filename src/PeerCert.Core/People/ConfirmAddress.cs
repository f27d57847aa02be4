using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// The link of a letter was opened and its button pressed: the address is proved, that of the account or a new one that
/// was asked for. Pressed again it says the same, whoever presses it.
/// </summary>
public static class ConfirmAddress
{
    public sealed record Command(string? Code);

    public sealed class Handler(PeerCertDb db, AccountLetter.Writer letters, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var token = await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.Confirmation, command.Code, ct);
            if (token is not { Account: { } id, Address: { } address })
                return LinkProblem.Wrong;
            var account = await db.Users.SingleAsync(a => a.Id == id, ct);
            if (account.EmailConfirmed && account.Email == address)
                return new Done();
            if (!token.Works(clock.Now))
                return LinkProblem.Old;
            var by = new Actor(account.Id, account.Email!);
            if (account.Email == address)
            {
                account.ConfirmAddress();
                journal.Record(new AddressConfirmed(), account, by);
            }
            else if (account.PendingEmail == address && await db.AccountByEmailAsync(address, ct) is null)
            {
                await letters.WriteAsync(account, LetterKind.AddressChanged, new(account.Email!), ct);
                account.TakeAddress(new(address));
                journal.Record(new AddressChanged(), account, by);
            }
            else
            {
                return LinkProblem.Old;
            }
            token.Use(clock.Now);
            return await db.TrySaveAsync(ct) switch
            {
                null => new Done(),
                // somebody else took the very address, or a double click came first: looked at again
                Problem.AlreadyDone or Problem.ChangedMeanwhile => await HandleAsync(command, ct),
                var lost => lost,
            };
        }
    }
}

/// <summary>What is said of a link that does not work.</summary>
public static class LinkProblem
{
    public static Problem.Refused Wrong => new("link-wrong", Text.Of("link.wrong"));

    public static Problem.Refused Old => new("link-old", Text.Of("link.old"));
}

/// <summary>Writes the letter that confirms an address once more.</summary>
public static class SendConfirmationAgain
{
    public sealed record Command(Session By);

    public sealed class Handler(PeerCertDb db, AccountLetter.Writer letters)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var account = await db.Users.SingleAsync(a => a.Id == command.By.Account, ct);
            if (account.EmailConfirmed && account.PendingEmail is null)
                return new Done();
            var wrote = account.PendingEmail is { } pending
                ? await letters.WriteAsync(account, LetterKind.ConfirmNewAddress, new(pending), ct)
                : await letters.WriteAsync(account, LetterKind.ConfirmAddress, new(account.Email!), ct);
            if (!wrote)
                return new Problem.Refused("too-many-letters", Text.Of("account.too-many-letters"));
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
