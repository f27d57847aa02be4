using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>What a file waits for: a first look, a decision, its certificate, or something of the applicant's.</summary>
public enum DeskStage { Review, Decision, Certificate, Applicant }

/// <summary>Whose files: everybody's, one's own, those that nobody has, those on hold.</summary>
public enum DeskShare { All, Mine, Free, Held }

/// <summary>One file in the queue, the last day of its clock, and who has it.</summary>
public sealed record WaitingFile(Id<Application> Application, string Reference, string Name, DeskStage Stage, DateOnly DueOn, string? ClaimedBy, bool IsMine, bool HasLeft, string? HoldReason)
{
    public bool IsLate(DateOnly today) => today > DueOn;
}

/// <summary>How many files wait at a stage; how many of them are past their last day.</summary>
public sealed record DeskCount(DeskStage Stage, int Files, int Late);

/// <summary>One page of the queue, and where the next one begins; null at the end.</summary>
public sealed record DeskPage(IReadOnlyList<WaitingFile> Files, IReadOnlyList<DeskCount> Counts, string? Next);

/// <summary>
/// What waits for staff, the clock that runs out first on top. The last days stand in the applications themselves, so that a
/// page is one range of an index however many files there are; that they are the pack's is proved by <see cref="VerifyClocks"/>.
/// </summary>
public sealed class WorkQueue(PeerCertDb db, DeskCounts counts, ProgramClock clock)
{
    /// <summary>Files on one page.</summary>
    public const int PageLength = 50;

    private static readonly DeskStage[] OfStaff = [DeskStage.Review, DeskStage.Decision, DeskStage.Certificate];

    /// <param name="stage">One stage; null: all that wait for staff.</param>
    /// <param name="after">Where the page before ended, as <see cref="DeskPage.Next"/> said; anything else begins at the top.</param>
    public async Task<DeskPage> ListAsync(DeskStage? stage, DeskShare share, Actor by, string? after, CancellationToken ct)
    {
        var files = Waiting(stage is { } one ? [one] : OfStaff);
        files = share switch
        {
            DeskShare.Mine => Of(files, db.Claims.Where(c => c.Account == by.Account)),
            DeskShare.Free => files.Where(a => !db.Claims.Any(c => c.Application == a.Id)),
            DeskShare.Held => Of(files, db.Claims.Where(c => c.HeldAt != null)),
            _ => files,
        };
        if (Cursor.Read(after) is { } last)
            files = files.Where(a => a.DueOn > last.DueOn || a.DueOn == last.DueOn && a.Reference.CompareTo(last.Reference) > 0);
        var rows = await (
            from a in files
            orderby a.DueOn, a.Reference
            select new
            {
                a.Id,
                a.Reference,
                a.State,
                a.DueOn,
                Name = db.LegalNames.Where(n => n.Person == a.Person).OrderByDescending(n => n.RecordedAt).Select(n => n.AsPrinted).FirstOrDefault(),
                Claim = db.Claims.Where(c => c.Application == a.Id).Select(c => new { c.Account, c.Name, c.HoldReason }).FirstOrDefault(),
            }).Take(PageLength + 1).ToListAsync(ct);
        var holders = rows.Select(r => r.Claim?.Account).OfType<Guid>().Distinct().ToList();
        var atWork = holders.Count == 0 ? [] : (await db.ActiveGrants.Where(g => holders.Contains(g.Account)).Select(g => new { g.Account, g.Role }).ToListAsync(ct))
            .Where(g => Permissions.Allow([g.Role], Permissions.SeeQueue)).Select(g => g.Account).ToHashSet();
        return new(
            [.. rows.Take(PageLength).Select(r => new WaitingFile(
                r.Id, r.Reference, r.Name ?? "", StageOf(r.State), r.DueOn!.Value, r.Claim?.Name, r.Claim?.Account == by.Account, r.Claim is { } c && !atWork.Contains(c.Account), r.Claim?.HoldReason))],
            await counts.OfAsync(clock.Today, CountAsync, ct),
            rows.Count > PageLength ? new Cursor(rows[PageLength - 1].DueOn!.Value, rows[PageLength - 1].Reference).ToString() : null);
    }

    /// <summary>The file to work on next: one's own that is not on hold, else one that nobody has; the clock that runs out first. Null where none is left.</summary>
    public async Task<Id<Application>?> NextAsync(IReadOnlyCollection<DeskStage> stages, Actor by, CancellationToken ct)
    {
        // What one has proposed oneself another one looks at.
        var waiting = Waiting(stages).Where(a => !db.ReviewSteps.Any(s => s.Application == a.Id && s.State == ReviewStepState.Proposed && s.Account == by.Account));
        return await First(Of(waiting, db.Claims.Where(c => c.Account == by.Account && c.HeldAt == null)))
            ?? await First(waiting.Where(a => !db.Claims.Any(c => c.Application == a.Id)));

        Task<Id<Application>?> First(IQueryable<Application> files) => files.OrderBy(a => a.DueOn).ThenBy(a => a.Reference).Select(a => (Id<Application>?)a.Id).FirstOrDefaultAsync(ct);
    }

    private async Task<IReadOnlyList<DeskCount>> CountAsync(DateOnly today, CancellationToken ct)
    {
        var counted = await Waiting(Enum.GetValues<DeskStage>())
            .GroupBy(a => a.State)
            .Select(g => new { State = g.Key, Files = g.Count(), Late = g.Count(a => a.DueOn < today) })
            .ToListAsync(ct);
        return [.. counted.GroupBy(c => StageOf(c.State)).Select(g => new DeskCount(g.Key, g.Sum(c => c.Files), g.Sum(c => c.Late))).OrderBy(c => c.Stage)];
    }

    /// <summary>
    /// Files at these stages, to be read along the index of their last days. Of several stages it says which ones it leaves out: asked for
    /// by a list of states a database would gather them all and sort them (50,000 files: 300 ms instead of one).
    /// </summary>
    private IQueryable<Application> Waiting(IReadOnlyCollection<DeskStage> stages)
    {
        var waiting = db.Applications.AsNoTracking().Where(a => a.DueOn != null);
        if (stages.Count == 1)
        {
            var state = StateOf(stages.First());
            return waiting.Where(a => a.State == state);
        }
        return Stages.Where(s => !stages.Contains(s.Stage)).Select(s => s.State).Aggregate(waiting, static (files, other) => files.Where(a => a.State != other));
    }

    /// <summary>Those of the files that are on somebody's desk: there are few claims, and many files.</summary>
    private static IQueryable<Application> Of(IQueryable<Application> files, IQueryable<Claim> claims) =>
        from c in claims join a in files on c.Application equals a.Id select a;

    // Approved with a clock that runs is: passed, and waits for its certificate.
    private static readonly (DeskStage Stage, ApplicationState State)[] Stages =
    [
        (DeskStage.Review, ApplicationState.Submitted), (DeskStage.Decision, ApplicationState.Complete),
        (DeskStage.Certificate, ApplicationState.Approved), (DeskStage.Applicant, ApplicationState.Incomplete),
    ];

    internal static ApplicationState StateOf(DeskStage stage) => Stages.Single(s => s.Stage == stage).State;

    internal static readonly ApplicationState[] StatesOfStaff = [.. OfStaff.Select(StateOf)];

    internal static DeskStage StageOf(ApplicationState state) => Stages.Single(s => s.State == state).Stage;

    private sealed record Cursor(DateOnly DueOn, string Reference)
    {
        public static Cursor? Read(string? text) =>
            text?.Split('_') is [var day, var reference] && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var due) ? new(due, reference) : null;

        public override string ToString() => $"{DueOn:yyyy-MM-dd}_{Reference}";
    }
}

/// <summary>
/// How many files wait at each stage, kept for a moment: to count 50,000 files takes many times as long as to read a page of them
/// (bench/desk). What this process commits is counted anew at once; what another node does, within a second.
/// </summary>
public sealed class DeskCounts(CommitSignal commits, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private Kept? _kept;

    public async Task<IReadOnlyList<DeskCount>> OfAsync(DateOnly today, Func<DateOnly, CancellationToken, Task<IReadOnlyList<DeskCount>>> count, CancellationToken ct)
    {
        if (Volatile.Read(ref _kept) is { } kept && kept.Today == today && kept.Commits == commits.Commits && time.GetElapsedTime(kept.At) < Longest)
            return kept.Counts;
        // Read before it is counted: a commit meanwhile makes this one old.
        var (before, at) = (commits.Commits, time.GetTimestamp());
        var counts = await count(today, ct);
        Volatile.Write(ref _kept, new(today, before, at, counts));
        return counts;
    }

    private sealed record Kept(DateOnly Today, long Commits, long At, IReadOnlyList<DeskCount> Counts);
}

/// <summary>Computes every last day in the queue anew from the facts and the packs, and names the files whose stored day differs.</summary>
public sealed class VerifyClocks(PeerCertDb db, ApplicationClocks clocks)
{
    public async Task<IReadOnlyList<string>> HandleAsync(CancellationToken ct)
    {
        var wrong = new List<string>();
        var attempts = db.StandingAttempts;
        var passed = await (
            from e in db.ExamEligibilities.AsNoTracking()
            where e.State == ExamEligibilityState.Passed && e.Application != null
            from a in attempts
            where a.Eligibility == e.Id && a.Outcome == PeerCert.Standards.Model.AttemptOutcome.Pass
            select new { e.File, a.SatOn }).ToDictionaryAsync(p => p.File, p => p.SatOn, ct);
        await foreach (var a in db.Applications.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            var due = a.State is ApplicationState.Approved
                ? passed.TryGetValue(a.Id.Value, out var day) ? clocks.CertificateDue(a.SubmittedOn!.Value, day)?.Due : null
                : clocks.Running(a.State, a.SubmittedOn, a.CompleteOn)?.Due;
            if (due != a.DueOn)
                wrong.Add(a.Reference);
        }
        return wrong;
    }
}
