using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Decisions;

/// <summary>The facts table as a source, and the one way to add to it.</summary>
public sealed class RecordedFacts(PeerCertDb db, ProgramClock clock) : IFactSource
{
    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var known = await InForceAsync(subjects, ct);
        return subjects.SelectMany(s => known[s.Person].Where(f => f.File is null || f.File == s.File).Select(f => (Subject: s, Fact: f.Read()))).ToLookup(f => f.Subject, f => f.Fact);
    }

    /// <summary>
    /// Records in the caller's commit that these are now the facts of a kind for a file. What stays is left alone; what
    /// changed is superseded one by one, what is no longer said is withdrawn. Says whether anything changed.
    /// </summary>
    public async Task<bool> ReplaceAsync(Subject subject, string kind, IReadOnlyCollection<Fact> facts, DateOnly effectiveOn, Actor by, CancellationToken ct)
    {
        var before = (await InForceAsync([subject], ct))[subject.Person].Where(f => f.Kind == kind).ToList();
        var said = facts.Select(f => f with { Id = "" }).ToList();
        foreach (var kept in before.Where(b => said.Remove(b.Read() with { Id = "" })).ToList())
            before.Remove(kept);
        foreach (var (index, fact) in said.Index())
            db.Add(RecordedFact.Record(subject.Person, subject.File, fact, effectiveOn, clock.Now, by, before.ElementAtOrDefault(index)?.Id));
        foreach (var gone in before.Skip(said.Count))
            db.Add(RecordedFact.Withdraw(gone, effectiveOn, clock.Now, by));
        return said.Count + before.Count > 0;
    }

    /// <summary>
    /// Puts another value in the place of a kind of fact wherever it was recorded for these files, in the caller's commit: from the day on which
    /// the wrong one was effective, since it never was so. Gives the files in which something changed.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> CorrectAsync(IReadOnlyCollection<Subject> subjects, Fact right, Actor by, CancellationToken ct)
    {
        var changed = new HashSet<Guid>();
        foreach (var wrong in (await InForceAsync(subjects, ct)).SelectMany(f => f).Where(f => f.Kind == right.Kind && f.Read() with { Id = "" } != right with { Id = "" }))
        {
            db.Add(RecordedFact.Record(wrong.Person, wrong.File, right, wrong.EffectiveOn, clock.Now, by, wrong.Id));
            if (wrong.File is { } file)
                changed.Add(file);
        }
        return changed;
    }

    private async Task<ILookup<Id<Person>, RecordedFact>> InForceAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var (people, files) = (subjects.Select(s => s.Person).ToList(), subjects.Select(s => (Guid?)s.File).ToList());
        var facts = await db.Facts.AsNoTracking()
            .Where(f => people.Contains(f.Person) && (f.File == null || files.Contains(f.File)) && f.Value != "")
            .Where(f => !db.Facts.Any(later => later.Supersedes == f.Id))
            .OrderBy(f => f.RecordedAt).ThenBy(f => f.Id)
            .ToListAsync(ct);
        return facts.ToLookup(f => f.Person);
    }
}
