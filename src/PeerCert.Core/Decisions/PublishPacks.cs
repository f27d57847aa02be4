using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Decisions;

[JournalEvent("pack-published")]
public sealed record PackPublished(string Authority, string Version, string Sha256) : IJournalEvent;

/// <summary>
/// Takes every loaded pack into the database, once. A pack that is there with another stamp was changed after decisions
/// may have rested on it: the program does not start.
/// </summary>
public static class PublishPacks
{
    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<int>> HandleAsync(CancellationToken ct)
        {
            var published = await db.PublishedPacks.AsNoTracking().ToDictionaryAsync(p => (p.Authority, p.Version), p => p.Sha256, ct);
            var added = 0;
            foreach (var pack in library.Packs)
            {
                var stamp = pack.Stamp;
                if (!published.TryGetValue((stamp.Authority, stamp.Version), out var sha256))
                {
                    var row = new PublishedPack
                    {
                        Authority = stamp.Authority,
                        Version = stamp.Version,
                        Sha256 = stamp.Sha256,
                        CanonicalJson = pack.CanonicalJson,
                        PublishedAt = clock.Now,
                    };
                    db.Add(row);
                    journal.Record(new PackPublished(stamp.Authority, stamp.Version, stamp.Sha256), row, Actor.Program);
                    added++;
                }
                else if (sha256 != stamp.Sha256)
                {
                    return new Problem.Refused("pack-changed", Text.Of(
                        "start.pack-changed", ("pack", $"{stamp.Authority}/{stamp.Version}"), ("published", sha256[..12]), ("file", stamp.Sha256[..12])));
                }
            }
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : added;
        }
    }
}
