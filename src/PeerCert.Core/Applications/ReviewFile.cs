using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>One file of evidence as a reviewer sees it, with the newest check and, where another person sent it, the request.</summary>
public sealed record ReviewedEvidence(EvidenceFile File, EvidenceCheck? Check, LetterRequest? Letter, IReadOnlyList<EvidencePreview> Pages);

/// <summary>All that a reviewer needs of one application on one page.</summary>
public sealed record ReviewFile(
    Application Application, LegalName? Name, DraftAnswers Answers, Considered Considered, Deadline? Deadline,
    IReadOnlyList<ReviewedEvidence> Evidence, IReadOnlyList<TimelineLine> History, Claim? Claim)
{
    public IReadOnlyList<ReviewNote> Notes { get; init; } = [];

    /// <summary>The step that waits for a second reviewer; null where none does.</summary>
    public ReviewStep? Proposed { get; init; }

    /// <summary>The step that the reader may take back now; null where there is none.</summary>
    public ReviewStep? Undoable { get; init; }

    /// <summary>What is not as it was at the last decision, where another one is due; null before the first.</summary>
    public ReviewChanges? Changes { get; init; }
}

/// <summary>A rule that is not what it was: what it says now, and what it said then; null where it was not asked then.</summary>
public sealed record ChangedFinding(Finding Now, Verdict? Before);

/// <summary>What changed between the last decision on a file and today.</summary>
/// <param name="Kinds">The kinds of fact of which something was added, changed or taken away.</param>
public sealed record ReviewChanges(DateTime Since, string By, IReadOnlyList<ChangedFinding> Findings, IReadOnlyList<string> Kinds)
{
    public bool IsEmpty => Findings.Count == 0 && Kinds.Count == 0;

    /// <summary>Compares the leaves of two decisions by their rules, and the facts they were made on by kind.</summary>
    public static ReviewChanges Between(StoredDecision before, Considered now)
    {
        var then = before.ReadDecision().Roots.SelectMany(r => r.Tree()).Where(f => f.Parts.IsEmpty).GroupBy(f => f.Rule).ToDictionary(g => g.Key, g => g.First().Verdict);
        var facts = (Then: Told(before.ReadFacts()), Now: Told(now.Facts));
        return new(
            before.MadeAt, before.MadeBy,
            [
                .. from finding in now.Decision.Roots.SelectMany(r => r.Tree())
                   where finding.Parts.IsEmpty
                   let was = then.TryGetValue(finding.Rule, out var verdict) ? verdict : (Verdict?)null
                   where was != finding.Verdict
                   select new ChangedFinding(finding, was),
            ],
            [.. facts.Then.Except(facts.Now).Concat(facts.Now.Except(facts.Then)).Select(f => f.Kind).Distinct().Order(StringComparer.Ordinal)]);

        // Written out, since two records with lists in them are never the same.
        static List<(string Kind, string Json)> Told(Facts facts) => [.. facts.All.Select(f => (f.Kind, System.Text.Json.JsonSerializer.Serialize(f, Json.Options)))];
    }
}

public sealed class OpenReviewFile(
    PeerCertDb db, PackDecisions decisions, ApplicationClocks clocks, Timeline timeline, JournalWriter journal, ReviewOptions options, ProgramClock clock)
{
    /// <summary>Opens the file for a reviewer; that it was read is kept.</summary>
    public async Task<Result<ReviewFile>> HandleAsync(Id<Application> id, Actor by, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);   // for all that is read here, and not for each of it anew (bench/desk)
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
            await db.ReviewedAsync(id.Value, ct),
            await timeline.AboutAsync([JournalWriter.RootKindOf<Application>(), JournalWriter.RootKindOf<Claim>()], id.Value, ct),
            await db.Claims.AsNoTracking().SingleOrDefaultAsync(c => c.Application == id, ct))
        {
            Notes = await db.ReviewNotes.AsNoTracking().Where(n => n.Application == id).OrderByDescending(n => n.WrittenAt).ThenByDescending(n => n.Id).ToListAsync(ct),
            Proposed = await db.ProposedAsync(application, ct),
            Undoable = await db.LastStepAsync(id, ct) is { } last && (await db.UndoableAsync(application, last, options, clock.Now, by, ct)).Problem is null ? last : null,
            Changes = application.State is ApplicationState.Submitted or ApplicationState.Complete && await db.Decisions.AsNoTracking().Where(d => d.File == id.Value && d.Question == ApplicationFacts.Question).OrderByDescending(d => d.MadeAt).FirstOrDefaultAsync(ct) is { } before
                ? ReviewChanges.Between(before, considered)
                : null,
        };
        journal.WasRead("application", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : file;
    }
}
