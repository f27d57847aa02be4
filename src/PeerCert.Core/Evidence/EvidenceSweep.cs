using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Evidence;

/// <summary>
/// Removes the bytes of evidence that no row names (a commit that never came) or whose key was destroyed. May run at
/// any time, twice and on two nodes.
/// </summary>
public sealed class EvidenceSweep(PeerCertDb db, IEvidenceStore store, EvidenceOptions options, ProgramClock clock)
{
    public Task<int> RunAsync(CancellationToken ct) => store.SweepAsync(KnownAsync, clock.Now - options.OrphanAge, ct);

    private async Task<IReadOnlySet<Id<EvidenceFile>>> KnownAsync(IReadOnlyCollection<Id<EvidenceFile>> asked, CancellationToken ct) =>
        await db.Evidence.Where(e => asked.Contains(e.Id) && e.WrappedKey != null).Select(e => e.Id)
            .Union(db.EvidencePreviews.Where(p => asked.Contains(p.Stored) && p.WrappedKey != null).Select(p => p.Stored))
            .ToHashSetAsync(ct);
}
