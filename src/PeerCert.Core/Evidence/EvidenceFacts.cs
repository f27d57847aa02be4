using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Evidence;

/// <summary>Evidence as documents with what staff found: the newest check of each file counts.</summary>
public sealed class EvidenceFacts(PeerCertDb db, ProgramClock clock) : IFactSource
{
    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var about = subjects.Select(s => s.File).ToList();
        var files = await db.Evidence.AsNoTracking()
            .Where(f => about.Contains(f.File) && f.DeletedAt == null)
            .OrderBy(f => f.StoredAt).ThenBy(f => f.Id)
            .Select(f => new
            {
                f.Id,
                f.Person,
                f.File,
                f.Kind,
                f.StoredAt,
                Check = db.EvidenceChecks.Where(c => c.Evidence == f.Id).OrderByDescending(c => c.CheckedAt).ThenByDescending(c => c.Id)
                    .FirstOrDefault(),
            })
            .ToListAsync(ct);
        return files.ToLookup(f => new Subject(f.Person, f.File), Fact (f) => new Fact.Document(f.Kind, clock.DayOf(f.StoredAt), f.Check?.Found)
        {
            Id = f.Id.ToString(),
            Features = [.. f.Check?.Features.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []],
        });
    }
}
