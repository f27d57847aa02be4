using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

public static class LegalNames
{
    /// <summary>The name that nothing has superseded; null before one is recorded.</summary>
    public static Task<LegalName?> CurrentAsync(this IQueryable<LegalName> names, Id<Person> person, CancellationToken ct) =>
        names.Where(n => n.Person == person && !names.Any(later => later.Supersedes == n.Id))
            .OrderByDescending(n => n.RecordedAt).FirstOrDefaultAsync(ct);
}
