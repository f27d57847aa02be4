using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// Reminds of last days before they come: the applicant of the hold and of the exam window, the staff of their own. The days
/// are those that stand in the queue and on the applicant's pages; who has a file is written to, and where nobody has it,
/// everybody who may take it is, once a day at most.
/// </summary>
public sealed class RemindOfClocks(PeerCertDb db, Notice.Writer notices, AccountLetter.Writer letters, ReminderOptions options, ProgramClock clock)
{
    private const int AtOnce = 50;

    private sealed record Due
    {
        public required Id<Application> Application { get; init; }
        public required Id<Person> Person { get; init; }
        public required string Reference { get; init; }
        public required ApplicationState State { get; init; }
        public required DateOnly DueOn { get; init; }

        /// <summary>The day on which the person was told of the last day.</summary>
        public required DateOnly? Since { get; init; }
    }

    /// <summary>Reminds of some; returns how many last days that were.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        var applicants = await NearAsync(Incomplete, options.OfApplicant, ct);
        var exams = await NearAsync(OpenExams, options.OfExam, ct);
        var staff = await NearAsync(AtTheDesk, options.OfStaff, ct);
        await TellAsync(applicants, "hold", ct);
        await TellAsync(exams, "exam", ct);
        await WriteToStaffAsync([.. staff.Select(s => s.Due)], ct);
        return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : applicants.Count + exams.Count + staff.Count;
    }

    private IQueryable<Due> Incomplete => Waiting([ApplicationState.Incomplete]).Where(d => d.DueOn >= clock.Today);

    private IQueryable<Due> AtTheDesk => Waiting(WorkQueue.StatesOfStaff);

    private IQueryable<Due> Waiting(ApplicationState[] states) =>
        from a in db.Applications
        where a.DueOn != null && states.Contains(a.State)
        select new Due { Application = a.Id, Person = a.Person, Reference = a.Reference, State = a.State, DueOn = a.DueOn!.Value, Since = a.StateSince };

    private IQueryable<Due> OpenExams =>
        from e in db.ExamEligibilities
        where e.State == ExamEligibilityState.Open && e.WindowEnds >= clock.Today
        join a in db.Applications on e.Application equals (Id<Application>?)a.Id
        select new Due { Application = a.Id, Person = a.Person, Reference = a.Reference, State = a.State, DueOn = e.WindowEnds, Since = e.ApprovedOn };

    /// <summary>The last days that a lead has reached and nobody was reminded of with it. Of several leads that were reached the shortest counts.</summary>
    private async Task<List<(Due Due, int Lead)>> NearAsync(IQueryable<Due> waiting, IReadOnlyList<int> leads, CancellationToken ct)
    {
        var near = new List<(Due, int)>();
        foreach (var (index, lead) in leads.Index())
        {
            var until = clock.Today.AddDays(lead);
            var reached = index == 0 ? waiting.Where(d => d.DueOn <= until) : Between(waiting, clock.Today.AddDays(leads[index - 1]), until);
            near.AddRange((await reached.Where(d => !db.ClockReminders.Any(r => r.Application == d.Application && r.DueOn == d.DueOn && r.DaysBefore == lead))
                .OrderBy(d => d.DueOn).ThenBy(d => d.Reference).Take(AtOnce).ToListAsync(ct)).Select(d => (d, lead)));
        }
        foreach (var (due, lead) in near)
            db.Add(new ClockReminder { Id = OrderedId.At(clock.Now), Application = due.Application, DueOn = due.DueOn, DaysBefore = lead, RemindedAt = clock.Now });
        return near;
    }

    private static IQueryable<Due> Between(IQueryable<Due> waiting, DateOnly after, DateOnly until) => waiting.Where(d => d.DueOn > after && d.DueOn <= until);

    /// <summary>Whoever was told of the last day within the lead is not told again at once.</summary>
    private Task TellAsync(IEnumerable<(Due Due, int Lead)> near, string what, CancellationToken ct) => notices.TellAsync(
        [
            .. from n in near
               where n.Due.Since is not { } since || since < n.Due.DueOn.AddDays(-n.Lead)
               select new Notice.Telling(
                   n.Due.Person, $"reminder-{what}", $"{n.Due.Application}/{n.Due.DueOn:yyyy-MM-dd}/{n.Lead}",
                   Text.Of($"notice.reminder.{what}", ("reference", n.Due.Reference), ("last", n.Due.DueOn)), null, n.Due.DueOn),
        ], ct);

    private async Task WriteToStaffAsync(List<Due> files, CancellationToken ct)
    {
        if (files.Count == 0)
            return;
        var ids = files.ConvertAll(f => f.Application);
        var desks = await db.Claims.AsNoTracking().Where(c => ids.Contains(c.Application)).ToDictionaryAsync(c => c.Application, c => c.Account, ct);
        var grants = (await db.ActiveGrants.Select(g => new { g.Account, g.Role }).ToListAsync(ct)).ToLookup(g => g.Account, g => g.Role);
        var readers = new HashSet<Guid>();
        foreach (var file in files)
            if (desks.TryGetValue(file.Application, out var holder) && Permissions.Allow(grants[holder], Permissions.SeeQueue))
                readers.Add(holder);
            else
                readers.UnionWith(grants.Where(g => Permissions.Allow(g, PermissionFor(WorkQueue.StageOf(file.State)))).Select(g => g.Key));
        var accounts = await db.Users.AsNoTracking().Where(a => readers.Contains(a.Id) && a.ClosedAt == null).OrderBy(a => a.Email).ToListAsync(ct);
        var last = await db.AccountLetters.AsNoTracking().Where(l => readers.Contains(l.Account) && l.Kind == LetterKind.FilesDue)
            .GroupBy(l => l.Account).Select(g => new { g.Key, At = g.Max(l => l.WrittenAt) }).ToDictionaryAsync(l => l.Key, l => l.At, ct);
        foreach (var account in accounts)
            if (!last.TryGetValue(account.Id, out var before) || clock.DayOf(before) != clock.Today)
                await letters.WriteAsync(account, LetterKind.FilesDue, new(account.Email!), ct);
    }

    private static string PermissionFor(DeskStage stage) => stage switch
    {
        DeskStage.Review => Permissions.ReviewApplications,
        DeskStage.Decision => Permissions.DecideApplications,
        _ => Permissions.IssueCertificates,
    };
}
