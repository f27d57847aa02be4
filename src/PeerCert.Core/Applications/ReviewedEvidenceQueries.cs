using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

public static class ReviewedEvidenceQueries
{
    /// <summary>Evidence of a file as a reviewer sees it, newest first.</summary>
    public static async Task<IReadOnlyList<ReviewedEvidence>> ReviewedAsync(this PeerCertDb db, Guid file, CancellationToken ct)
    {
        var files = await db.Evidence.AsNoTracking()
            .Where(f => f.File == file && f.DeletedAt == null)
            .OrderByDescending(f => f.StoredAt).ThenByDescending(f => f.Id)
            .ToListAsync(ct);
        var (ids, application) = (files.ConvertAll(f => f.Id), new Id<Application>(file));
        var checks = await db.EvidenceChecks.AsNoTracking().Where(c => ids.Contains(c.Evidence)).ToListAsync(ct);
        var letters = await db.LetterRequests.AsNoTracking().Where(r => r.Application == application && r.Evidence != null).ToListAsync(ct);
        var pages = (await db.EvidencePreviews.AsNoTracking().Where(p => ids.Contains(p.Evidence)).OrderBy(p => p.Page).ToListAsync(ct)).ToLookup(p => p.Evidence);
        return [.. files.Select(f => new ReviewedEvidence(f, checks.Where(c => c.Evidence == f.Id).MaxBy(c => (c.CheckedAt, c.Id)), letters.FirstOrDefault(l => l.Evidence == f.Id), [.. pages[f.Id]]))];
    }
}
