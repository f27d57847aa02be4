using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>Why somebody did something, in their own words, kept in the journal.</summary>
public static class Reason
{
    public const int MaxLength = 500;

    public static Result<string> Read(string? typed, string field) => typed?.Trim() switch
    {
        null or "" => Problem.Invalid.At(field, Text.Of("reason.missing")),
        { Length: > MaxLength } => Problem.Invalid.At(field, Text.Of("reason.too-long", ("max", MaxLength))),
        var reason => reason,
    };
}

/// <summary>Gives a role to an account.</summary>
public static class GrantRole
{
    public sealed record Command(Guid Account, Role? Role, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var why = Reason.Read(command.Reason, "Reason");
            var noRole = command.Role is null ? Problem.Invalid.At("Role", Text.Of("role.missing")) : null;
            if (Problem.Invalid.Of(noRole, why.Problem) is { } invalid)
                return invalid;
            if (command.Role is not { } role || !why.Succeeded(out var reason, out var problem))
                return why.Problem!;
            if (!(await RoleChange.BeginAsync(db, command.Account, command.By, ct)).Succeeded(out var account, out problem))
                return problem;
            if (await db.ActiveGrants.AnyAsync(g => g.Account == account.Id && g.Role == role, ct))
                return new Problem.AlreadyDone("role-grant");
            db.Add(RoleGrant.Of(account, role, clock.Now, command.By.Actor));
            journal.Record(new RoleGranted(role), account, command.By.Actor, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>Takes a role away, at once. Nobody ends their own, so an administrator is always left.</summary>
public static class EndRole
{
    public sealed record Command(Guid Account, Role Role, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!Reason.Read(command.Reason, "Reason").Succeeded(out var reason, out var problem))
                return problem;
            if (!(await RoleChange.BeginAsync(db, command.Account, command.By, ct)).Succeeded(out var account, out problem))
                return problem;
            var grants = await db.ActiveGrants.Where(g => g.Account == account.Id && g.Role == command.Role).ToListAsync(ct);
            if (grants.Count == 0)
                return new Problem.AlreadyDone("role-grant");
            grants.ForEach(g => g.End(clock.Now, command.By.Actor));
            journal.Record(new RoleEnded(command.Role), account, command.By.Actor, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

internal static class RoleChange
{
    /// <summary>
    /// The account whose roles change. Whoever changes them must be an administrator still, and both accounts' versions
    /// move: two administrators who end each other at once collide, and one of them stays.
    /// </summary>
    public static async Task<Result<Account>> BeginAsync(PeerCertDb db, Guid id, Session by, CancellationToken ct)
    {
        if (id == by.Account)
            return new Problem.Refused("own-roles", Text.Of("role.own"));
        var administrator = await db.Users.SingleAsync(a => a.Id == by.Account, ct);
        var may = await db.ActiveGrants.Where(g => g.Account == by.Account).Select(g => g.Role).ToListAsync(ct);
        if (!Permissions.Allow(may, Permissions.ManageAccounts))
            return new Problem.Refused("role-ended", Text.Of("role.no-longer-administrator"));
        if (await db.Users.SingleOrDefaultAsync(a => a.Id == id, ct) is not { } account)
            return new Problem.NotFound("thing.account");
        administrator.Touch();
        return account;
    }
}
