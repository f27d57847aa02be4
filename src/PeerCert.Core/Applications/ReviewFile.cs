using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

/// <summary>One file of evidence as a reviewer sees it, with the newest check and, where another person sent it, the request.</summary>
public sealed record ReviewedEvidence(EvidenceFile File, EvidenceCheck? Check, LetterRequest? Letter, IReadOnlyList<EvidencePreview> Pages);

/// <summary>All that a reviewer needs of one application on one page.</summary>
public sealed record ReviewFile(
    Application Application, LegalName? Name, DraftAnswers Answers, Considered Considered, Deadline? Deadline,
    IReadOnlyList<ReviewedEvidence> Evidence, IReadOnlyList<TimelineLine> History, Claim? Claim);

public sealed class OpenReviewFile(
    PeerCertDb db, PackDecisions decisions, ApplicationClocks clocks, Timeline timeline, JournalWriter journal)
{
    /// <summary>Opens the file for a reviewer; that it was read is kept.</summary>
    public async Task<Result<ReviewFile>> HandleAsync(Id<Application> id, Actor by, CancellationToken ct)
    {
        if (!(await db.AnyApplicationAsync(id, ct)).Succeeded(out var application, out var problem))
            return problem;
        if (!(await decisions.ConsiderAsync(ApplicationFacts.Question, application.Subject(), application.SubmittedOn, ct)).Succeeded(out var considered, out problem))
            return problem;

        var file = new ReviewFile(
            application,
            await db.LegalNames.AsNoTracking().CurrentAsync(application.Person, ct),
            (await db.Drafts.AsNoTracking().SingleAsync(d => d.Application == id, ct)).Read(),
            considered,
            clocks.Running(application.State, application.SubmittedOn, application.CompleteOn),
            await EvidenceAsync(application, ct),
            [.. (await timeline.AboutAsync(JournalWriter.RootKindOf<Application>(), id.Value, ct)).Concat(await timeline.AboutAsync(JournalWriter.RootKindOf<Claim>(), id.Value, ct)).OrderByDescending(l => l.At)],
            await db.Claims.AsNoTracking().SingleOrDefaultAsync(c => c.Application == id, ct));
        journal.WasRead("application", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : file;
    }

    private async Task<IReadOnlyList<ReviewedEvidence>> EvidenceAsync(Application application, CancellationToken ct)
    {
        var files = await db.Evidence.AsNoTracking()
            .Where(f => f.File == application.Id.Value && f.DeletedAt == null)
            .OrderByDescending(f => f.StoredAt).ThenByDescending(f => f.Id)
            .ToListAsync(ct);
        var ids = files.ConvertAll(f => f.Id);
        var checks = await db.EvidenceChecks.AsNoTracking().Where(c => ids.Contains(c.Evidence)).ToListAsync(ct);
        var letters = await db.LetterRequests.AsNoTracking().Where(r => r.Application == application.Id && r.Evidence != null).ToListAsync(ct);
        var pages = (await db.EvidencePreviews.AsNoTracking().Where(p => ids.Contains(p.Evidence)).OrderBy(p => p.Page).ToListAsync(ct)).ToLookup(p => p.Evidence);
        return [.. files.Select(f => new ReviewedEvidence(f, checks.Where(c => c.Evidence == f.Id).MaxBy(c => (c.CheckedAt, c.Id)), letters.FirstOrDefault(l => l.Evidence == f.Id), [.. pages[f.Id]]))];
    }
}
