using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Corrections;

/// <summary>What is on record of a file that could be corrected by the reader; null where nothing is, or it is not theirs to see.</summary>
public sealed record CorrectableFile(
    Application Application, Correctable.Birth? Birth, Correctable.Name? Name, IReadOnlyList<Correctable.Sitting> Sittings, Correctable.IssueDay? IssueDay, string? Certificate,
    IReadOnlyList<Correction> Corrections);

/// <summary>A correction with the reference of its file.</summary>
public sealed record FiledCorrection(Correction Correction, string Reference);

public sealed class OpenCorrections(PeerCertDb db, RecordedFacts facts, JournalWriter journal)
{
    /// <summary>Most lines of the list.</summary>
    public const int Most = 100;

    /// <summary>Whoever may correct such a thing, and whoever reads the journal, sees what was wrong before.</summary>
    private static bool Sees(Session by, CorrectionKind kind) => by.May(Correction.PermissionFor(kind)) || by.May(Permissions.ReadJournal);

    /// <summary>What of a file the reader may correct, and what was corrected; that it was read is kept.</summary>
    public async Task<Result<CorrectableFile>> OfFileAsync(Id<Application> id, Session by, CancellationToken ct)
    {
        if (!(await db.AnyApplicationAsync(id, ct)).Succeeded(out var application, out var problem))
            return problem;
        var (people, results, issues) = (by.May(Permissions.CorrectPeople), by.May(Permissions.CorrectResults), by.May(Permissions.CorrectIssues));
        var name = people ? await db.LegalNames.AsNoTracking().CurrentAsync(application.Person, ct) : null;
        var born = people ? (await facts.AboutAsync([application.Subject()], ct))[application.Subject()].OfType<Fact.PersonAttribute>().FirstOrDefault(f => f.Kind == ApplicationFacts.BirthDate)?.Day : null;
        var standing = db.StandingAttempts;
        var sittings = results
            ? await (from e in db.ExamEligibilities.AsNoTracking() where e.Application == id join a in standing on e.Id equals a.Eligibility orderby a.SatOn select a).ToListAsync(ct)
            : [];
        var issued = issues ? await db.StandingCertificate(id).AsNoTracking().SingleOrDefaultAsync(ct) : null;
        var corrections = await db.Corrections.AsNoTracking().Where(c => c.Application == id).OrderByDescending(c => c.ProposedAt).ThenByDescending(c => c.Id).ToListAsync(ct);
        journal.WasRead("application", id.Value, by.Actor);
        return await db.TrySaveAsync(ct) is { } lost ? lost : new CorrectableFile(
            application,
            born is { } day ? new(day) : null,
            name is null ? null : new(name.AsPrinted, name.Given, name.Family),
            sittings.ConvertAll(a => new Correctable.Sitting(a.Id, a.SatOn, a.Outcome)),
            issued is null ? null : new(issued.IssuedOn), issued?.Number,
            corrections.FindAll(c => Sees(by, c.Kind)));
    }

    /// <summary>Those that the reader's roles may see: what waits first, the oldest on top, then what was decided last.</summary>
    public async Task<IReadOnlyList<FiledCorrection>> AllAsync(Session by, CancellationToken ct)
    {
        var kinds = Enum.GetValues<CorrectionKind>().Where(k => Sees(by, k)).ToList();
        var mine = from c in db.Corrections.AsNoTracking() where kinds.Contains(c.Kind) join a in db.Applications on c.Application equals a.Id select new { Correction = c, a.Reference };
        var waiting = await mine.Where(c => c.Correction.State == CorrectionState.Proposed).OrderBy(c => c.Correction.ProposedAt).ThenBy(c => c.Correction.Id).Take(Most).ToListAsync(ct);
        var decided = await mine.Where(c => c.Correction.State != CorrectionState.Proposed).OrderByDescending(c => c.Correction.DecidedAt).ThenByDescending(c => c.Correction.Id).Take(Most).ToListAsync(ct);
        return [.. waiting.Concat(decided).Select(c => new FiledCorrection(c.Correction, c.Reference))];
    }

    /// <summary>One of them, with what was wrong; that it was read is kept.</summary>
    public async Task<Result<FiledCorrection>> OneAsync(Id<Correction> id, Session by, CancellationToken ct)
    {
        var found = await (from c in db.Corrections.AsNoTracking() where c.Id == id join a in db.Applications on c.Application equals a.Id select new { Correction = c, a.Reference }).SingleOrDefaultAsync(ct);
        if (found is null || !Sees(by, found.Correction.Kind))
            return new Problem.NotFound("thing.correction");
        journal.WasRead("application", found.Correction.Application.Value, by.Actor);
        return await db.TrySaveAsync(ct) is { } lost ? lost : new FiledCorrection(found.Correction, found.Reference);
    }
}
