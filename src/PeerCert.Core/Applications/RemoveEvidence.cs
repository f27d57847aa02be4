using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

[JournalEvent("evidence-removed")]
public sealed record EvidenceRemoved(Id<EvidenceFile> Evidence, string Kind) : IJournalEvent;

/// <summary>Takes a file back before the application is sent. What staff may have looked at stays on file.</summary>
public static class RemoveEvidence
{
    public sealed record Command(Id<Application> Application, Id<EvidenceFile> Evidence, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.State is not ApplicationState.Draft)
                return new Problem.NotAllowedNow("action.remove-evidence", TextKeys.Of(application.State));
            if (await db.Evidence.SingleOrDefaultAsync(f => f.Id == command.Evidence && f.File == application.Id.Value, ct) is not { } file)
                return new Problem.NotFound("thing.evidence");
            if (file.DeletedAt is not null)
                return new Done();   // the same form sent twice

            await db.DestroyAsync(file, clock.Now, ct);
            journal.Record(new EvidenceRemoved(file.Id, file.Kind), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

public static class RemovedEvidence
{
    extension(PeerCertDb db)
    {
        /// <summary>Destroys every file of a record that is taken back, in the commit that is coming, each with its line in the journal.</summary>
        public async Task RemoveAllAsync(IRoot root, DateTime at, JournalWriter journal, Actor by, CancellationToken ct)
        {
            foreach (var file in await db.Evidence.Where(f => f.File == root.RootId && f.DeletedAt == null).ToListAsync(ct))
            {
                await db.DestroyAsync(file, at, ct);
                journal.Record(new EvidenceRemoved(file.Id, file.Kind), root, by);
            }
        }
    }
}
