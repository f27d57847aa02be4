using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Makes an account for a member of staff and a code, shown once to the administrator, with which they choose their
/// password. Asked again for an account that has no password yet, it makes a new code and the old one is void.
/// </summary>
public static class InviteStaff
{
    public static readonly TimeSpan Valid = TimeSpan.FromDays(7);

    public sealed record Command(string? Email, string? Reason, Session By);

    public sealed record Invited(Guid Account, string Email, string Code, DateTime Until);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Invited>> HandleAsync(Command command, CancellationToken ct)
        {
            var address = EmailAddress.Read(command.Email, "Email");
            var why = Reason.Read(command.Reason, "Reason");
            if (Problem.Invalid.Of(address.Problem, why.Problem) is { } invalid)
                return invalid;
            if (!address.Succeeded(out var email, out var problem) || !why.Succeeded(out var reason, out problem))
                return problem;

            var (now, by) = (clock.Now, command.By.Actor);
            var account = await db.AccountByEmailAsync(email.Value, ct);
            if (account is { PasswordHash: not null })
                return Problem.Invalid.At("Email", Text.Of("invite.has-account"));
            if (account is null)
            {
                db.Add(account = Account.For(email));
                journal.Record(new AccountCreated(AccountOrigin.Invitation), account, by, reason);
            }
            var token = await db.OneTimeTokens.SingleOrDefaultAsync(t => t.Account == account.Id && t.Purpose == OneTimeToken.Invitation, ct);
            if (token is null)
                db.Add(token = new() { Id = Guid.NewGuid(), Purpose = OneTimeToken.Invitation, Account = account.Id });
            var code = token.Renew(now, Valid);
            journal.Record(new StaffInvited(token.ExpiresAt), account, by, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Invited(account.Id, email.Value, code, token.ExpiresAt);
        }
    }
}

/// <summary>The invited person chooses a password; the code is used up.</summary>
public static class AcceptInvitation
{
    public sealed record Command(string? Code, string? Password);

    public sealed class Handler(PeerCertDb db, Passwords passwords, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<SignIn.SignedIn>> HandleAsync(Command command, CancellationToken ct)
        {
            var token = await OneTimeToken.FindAsync(db, OneTimeToken.Invitation, command.Code, clock.Now, ct);
            if (token?.Account is not { } id)
                return Problem.Invalid.At("Code", Text.Of("invitation.code-wrong"));
            var account = await db.Users.SingleAsync(a => a.Id == id, ct);
            if (!passwords.Hash(command.Password, "Password", new(account.Email!)).Succeeded(out var hashed, out var problem))
                return problem;
            token.Use(clock.Now);
            account.SetPassword(hashed);
            journal.Record(new PasswordSet(), account, new Actor(account.Id, account.Email!));
            return await db.TrySaveAsync(ct) is { } lost ? lost : SignIn.SignedIn.To(account);
        }
    }
}
