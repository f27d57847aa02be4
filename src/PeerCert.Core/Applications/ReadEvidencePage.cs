using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

/// <summary>Opens the picture of one page for staff, of a file that was sent in. Each look is kept.</summary>
public static class ReadEvidencePage
{
    public sealed record Command(Id<Application> Application, Id<EvidenceFile> Evidence, int Page, Actor By);

    public sealed class Handler(PeerCertDb db, IEvidenceStore store, JournalWriter journal)
    {
        public async Task<Result<Stream>> HandleAsync(Command command, CancellationToken ct)
        {
            var sent = await db.Evidence.AnyAsync(f => f.Id == command.Evidence && f.File == command.Application.Value && f.DeletedAt == null, ct)
                && await db.Applications.AnyAsync(a => a.Id == command.Application && a.SubmittedOn != null, ct);
            var page = sent ? await db.EvidencePreviews.AsNoTracking().SingleOrDefaultAsync(p => p.Evidence == command.Evidence && p.Page == command.Page, ct) : null;
            if (page is not { WrappedKey: { } key })
                return new Problem.NotFound("thing.evidence");
            journal.WasRead("evidence", command.Evidence.Value, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : await store.OpenAsync(page.Stored, key, ct);
        }
    }
}
