using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

public static class LegalNames
{
    /// <summary>The name that nothing has superseded; null before one is recorded.</summary>
    public static Task<LegalName?> CurrentAsync(this IQueryable<LegalName> names, Id<Person> person, CancellationToken ct) =>
        names.Where(n => n.Person == person && !names.Any(later => later.Supersedes == n.Id))
            .OrderByDescending(n => n.RecordedAt).FirstOrDefaultAsync(ct);

    /// <summary>The same of many people; whoever has none is left out.</summary>
    public static async Task<IReadOnlyDictionary<Id<Person>, LegalName>> CurrentOfAsync(this IQueryable<LegalName> names, IReadOnlyCollection<Id<Person>> people, CancellationToken ct) =>
        (await names.Where(n => people.Contains(n.Person) && !names.Any(later => later.Supersedes == n.Id)).ToListAsync(ct))
            .GroupBy(n => n.Person).ToDictionary(g => g.Key, g => g.MaxBy(n => n.RecordedAt)!);
}
