using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Asks for another e-mail address. It counts from when the link sent there is opened; the old address hears of it at
/// once. An address that has an account gets the same answer here, and a letter there that says so.
/// </summary>
public static class ChangeAddress
{
    public sealed record Command(string? Email, string? Current, Session By);

    public sealed class Handler(PeerCertDb db, Tries tries, AccountLetter.Writer letters, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var address = EmailAddress.Read(command.Email, "Email");
            if (address.Succeeded(out var typed, out _) && typed.Key == EmailAddress.KeyOf(command.By.Email))
                address = Problem.Invalid.At("Email", Text.Of("email.same"));
            var confirmed = await tries.ConfirmedAsync(command.By, command.Current, "Current", ct);
            if (Problem.Invalid.Of(address.Problem, confirmed.Problem) is { } invalid)
                return invalid;
            if (!confirmed.Succeeded(out var account, out var problem) || !address.Succeeded(out var email, out problem))
                return problem;

            var taken = await db.AccountByEmailAsync(email.Value, ct);
            account.AskForAddress(email);
            journal.Record(new AddressChangeAsked(), account, command.By.Actor);
            await letters.WriteAsync(account, LetterKind.AddressChangeAsked, new(account.Email!), ct);
            if (taken is null)
                await letters.WriteAsync(account, LetterKind.ConfirmNewAddress, email, ct);
            else
                await letters.WriteAsync(taken, LetterKind.AddressTaken, new(taken.Email!), ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
