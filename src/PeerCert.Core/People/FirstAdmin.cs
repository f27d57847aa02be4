using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Makes the secret for the first administrator. There is one row for it, so a new secret voids the one before; once
/// there is an administrator there is no secret any more.
/// </summary>
public static class IssueSetupToken
{
    public static readonly TimeSpan Valid = TimeSpan.FromHours(24);
    private static readonly Guid TheOne = new("5e700000-0000-4000-8000-000000000001");

    public sealed class Handler(PeerCertDb db, ProgramClock clock)
    {
        public async Task<Result<string>> HandleAsync(CancellationToken ct)
        {
            if (await db.HasAdminAsync(ct))
                return new Problem.Refused("has-administrator", Text.Of("setup.has-administrator"));
            var token = await db.OneTimeTokens.SingleOrDefaultAsync(t => t.Id == TheOne, ct);
            if (token is null)
                db.Add(token = new() { Id = TheOne, Purpose = OneTimeToken.Setup });
            var secret = token.Renew(clock.Now, Valid);
            return await db.TrySaveAsync(ct) is { } lost ? lost : secret;
        }
    }
}

/// <summary>Makes the first administrator, once: of two who try, the token is used by one.</summary>
public static class CreateFirstAdmin
{
    public sealed record Command(string? Token, string? Email, string? Password);

    public sealed class Handler(PeerCertDb db, Passwords passwords, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<SignIn.SignedIn>> HandleAsync(Command command, CancellationToken ct)
        {
            var now = clock.Now;
            var token = await OneTimeToken.FindAsync(db, OneTimeToken.Setup, command.Token, now, ct);
            if (token is null)
                return Problem.Invalid.At("Token", Text.Of("setup.token-wrong"));
            if (await db.HasAdminAsync(ct))
                return new Problem.Refused("has-administrator", Text.Of("setup.has-administrator"));
            var address = EmailAddress.Read(command.Email, "Email");
            var hash = passwords.Hash(command.Password, "Password", address.Match(a => a, _ => new EmailAddress("")));
            if (Problem.Invalid.Of(address.Problem, hash.Problem) is { } invalid)
                return invalid;
            if (!address.Succeeded(out var email, out var problem) || !hash.Succeeded(out var hashed, out problem))
                return problem;

            var account = Account.For(email);
            account.SetPassword(hashed);
            var by = new Actor(account.Id, email.Value);
            token.Use(now);
            db.Add(account);
            db.Add(RoleGrant.Of(account, Role.Admin, now, by));
            journal.Record(new AccountCreated(AccountOrigin.Setup), account, by);
            journal.Record(new RoleGranted(Role.Admin), account, by);
            return await db.TrySaveAsync(ct) switch
            {
                null => SignIn.SignedIn.To(account),
                Problem.AlreadyDone => Problem.Invalid.At("Token", Text.Of("setup.token-wrong")),
                var lost => lost,
            };
        }
    }
}
