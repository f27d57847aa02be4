using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Decisions;

/// <summary>The facts table as a source, and the one way to add to it.</summary>
public sealed class RecordedFacts(PeerCertDb db, ProgramClock clock) : IFactSource
{
    public async Task<IReadOnlyList<Fact>> AboutAsync(Subject subject, CancellationToken ct) =>
        [.. (await InForceAsync(subject.Person, subject.File, ct)).Select(f => f.Read())];

    /// <summary>Records a fact in the caller's commit. One of the same kind for the same file that says something else is superseded.</summary>
    public async Task RecordAsync(Subject subject, Fact fact, DateOnly effectiveOn, Actor by, CancellationToken ct)
    {
        var before = (await InForceAsync(subject.Person, subject.File, ct)).LastOrDefault(f => f.Kind == fact.Kind);
        if (before is not null && before.Read() with { Id = "" } == fact with { Id = "" })
            return;
        db.Add(RecordedFact.Record(subject.Person, subject.File, fact, effectiveOn, clock.Now, by, before?.Id));
    }

    private Task<List<RecordedFact>> InForceAsync(Id<Person> person, Guid file, CancellationToken ct) =>
        db.Facts.AsNoTracking()
            .Where(f => f.Person == person && (f.File == null || f.File == file))
            .Where(f => !db.Facts.Any(later => later.Supersedes == f.Id))
            .OrderBy(f => f.RecordedAt).ThenBy(f => f.Id)
            .ToListAsync(ct);
}
