using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>
/// What somebody typed and sent when their session had ended, kept until they sign in again. It is sealed, so that nobody reads it in the
/// database, and like a draft it is not journaled: only what is sent counts. Of one form the newest is kept.
/// </summary>
public sealed class UnsentForm
{
    /// <summary>So long it waits for whoever typed it; ours.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    /// <summary>More forms than anybody has open at once; ours.</summary>
    internal const int AtMost = 10;

    private UnsentForm() { }

    public Guid Id { get; private set; }
    public Guid Account { get; private set; }

    /// <summary>Which form it is, so that the same one sent twice is kept once: a hash of where it goes.</summary>
    public string Form { get; private set; } = "";
    public byte[] Sealed { get; private set; } = [];
    public DateTime TypedAt { get; private set; }

    internal static UnsentForm Of(KeepUnsentForm.Command command, DateTime at) =>
        new() { Id = Guid.NewGuid(), Account = command.Account, Form = command.Form, Sealed = command.Sealed, TypedAt = at };
}

/// <summary>Keeps what was typed for an account; where there is no such account, nothing.</summary>
public static class KeepUnsentForm
{
    public sealed record Command(Guid Account, string Form, byte[] Sealed);

    public sealed class Handler(PeerCertDb db, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!await db.Users.AnyAsync(a => a.Id == command.Account && a.ClosedAt == null, ct))
                return new Done();
            return await db.InTransactionAsync<Done>(
                async inner =>
                {
                    var others = await db.UnsentForms.Where(f => f.Account == command.Account && f.Form != command.Form)
                        .OrderByDescending(f => f.TypedAt).ThenBy(f => f.Id).Select(f => f.Id).Take(UnsentForm.AtMost - 1).ToListAsync(inner);
                    await db.UnsentForms.Where(f => f.Account == command.Account && !others.Contains(f.Id)).ExecuteDeleteAsync(inner);
                    db.Add(UnsentForm.Of(command, clock.Now));
                    return new Done();
                },
                ct);
        }
    }
}

/// <summary>Lets go of what was typed: it was sent, or is not wanted any more.</summary>
public static class DropUnsentForm
{
    public sealed record Command(Guid Id, Guid Account);

    public sealed class Handler(PeerCertDb db)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct) => await db.InTransactionAsync<Done>(
            async inner =>
            {
                await db.UnsentForms.Where(f => f.Id == command.Id && f.Account == command.Account).ExecuteDeleteAsync(inner);
                return new Done();
            },
            ct);
    }
}

/// <summary>What waits for somebody to be sent, and the end of what waited too long.</summary>
public sealed class OpenUnsentForms(PeerCertDb db, ProgramClock clock)
{
    public Task<bool> AnyAsync(Guid account, CancellationToken ct) => Of(account).AnyAsync(ct);

    /// <summary>The one that was typed last; null where none waits.</summary>
    public Task<UnsentForm?> LastAsync(Guid account, CancellationToken ct) => Of(account).OrderByDescending(f => f.TypedAt).ThenBy(f => f.Id).FirstOrDefaultAsync(ct);

    /// <summary>How many were let go.</summary>
    public async Task<Result<int>> ForgetOldAsync(CancellationToken ct)
    {
        var until = Until;
        return await db.UnsentForms.AnyAsync(f => f.TypedAt <= until, ct)
            ? await db.InTransactionAsync<int>(async inner => await db.UnsentForms.Where(f => f.TypedAt <= until).ExecuteDeleteAsync(inner), ct)
            : 0;
    }

    private DateTime Until => clock.Now - UnsentForm.Waits;

    private IQueryable<UnsentForm> Of(Guid account)
    {
        var until = Until;
        return db.UnsentForms.AsNoTracking().Where(f => f.Account == account && f.TypedAt > until);
    }
}
