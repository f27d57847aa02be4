using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("evidence-added")]
public sealed record EvidenceAdded(Id<EvidenceFile> Evidence, string Kind, string Sha256, long Length) : IJournalEvent;

/// <summary>
/// Adds a file of evidence to one's application, as one of the kinds that its form asks for. There may be several of a kind:
/// pages photographed one by one, certificates of several courses.
/// </summary>
public static class AddEvidence
{
    public sealed record Command(Id<Application> Application, string Kind, string FileName, Stream Content, Actor By);

    /// <summary>More files than any application needs; ours, no document gives a number.</summary>
    public const int AtMost = 60;

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, IEvidenceIntake intake, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<EvidenceFile>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (!application.TakesAnswers())
                return new Problem.NotAllowedNow("action.add-evidence", TextKeys.Of(application.State));
            var answers = (await db.Drafts.AsNoTracking().SingleAsync(d => d.Application == application.Id, ct)).Read();
            if (!library.FormOf(application, answers, clock.Today).Succeeded(out var form, out problem))
                return problem;
            if (!form.Documents.Any(d => d.Kinds.Any(k => k.Name == command.Kind)))
                return Problem.Invalid.At("Kind", Text.Of("field.choice-missing"));
            if (await db.Evidence.CountAsync(f => f.File == application.Id.Value && f.DeletedAt == null, ct) >= AtMost)
                return Problem.Invalid.At("File", Text.Of("evidence.too-many", ("max", AtMost)));
            if (!(await intake.TakeAsync(command.Content, ct)).Succeeded(out var taken, out problem))
                return problem;

            var now = clock.Now;
            if (await db.Evidence.FirstOrDefaultAsync(f => f.File == application.Id.Value && f.Kind == command.Kind && f.Sha256 == taken.Kept.Sha256 && f.DeletedAt == null, ct) is { } same)
                return same.Id;   // the same form sent twice; the second copy is an orphan and is swept

            var file = taken.Keep(db, application.Person, application.Id.Value, command.Kind, ShownName(command.FileName), now);
            journal.Record(new EvidenceAdded(file.Id, file.Kind, file.Sha256, file.Length), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : file.Id;
        }
    }

    /// <summary>The last part of what the browser calls the file, without characters that do not show, cut to what the store holds.</summary>
    public static string ShownName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var seen = string.Concat(last.Where(c => !char.IsControl(c)));
        return seen.Length <= 255 ? seen : seen[..255];
    }
}
