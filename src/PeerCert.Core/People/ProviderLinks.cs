using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>Who somebody is at a provider: its issuer and the subject there, and nothing that could change hands, such as an address.</summary>
public sealed record ProvenElsewhere(string Issuer, string Subject);

[JournalEvent("provider-linked")]
public sealed record ProviderLinked(string Issuer) : IJournalEvent;

[JournalEvent("provider-unlinked")]
public sealed record ProviderUnlinked(string Issuer) : IJournalEvent;

public static class ProviderLinks
{
    extension(PeerCertDb db)
    {
        /// <summary>The first step of a sign-in by whoever was proven elsewhere; null where no account is linked.</summary>
        public async Task<SignIn.Passed?> PassedThroughAsync(ProvenElsewhere proven, CancellationToken ct) =>
            await db.AccountOfAsync(proven, ct) is { } account ? new(SignIn.SignedIn.To(account), account.TwoFactorEnabled) : null;

        /// <summary>The account that was linked to this subject of this issuer; null where none was.</summary>
        public Task<Account?> AccountOfAsync(ProvenElsewhere proven, CancellationToken ct) => (
            from l in db.UserLogins
            where l.LoginProvider == proven.Issuer && l.ProviderKey == proven.Subject
            join a in db.Users on l.UserId equals a.Id
            select a).SingleOrDefaultAsync(ct);

        public Task<bool> IsLinkedAsync(Guid account, string issuer, CancellationToken ct) => db.UserLogins.AnyAsync(l => l.UserId == account && l.LoginProvider == issuer, ct);

        internal void Link(Account account, ProvenElsewhere proven, JournalWriter journal)
        {
            db.Add(new IdentityUserLogin<Guid> { LoginProvider = proven.Issuer, ProviderKey = proven.Subject, UserId = account.Id });
            journal.Record(new ProviderLinked(proven.Issuer), account, new(account.Id, account.Email!));
        }
    }

    internal static Problem.Refused Taken => new("provider-taken", Text.Of("provider.taken"));
}

/// <summary>Links an account to whoever was proven elsewhere: its owner types address and password once. The second step is asked for as at any sign-in.</summary>
public static class LinkProvider
{
    public sealed record Command(ProvenElsewhere Proven, string? Email, string? Password);

    public sealed class Handler(PeerCertDb db, SignIn.Handler signIn, AccountLetter.Writer letters, JournalWriter journal)
    {
        public async Task<Result<SignIn.Passed>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await signIn.HandleAsync(new(command.Email, command.Password), ct)).Succeeded(out var passed, out var problem))
                return problem;
            if (await db.AccountOfAsync(command.Proven, ct) is { } linked)
                return linked.Id == passed.SignedIn.Account ? passed : ProviderLinks.Taken;
            if (await db.IsLinkedAsync(passed.SignedIn.Account, command.Proven.Issuer, ct))
                return ProviderLinks.Taken;
            var account = await db.Users.SingleAsync(a => a.Id == passed.SignedIn.Account, ct);
            db.Link(account, command.Proven, journal);
            await letters.WriteAsync(account, LetterKind.ProviderLinked, new(account.Email!), ct);
            return await db.TrySaveAsync(ct) switch
            {
                null => passed,
                Problem.AlreadyDone or Problem.ChangedMeanwhile => ProviderLinks.Taken,
                var lost => lost,
            };
        }
    }
}

/// <summary>
/// Makes an account without a password for whoever was proven elsewhere. The address counts when its letter was opened, whatever the provider says of
/// it; one that has an account gets the same answer, and nobody is linked to it.
/// </summary>
public static class SignUpThroughProvider
{
    public sealed record Command(ProvenElsewhere Proven, string? Email, string Language);

    public sealed class Handler(PeerCertDb db, AccountLetter.Writer letters, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!EmailAddress.Read(command.Email, "Email").Succeeded(out var email, out var problem))
                return problem;
            if (await db.AccountOfAsync(command.Proven, ct) is not null)
                return new Done();   // the same form sent twice
            if (await db.AccountByEmailAsync(email.Value, ct) is { } existing)
            {
                await letters.WriteAsync(existing, LetterKind.AddressTaken, new(existing.Email!), ct);
            }
            else
            {
                var account = Account.For(email);
                account.Choose(command.Language);
                var person = Person.Register(account.Id, clock.Now);
                var by = new Actor(account.Id, email.Value);
                db.Add(account);
                db.Add(person);
                journal.Record(new AccountCreated(AccountOrigin.Provider), account, by);
                journal.Record(new PersonRegistered(account.Id), person, by);
                db.Link(account, command.Proven, journal);
                await letters.WriteAsync(account, LetterKind.ConfirmAddress, email, ct);
            }
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : new Done();
        }
    }
}

/// <summary>The provider opens the account no more. It needs the password, or else there would be no way in.</summary>
public static class UnlinkProvider
{
    public sealed record Command(string Issuer, string? Password, Session By);

    public sealed class Handler(PeerCertDb db, Tries tries, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await tries.ConfirmedAsync(command.By, command.Password, "Password", ct)).Succeeded(out var account, out var problem))
                return problem;
            var links = await db.UserLogins.Where(l => l.UserId == account.Id && l.LoginProvider == command.Issuer).ToListAsync(ct);
            if (links.Count == 0)
                return new Done();
            db.RemoveRange(links);
            journal.Record(new ProviderUnlinked(command.Issuer), account, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
