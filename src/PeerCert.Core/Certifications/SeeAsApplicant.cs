using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>What an applicant sees of an application: where it is, what is asked for, what was decided, and what they were told.</summary>
public sealed record ApplicantsView(MyApplication Mine, Whereabouts Where, StoredDecision? Last, IReadOnlyList<AskedItem> Asked);

/// <summary>The same with what they were told, in the language they read.</summary>
public sealed record SeenAsApplicant(ApplicantsView View, IReadOnlyList<Notice> Told, string Language);

/// <summary>Puts together what an applicant sees; their own page and the staff's look at it are this one thing.</summary>
public sealed class ApplicantsViews(PeerCertDb db, OpenMyApplication open, OpenWhereabouts whereabouts)
{
    public async Task<ApplicantsView> OfAsync(MyApplication mine, CancellationToken ct)
    {
        var last = await open.LastDecisionAsync(mine, ct);
        return new(
            mine, await whereabouts.HandleAsync(mine.Application, ct), last,
            mine.Application.State is ApplicationState.Incomplete && last is not null ? mine.Asked(last, await db.ItemsAskedAsync(last.Id, ct)) : []);
    }
}

/// <summary>Shows staff an application as its applicant sees it, to read only. That they looked is kept.</summary>
public sealed class SeeAsApplicant(PeerCertDb db, OpenMyApplication open, ApplicantsViews views, JournalWriter journal, ProgramClock clock)
{
    private const int MostNotices = 50;

    public async Task<Result<SeenAsApplicant>> HandleAsync(Id<Application> id, Actor by, CancellationToken ct)
    {
        if (!(await db.AnyApplicationAsync(id, ct)).Succeeded(out var application, out var problem))
            return problem;
        if (!(await open.ReadAsync(application, ct)).Succeeded(out var mine, out problem))
            return problem;
        var account = await (from p in db.People where p.Id == application.Person join a in db.Users on p.Account equals a.Id select a).AsNoTracking().SingleOrDefaultAsync(ct);
        var now = clock.Now;
        var told = await db.Notices.AsNoTracking().Where(n => n.Person == application.Person && n.ShownFrom <= now).OrderByDescending(n => n.RecordedAt).ThenByDescending(n => n.Id).Take(MostNotices).ToListAsync(ct);
        var view = await views.OfAsync(mine, ct);
        journal.WasRead("application-as-applicant", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : new SeenAsApplicant(view, told, ReadersLanguage.Of(account));
    }
}
