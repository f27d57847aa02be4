using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.People;

/// <summary>Who is behind a request, as of now: read anew each time, so that a role that ended is gone at once.</summary>
/// <param name="Roles">What may be used now; none of them where they wait for a second step.</param>
/// <param name="RolesWait">Somebody works here, and this session is not proved by more than a password.</param>
public sealed record Session(Guid Account, string Email, ImmutableArray<Role> Roles, bool HasConfirmed, SessionProof Proof = SessionProof.Password, bool RolesWait = false, DateTime ProvedAt = default)
{
    public Actor Actor => new(Account, Email);

    public bool May(string permission) => Permissions.Allow(Roles, permission);
}

/// <summary>An account as its administrator sees it.</summary>
public sealed record AccountView(Guid Id, string Email, bool HasPassword, bool IsLocked, IReadOnlyList<RoleGrant> Grants);

public static class AccountQueries
{
    extension(PeerCertDb db)
    {
        public IQueryable<RoleGrant> ActiveGrants => db.RoleGrants.Where(g => g.EndedAt == null);

        public Task<Account?> AccountByEmailAsync(string email, CancellationToken ct)
        {
            var key = EmailAddress.KeyOf(email);
            return db.Users.SingleOrDefaultAsync(a => a.NormalizedUserName == key, ct);
        }

        public Task<bool> HasAdminAsync(CancellationToken ct) => db.ActiveGrants.AnyAsync(g => g.Role == Role.Admin, ct);

        /// <summary>Who stands behind a session that is alive, and when it was used last; null when it has ended.</summary>
        /// <param name="asksStaff">Whether roles need a session that is proved by a code or a passkey.</param>
        public async Task<(Session Session, DateTime UsedAt)?> SessionAsync(Guid id, DateTime now, bool asksStaff, CancellationToken ct)
        {
            var live = AccountSession.LiveSince(now);
            var rows = await (
                from s in db.AccountSessions.AsNoTracking()
                where s.Id == id && s.UsedAt >= live
                from a in db.Users
                where a.Id == s.Account && a.SecurityStamp == s.Stamp
                from g in db.RoleGrants.Where(g => g.Account == a.Id && g.EndedAt == null).DefaultIfEmpty()
                select new { a.Id, a.Email, a.EmailConfirmed, a.TwoFactorEnabled, s.UsedAt, s.Proof, s.ProvedAt, Role = g == null ? (Role?)null : g.Role }).ToListAsync(ct);
            if (rows is not [var first, ..])
                return null;
            var held = rows.Select(r => r.Role).OfType<Role>().ToImmutableArray();
            // a code proves nothing any more where the second step was turned off since
            var wait = asksStaff && !held.IsEmpty && !(first.Proof is SessionProof.Passkey || first.Proof is SessionProof.Code && first.TwoFactorEnabled);
            return (new(first.Id, first.Email!, wait ? [] : held, first.EmailConfirmed, first.Proof, wait, first.ProvedAt), first.UsedAt);
        }

        /// <summary>What an account is and may do now; null where there is none.</summary>
        public async Task<Session?> SessionOfAsync(Guid account, CancellationToken ct)
        {
            var rows = await (
                from a in db.Users.AsNoTracking()
                where a.Id == account
                from g in db.RoleGrants.Where(g => g.Account == a.Id && g.EndedAt == null).DefaultIfEmpty()
                select new { a.Email, a.EmailConfirmed, Role = g == null ? (Role?)null : g.Role }).ToListAsync(ct);
            return rows is [] ? null : new(account, rows[0].Email!, [.. rows.Select(r => r.Role).OfType<Role>()], rows[0].EmailConfirmed);
        }

        /// <summary>
        /// Whoever works here and has a second step or a passkey uses it before they change either: or else a password alone would be enough
        /// to put another in its place. Null where that is not so.
        /// </summary>
        public async Task<Problem?> ProveFirstAsync(Session by, CancellationToken ct) =>
            by.RolesWait && (await db.Users.AnyAsync(a => a.Id == by.Account && a.TwoFactorEnabled, ct) || await db.Passkeys.AnyAsync(p => p.Account == by.Account, ct))
                ? new Problem.Refused("prove-first", Text.Of("second-step.prove-first")) : null;

        public Task SessionUsedAsync(Guid id, DateTime hour, CancellationToken ct) =>
            db.InTransactionAsync<int>(async inner => await db.AccountSessions.Where(s => s.Id == id).ExecuteUpdateAsync(u => u.SetProperty(s => s.UsedAt, hour), inner), ct);

        /// <summary>Signing out is no event. Where the store is away the cookie goes anyway, and the session when its time is over.</summary>
        public Task ForgetSessionAsync(Guid id, CancellationToken ct) =>
            db.InTransactionAsync<int>(async inner => await db.AccountSessions.Where(s => s.Id == id).ExecuteDeleteAsync(inner), ct);

        /// <summary>Whether the account's address is proved; true where somebody has no account of their own to prove.</summary>
        public async Task<bool> HasConfirmedAsync(Actor by, CancellationToken ct) => !await db.Users.AnyAsync(a => a.Id == by.Account && !a.EmailConfirmed, ct);

        /// <summary>Whoever stands behind <c>--as</c> on the command line.</summary>
        public async Task<Session?> SessionOfAsync(string email, CancellationToken ct) =>
            await db.AccountByEmailAsync(email, ct) is { } account ? await db.SessionOfAsync(account.Id, ct) : null;

        public async Task<AccountView?> AccountViewAsync(Guid id, DateTime now, CancellationToken ct)
        {
            if (await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } account)
                return null;
            var grants = await db.RoleGrants.AsNoTracking().Where(g => g.Account == id).OrderBy(g => g.GrantedAt).ToListAsync(ct);
            return new(id, account.Email!, account.PasswordHash is not null, account.LockoutEnd?.UtcDateTime > now, grants);
        }
    }
}
