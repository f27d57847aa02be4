using Microsoft.EntityFrameworkCore;

namespace PeerCert.Core.Evidence;

public static class EvidenceEnd
{
    extension(PeerCertDb db)
    {
        /// <summary>Destroys the keys of a file and of the pictures of its pages, in the commit that is coming.</summary>
        public async Task DestroyAsync(EvidenceFile file, DateTime at, CancellationToken ct)
        {
            file.Delete(at);
            foreach (var page in await db.EvidencePreviews.Where(p => p.Evidence == file.Id).ToListAsync(ct))
                page.Delete();
        }
    }
}
