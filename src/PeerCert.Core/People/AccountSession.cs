using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>What a session was begun in, as far as a browser says and as little as its owner needs to know it again.</summary>
public enum Browser { Other, Chrome, Edge, Firefox, Safari, SamsungInternet }

/// <summary>On what kind of machine that was.</summary>
public enum Machine { Other, Android, IPhone, IPad, Mac, Windows, Linux }

/// <summary>By what a session was begun, or was proved since.</summary>
public enum SessionProof { Password, Code, Passkey }

/// <summary>
/// That somebody is signed in somewhere. It lives as long as it is not ended, is used now and then, and its stamp is the account's:
/// a new stamp ends all of them at once.
/// </summary>
public sealed class AccountSession
{
    /// <summary>A session that nobody uses for so long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>When it was used last is kept to the hour, so that looking at a page does not write each time.</summary>
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private AccountSession() { }

    public Guid Id { get; private set; }
    public Guid Account { get; private set; }
    public string Stamp { get; private set; } = "";
    public Browser Browser { get; private set; }
    public Machine Machine { get; private set; }
    public SessionProof Proof { get; private set; }

    /// <summary>When that was shown last.</summary>
    public DateTime ProvedAt { get; private set; }

    public DateTime BegunAt { get; private set; }
    public DateTime UsedAt { get; private set; }

    /// <summary>What was used last before this is over, whatever its cookie says.</summary>
    public static DateTime LiveSince(DateTime now) => now - Idle - Hour;

    public static DateTime HourOf(DateTime at) => new(at.Ticks - at.Ticks % Hour.Ticks, DateTimeKind.Utc);

    /// <summary>Whoever sits here has just shown it.</summary>
    public void Prove(SessionProof proof, DateTime at) => (Proof, ProvedAt) = (proof, at);

    /// <summary>Goes on under the account's new stamp, which has ended all others.</summary>
    public void GoOn(Account account) => Stamp = account.SecurityStamp!;

    internal static AccountSession Of(SignIn.SignedIn signedIn, Browser browser, Machine machine, DateTime at) => new()
    {
        Id = Guid.NewGuid(),
        Account = signedIn.Account,
        Stamp = signedIn.Stamp,
        Browser = browser,
        Machine = machine,
        Proof = signedIn.Proof,
        ProvedAt = at,
        BegunAt = at,
        UsedAt = HourOf(at),
    };
}

/// <summary>Writes down that a session begins, and forgets those of the account that are over.</summary>
public static class OpenSession
{
    public sealed record Command(SignIn.SignedIn SignedIn, Browser Browser, Machine Machine);

    public sealed class Handler(PeerCertDb db, ProgramClock clock)
    {
        public async Task<Result<Guid>> HandleAsync(Command command, CancellationToken ct)
        {
            var (account, stamp, live) = (command.SignedIn.Account, command.SignedIn.Stamp, AccountSession.LiveSince(clock.Now));
            var session = AccountSession.Of(command.SignedIn, command.Browser, command.Machine, clock.Now);
            return await db.InTransactionAsync<Guid>(
                async inner =>
                {
                    await db.AccountSessions.Where(s => s.Account == account && (s.Stamp != stamp || s.UsedAt < live)).ExecuteDeleteAsync(inner);
                    db.Add(session);
                    return session.Id;
                },
                ct);
        }
    }
}

[JournalEvent("session-ended")]
public sealed record SessionEnded : IJournalEvent;

[JournalEvent("other-sessions-ended")]
public sealed record OtherSessionsEnded : IJournalEvent;

/// <summary>Ends one session of whoever asks. One that is over is over.</summary>
public static class EndSession
{
    public sealed record Command(Guid Id, Session By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var session = await db.AccountSessions.SingleOrDefaultAsync(s => s.Id == command.Id && s.Account == command.By.Account, ct);
            if (session is null)
                return new Done();
            db.Remove(session);
            journal.Record(new SessionEnded(), await db.Users.SingleAsync(a => a.Id == command.By.Account, ct), command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : new Done();
        }
    }
}

/// <summary>Ends all sessions of whoever asks but the one they ask from.</summary>
public static class EndOtherSessions
{
    public sealed record Command(Guid Mine, Session By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var account = await db.Users.SingleAsync(a => a.Id == command.By.Account, ct);
            var mine = await db.AccountSessions.SingleAsync(s => s.Id == command.Mine, ct);
            if (!await db.AccountSessions.AnyAsync(s => s.Account == account.Id && s.Stamp == account.SecurityStamp && s.Id != mine.Id, ct))
                return new Done();   // the same form sent twice
            account.EndSessions();
            mine.GoOn(account);
            journal.Record(new OtherSessionsEnded(), account, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>A session as its owner sees it.</summary>
public sealed record SessionView(Guid Id, Browser Browser, Machine Machine, DateTime BegunAt, DateTime UsedAt);

public sealed class OpenMySessions(PeerCertDb db, ProgramClock clock)
{
    /// <summary>All that are alive, the one used last first.</summary>
    public Task<List<SessionView>> OfAsync(Guid account, CancellationToken ct)
    {
        var live = AccountSession.LiveSince(clock.Now);
        return (from s in db.AccountSessions.AsNoTracking()
                join a in db.Users on new { Account = s.Account, Stamp = (string?)s.Stamp } equals new { Account = a.Id, Stamp = a.SecurityStamp }
                where s.Account == account && s.UsedAt >= live
                orderby s.UsedAt descending, s.BegunAt descending
                select new SessionView(s.Id, s.Browser, s.Machine, s.BegunAt, s.UsedAt)).ToListAsync(ct);
    }
}
