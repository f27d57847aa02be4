using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>What a letter about an account says. Each has its words under <c>account-letter</c>.</summary>
public enum LetterKind { ConfirmAddress, AddressTaken, ConfirmNewAddress, AddressChangeAsked, AddressChanged, Recover, PasswordChanged, SecondStepOff, ResetComing, ResetLink, ProviderLinked, AccountClosed, PasskeyAdded, RecoveryCodeUsed, FilesDue }

/// <summary>
/// A letter to an address about an account, to be sent as mail. A letter with a link gets its secret when it is sent, so
/// that the secret stands nowhere but in the mail; each sending makes one of its own, and all of them work until one is used.
/// </summary>
public sealed class AccountLetter
{
    public const string Written = "account-letter";

    private AccountLetter() { }

    public Guid Id { get; private set; }
    public Guid Account { get; private set; }
    public LetterKind Kind { get; private set; }
    public string Address { get; private set; } = "";

    /// <summary>The address as it is compared.</summary>
    public string AddressKey { get; private set; } = "";

    public DateTime WrittenAt { get; private set; }

    public sealed record ToSend(Guid Letter);

    /// <summary>The address is not kept any longer.</summary>
    public void Forget() => (Address, AddressKey) = ("", "");

    /// <summary>What the letter's link opens, how long it works, and where it leads; null where the letter has none.</summary>
    public (string Purpose, TimeSpan Valid, string Path)? Link(AccountOptions options) => Kind switch
    {
        LetterKind.ConfirmAddress or LetterKind.ConfirmNewAddress => (OneTimeToken.Confirmation, TimeSpan.FromHours(options.ConfirmHours), "account/confirm"),
        LetterKind.Recover => (OneTimeToken.Recovery, TimeSpan.FromMinutes(options.RecoverMinutes), "account/recover"),
        LetterKind.ResetComing => (OneTimeToken.StopReset, TimeSpan.FromHours(options.ResetDelayHours + options.ResetLinkHours), "account/stop-reset"),
        LetterKind.ResetLink => (OneTimeToken.Reset, TimeSpan.FromHours(options.ResetDelayHours + options.ResetLinkHours), "account/recover"),
        _ => null,
    };

    /// <summary>Whether there is still something to say when its turn comes.</summary>
    public bool IsNeeded(Account account) => Kind switch
    {
        LetterKind.ConfirmAddress => !account.EmailConfirmed && account.Email == Address,
        LetterKind.ConfirmNewAddress => account.PendingEmail == Address,
        LetterKind.AccountClosed => true,
        _ => account.ClosedAt is null,
    };

    /// <summary>Writes letters in the caller's commit.</summary>
    public sealed class Writer(PeerCertDb db, JournalWriter journal, AccountOptions options, ProgramClock clock)
    {
        private static readonly TimeSpan Day = TimeSpan.FromDays(1);

        /// <summary>Within this the same form was sent twice, or its answer was lost.</summary>
        private static readonly TimeSpan Twice = TimeSpan.FromMinutes(1);

        /// <summary>False where the address got too many of this kind in a day; one that was written just now is not written again.</summary>
        public async Task<bool> WriteAsync(Account account, LetterKind kind, EmailAddress to, CancellationToken ct)
        {
            var (key, since, just) = (to.Key, clock.Now - Day, clock.Now - Twice);
            var before = db.AccountLetters.Where(l => l.AddressKey == key && l.WrittenAt > since);
            if (await before.AnyAsync(l => l.WrittenAt > just && l.Account == account.Id && (l.Kind == kind || kind == LetterKind.AddressTaken && l.Kind == LetterKind.ConfirmAddress), ct))
                return true;
            if (await before.CountAsync(l => l.Kind == kind, ct) >= options.LettersPerDay)
                return false;
            var letter = new AccountLetter { Id = Guid.NewGuid(), Account = account.Id, Kind = kind, Address = to.Value, AddressKey = key, WrittenAt = clock.Now };
            db.Add(letter);
            journal.Send(Written, new ToSend(letter.Id));
            return true;
        }
    }
}
