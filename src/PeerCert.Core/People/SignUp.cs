using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>
/// Makes an account and the person it belongs to, and writes to the address for it to be confirmed. An address that has an
/// account already gets the same answer, so that nobody can find out who is here, and its owner a letter that says so. A
/// new account speaks the language it was made in.
/// </summary>
public static class SignUp
{
    public sealed record Command(string? Email, string? Password, string? Language = null);

    public sealed class Handler(PeerCertDb db, Passwords passwords, AccountLetter.Writer letters, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var address = EmailAddress.Read(command.Email, "Email");
            // Both fields are told at once; without an address the password is judged on its own.
            var hash = passwords.Hash(command.Password, "Password", address.Match(a => a, _ => new EmailAddress("")));
            if (Problem.Invalid.Of(address.Problem, hash.Problem) is { } invalid)
                return invalid;
            if (!address.Succeeded(out var email, out var problem) || !hash.Succeeded(out var hashed, out problem))
                return problem;

            var existing = await db.AccountByEmailAsync(email.Value, ct);
            if (existing is not null)
            {
                await letters.WriteAsync(existing, LetterKind.AddressTaken, new(existing.Email!), ct);
            }
            else
            {
                var account = Account.For(email);
                account.SetPassword(hashed);
                account.Choose(command.Language);
                var person = Person.Register(account.Id, clock.Now);
                var by = new Actor(account.Id, email.Value);
                db.Add(account);
                db.Add(person);
                journal.Record(new AccountCreated(AccountOrigin.SignUp), account, by);
                journal.Record(new PersonRegistered(account.Id), person, by);
                await letters.WriteAsync(account, LetterKind.ConfirmAddress, email, ct);
            }
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : new Done();
        }
    }
}
