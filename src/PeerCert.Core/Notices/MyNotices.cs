using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Notices;

/// <summary>A notice as its reader sees it; new until it was opened once.</summary>
public sealed record MyNotice(Notice Notice, bool IsNew);

/// <summary>One's own notices, newest first. Opening them is kept: from then on they are read.</summary>
public sealed class OpenMyNotices(PeerCertDb db, ProgramClock clock)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<MyNotice>> HandleAsync(Actor by, CancellationToken ct)
    {
        var notices = await db.NoticesOf(by.Account, clock.Now).OrderByDescending(n => n.RecordedAt).ThenByDescending(n => n.Id).Take(Most).ToListAsync(ct);
        var shown = notices.Select(n => new MyNotice(n, n.ReadAt is null)).ToList();
        notices.ForEach(n => n.Opened(clock.Now));
        // Where it cannot be kept they stay new, which is no reason to hide them.
        await db.TrySaveAsync(ct);
        return shown;
    }
}

public static class NoticeQueries
{
    extension(PeerCertDb db)
    {
        /// <summary>What an account's person has been told by an instant.</summary>
        public IQueryable<Notice> NoticesOf(Guid? account, DateTime now) => db.Notices.Where(n => n.ShownFrom <= now && db.People.Any(p => p.Id == n.Person && p.Account == account));

        public Task<int> UnreadNoticesAsync(Guid? account, DateTime now, CancellationToken ct) => db.NoticesOf(account, now).CountAsync(n => n.ReadAt == null, ct);

        /// <summary>The account's address where mail to it comes back and nobody has seen to it yet; null otherwise.</summary>
        public Task<string?> AddressWithoutDeliveryAsync(Guid? account, CancellationToken ct) => (
            from a in db.Users
            where a.Id == account && db.Mails.Any(m => m.UndeliveredAt != null && m.SettledAt == null && m.Address == a.Email
                && db.Notices.Any(n => n.Id == m.Notice && db.People.Any(p => p.Id == n.Person && p.Account == account)))
            select a.Email).SingleOrDefaultAsync(ct);
    }
}
