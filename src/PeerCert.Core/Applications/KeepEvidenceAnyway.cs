using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

[JournalEvent("evidence-kept-anyway")]
public sealed record EvidenceKeptAnyway(Id<EvidenceFile> Evidence) : IJournalEvent;

/// <summary>Says of a file with a page that looked blank or blurred that it is as it should be. A program's eye is not the last word; staff see both.</summary>
public static class KeepEvidenceAnyway
{
    public sealed record Command(Id<Application> Application, Id<EvidenceFile> Evidence, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (await db.Evidence.SingleOrDefaultAsync(f => f.Id == command.Evidence && f.File == application.Id.Value && f.DeletedAt == null, ct) is not { } file)
                return new Problem.NotFound("thing.evidence");
            if (file.KeptAnywayAt is not null)
                return new Done();
            file.KeepAnyway(clock.Now);
            journal.Record(new EvidenceKeptAnyway(file.Id), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
