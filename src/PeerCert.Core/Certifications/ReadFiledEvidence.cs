using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>Opens a file that hangs on what a holder filed, or the picture of one of its pages, for staff. Each look is kept.</summary>
public sealed class ReadFiledEvidence(PeerCertDb db, IEvidenceStore store, JournalWriter journal)
{
    /// <typeparam name="TRoot">What the file hangs on: through the page of one thing no file of another can be had.</typeparam>
    public async Task<Result<ReadEvidence.Opened>> FileAsync<TRoot>(Id<TRoot> about, Id<EvidenceFile> evidence, Actor by, CancellationToken ct) where TRoot : class, IRoot
    {
        if (await FindAsync(about, evidence, ct) is not { WrappedKey: { } key } file)
            return new Problem.NotFound("thing.evidence");
        journal.WasRead("evidence", file.Id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost
            ? lost
            : (await store.OpenAsync(file.Id, key, ct)).Match<Result<ReadEvidence.Opened>>(content => new ReadEvidence.Opened(content, file.ContentType, file.OriginalName), problem => problem);
    }

    public async Task<Result<Stream>> PageAsync<TRoot>(Id<TRoot> about, Id<EvidenceFile> evidence, int page, Actor by, CancellationToken ct) where TRoot : class, IRoot
    {
        if (await FindAsync(about, evidence, ct) is null
            || await db.EvidencePreviews.AsNoTracking().SingleOrDefaultAsync(p => p.Evidence == evidence && p.Page == page, ct) is not { WrappedKey: { } key } preview)
            return new Problem.NotFound("thing.evidence");
        journal.WasRead("evidence", evidence.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : await store.OpenAsync(preview.Stored, key, ct);
    }

    private async Task<EvidenceFile?> FindAsync<TRoot>(Id<TRoot> about, Id<EvidenceFile> evidence, CancellationToken ct) where TRoot : class, IRoot =>
        await db.FindAsync<TRoot>([about], ct) is null
            ? null
            : await db.Evidence.AsNoTracking().SingleOrDefaultAsync(f => f.Id == evidence && f.File == about.Value && f.DeletedAt == null, ct);
}
