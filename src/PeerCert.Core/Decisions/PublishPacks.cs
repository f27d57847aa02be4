using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Decisions;

[JournalEvent("pack-published")]
public sealed record PackPublished(string Authority, string Version, string Part, string Sha256) : IJournalEvent;

/// <summary>
/// Takes every loaded pack, its amendments and the operator's choices into the database, once. A pack or amendment that is
/// there with another stamp, or no longer in the folder, was changed after decisions may have rested on it: the program does
/// not start.
/// </summary>
public static class PublishPacks
{
    /// <summary>By what the loaded packs, amendments and choices are told from any others: whatever this program would publish.</summary>
    public static IEnumerable<string> StampsOf(StandardsLibrary library) =>
        library.Packs.SelectMany(p => (string[])[$"{p.Stamp.Authority}/{p.Stamp.Version} {p.Stamp.Sha256}", .. p.Amendments.Select(a => $"{a.Stamp.Name} {a.Stamp.Sha256}"), p.Choices?.Stamp.Sha256 ?? ""]);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<int>> HandleAsync(CancellationToken ct)
        {
            var published = await db.PublishedPacks.AsNoTracking().ToListAsync(ct);
            var loaded = library.Packs.SelectMany(Parts).ToList();
            foreach (var known in published.Where(p => p.Part != PublishedPack.Operator))
                if (loaded.FirstOrDefault(l => (l.Authority, l.Version, l.Part) == (known.Authority, known.Version, known.Part)) is not { } now)
                {
                    if (known.Part.Length > 0)
                        return Changed(known, Text.Of("start.amendment-missing", ("pack", NameOf(known)), ("published", known.Sha256[..12])));
                }
                else if (now.Sha256 != known.Sha256)
                    return Changed(known, Text.Of("start.pack-changed", ("pack", NameOf(known)), ("published", known.Sha256[..12]), ("file", now.Sha256[..12])));

            var fresh = loaded.Where(l => !published.Any(p => (p.Authority, p.Version, p.Part, p.Sha256) == (l.Authority, l.Version, l.Part, l.Sha256))).ToList();
            foreach (var row in fresh)
            {
                db.Add(row);
                journal.Record(new PackPublished(row.Authority, row.Version, row.Part, row.Sha256), row, Actor.Program);
            }
            return await db.TrySaveAsync(ct) is { } lost and not Problem.AlreadyDone ? lost : fresh.Count;
        }

        private IEnumerable<PublishedPack> Parts(Pack pack) =>
        [
            Row(pack, "", pack.Stamp.Sha256, pack.CanonicalJson),
            .. pack.Amendments.Select(a => Row(pack, a.Stamp.Name, a.Stamp.Sha256, a.CanonicalJson)),
            .. pack.Choices is { } choices ? [Row(pack, PublishedPack.Operator, choices.Stamp.Sha256, choices.CanonicalJson)] : Array.Empty<PublishedPack>(),
        ];

        private PublishedPack Row(Pack pack, string part, string sha256, string canonical) => new()
        {
            Authority = pack.Stamp.Authority,
            Version = pack.Stamp.Version,
            Part = part,
            Sha256 = sha256,
            CanonicalJson = canonical,
            PublishedAt = clock.Now,
        };

        private static Problem.Refused Changed(PublishedPack known, Text message) => new(known.Part.Length == 0 ? "pack-changed" : "amendment-changed", message);

        private static string NameOf(PublishedPack row) => row.Part.Length == 0 ? $"{row.Authority}/{row.Version}" : $"{row.Authority}/{row.Version}/{row.Part}";
    }
}
