using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Ethics;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>
/// One point that staff asked for: what was found, where the person can give it (null where others do), and when the last
/// thing for it came in since. <paramref name="Why"/> is what the reviewer said of it, null where nothing.
/// </summary>
public sealed record AskedItem(Finding Finding, FormPart? Part, FactKind? Document, DateTime? Sent, ItemAsked? Why);

/// <summary>One's own application as its pages need it.</summary>
public sealed record MyApplication(
    Application Application, DraftAnswers Answers, ApplicationForm Form, IReadOnlyList<EvidenceFile> Evidence, CodeAgreement? Agreement)
{
    /// <summary>Pages that look blank or blurred.</summary>
    public IReadOnlyList<EvidencePreview> Doubts { get; init; } = [];

    /// <summary>The points that a request for items named, and nothing else (CAL-801.8).</summary>
    public IReadOnlyList<AskedItem> Asked(StoredDecision request, IReadOnlyList<ItemAsked> reasons) =>
    [
        .. from finding in request.ReadDecision().NextSteps
           where finding.Remedy is Remedy.Supply
           let kinds = Form.KindsFor(finding.Rule).ToList()
           select new AskedItem(
               finding, Form.PartFor(finding.Rule), kinds.FirstOrDefault(k => k.Shape == "document"),
               Evidence.Where(e => e.StoredAt > request.MadeAt && kinds.Any(k => k.Name == e.Kind)).Max(e => (DateTime?)e.StoredAt),
               reasons.FirstOrDefault(r => r.Rule == finding.Rule)),
    ];

    /// <summary>The parts that are not filled in yet.</summary>
    public IReadOnlyList<FormPart> Missing(DateOnly today) =>
        SubmitApplication.Missing(Answers, Form, today, WholeDocuments, Agreement is not null);

    /// <summary>The kinds of document that are there with all that is asked about them.</summary>
    public IReadOnlySet<string> WholeDocuments => SubmitApplication.Whole(Form, Evidence.Select(e => (e.Kind, e.PrintedName)));

    /// <summary>What is printed on a document beside what was typed on the application; null where that was not typed, or is not asked.</summary>
    public PrintedComparison? Compare(EvidenceFile file, DateOnly today) =>
        file.PrintedName is { } name ? PrintedComparison.Of(name, file.PrintedUntil, Answers.AsPrinted, Application.FilingDay(today)) : null;
}

public sealed class OpenMyApplication(PeerCertDb db, PackDecisions decisions, StandardsLibrary library, ProgramClock clock)
{
    public DateOnly Today => clock.Today;

    public async Task<Result<MyApplication>> HandleAsync(Id<Application> id, Actor by, CancellationToken ct)
    {
        if (!(await db.OwnApplicationAsync(id, by, ct)).Succeeded(out var application, out var problem))
            return problem;
        return await ReadAsync(application, ct);
    }

    /// <summary>The same for whoever may see it.</summary>
    internal async Task<Result<MyApplication>> ReadAsync(Application application, CancellationToken ct)
    {
        var (id, file) = (application.Id, application.Id.Value);
        var answers = (await db.Drafts.AsNoTracking().SingleAsync(d => d.Application == id, ct)).Read();
        if (!library.FormOf(application, answers, clock.Today).Succeeded(out var form, out var problem))
            return problem;
        var ids = db.Evidence.Where(f => f.File == file && f.DeletedAt == null).Select(f => f.Id);
        return new MyApplication(
            application, answers, form,
            await db.Evidence.AsNoTracking().Where(f => f.File == file && f.DeletedAt == null).OrderBy(f => f.StoredAt).ThenBy(f => f.Id).ToListAsync(ct),
            await db.CodeAgreements.AsNoTracking().Where(a => a.File == file).OrderByDescending(a => a.RecordedAt).FirstOrDefaultAsync(ct))
        {
            Doubts = await db.EvidencePreviews.AsNoTracking().Where(p => ids.Contains(p.Evidence) && p.Look != PageLook.Clear).OrderBy(p => p.Page).ToListAsync(ct),
        };
    }

    /// <summary>The newest decision that staff made on it; null before the first.</summary>
    public async Task<StoredDecision?> LastDecisionAsync(MyApplication mine, CancellationToken ct) =>
        await db.Decisions.AsNoTracking().Where(d => d.File == mine.Application.Id.Value && d.Question == ApplicationFacts.Question)
            .OrderByDescending(d => d.MadeAt).FirstOrDefaultAsync(ct);

    /// <summary>What the standard says about what is typed so far: the same tree the reviewer will see.</summary>
    public Task<Result<Considered>> PreCheckAsync(MyApplication mine, CancellationToken ct) =>
        decisions.ConsiderAsync(
            ApplicationFacts.Question, mine.Application.Subject(), mine.Application.FilingDay(clock.Today), ApplicationFacts.Of(mine.Answers, mine.Form), mine.Form.Kinds.ToHashSet(), ct);
}
