using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

[JournalEvent("evidence-added")]
public sealed record EvidenceAdded(Id<EvidenceFile> Evidence, string Kind, string Sha256, long Length) : IJournalEvent;

[JournalEvent("evidence-removed")]
public sealed record EvidenceRemoved(Id<EvidenceFile> Evidence, string Kind) : IJournalEvent;

/// <summary>
/// Adds a file of evidence to one's application. Before the application is sent, a new file takes the place of the old
/// one; afterwards the old one stays on file beside it.
/// </summary>
public static class AddEvidence
{
    public sealed record Command(Id<Application> Application, string Kind, string FileName, Stream Content, Actor By);

    public sealed class Handler(PeerCertDb db, IEvidenceStore store, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<EvidenceFile>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (!application.TakesAnswers())
                return new Problem.NotAllowedNow("action.add-evidence", TextKeys.Of(application.State));
            if (!(await store.PutAsync(command.Content, ct)).Succeeded(out var stored, out problem))
                return problem;

            var now = clock.Now;
            var before = await db.Evidence
                .Where(f => f.File == application.Id.Value && f.Kind == command.Kind && f.DeletedAt == null)
                .ToListAsync(ct);
            if (before.FirstOrDefault(f => f.Sha256 == stored.Sha256) is { } same)
                return same.Id;   // the same form sent twice; the second copy is an orphan and is swept
            if (application.State is ApplicationState.Draft)
                foreach (var old in before)
                {
                    old.Delete(now);
                    journal.Record(new EvidenceRemoved(old.Id, old.Kind), application, command.By);
                }

            var file = EvidenceFile.Of(stored, application.Person, application.Id.Value, command.Kind, ShownName(command.FileName), now);
            db.Add(file);
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
