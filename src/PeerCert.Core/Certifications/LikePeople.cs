using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>What two records have in common that could make them one person's.</summary>
public enum Likeness { SameName, SimilarName, SameBirthday, SameMailbox, SameDocument }

/// <summary>Another record that could be the same person's. <see cref="HasPrior"/>: an application of it was denied, or a document found falsified.</summary>
public sealed record LikePerson(Id<Person> Person, string Name, IReadOnlyList<Likeness> Why, bool HasPrior);

/// <summary>Two people's records beside each other, the one that was asked about first.</summary>
public sealed record ComparedPeople(FoundPerson One, FoundPerson Other, LikePerson Like);

/// <summary>
/// Finds records that could be one person's: the same name, or the same day of birth with a name that is like it, the same
/// mailbox, the very same file of an identification or another document. A likeness is for somebody to look at, and decides nothing.
/// </summary>
public sealed class LikePeople(PeerCertDb db, FindPeople.Handler people, JournalWriter journal)
{
    /// <summary>Most records that are named.</summary>
    public const int Most = 20;

    public async Task<IReadOnlyList<LikePerson>> OfAsync(Id<Person> person, CancellationToken ct)
    {
        var standing = db.People.Where(p => p.MergedInto == null).Select(p => p.Id);   // an emptied record is nobody's
        var others = db.PersonKeys.AsNoTracking().Where(k => k.Person != person && standing.Contains(k.Person));
        var keys = await db.PersonKeys.AsNoTracking().Where(k => k.Person == person).ToListAsync(ct);
        var (names, born) = (KeysOf(keys, PersonKeyKind.Name), KeysOf(keys, PersonKeyKind.Born));
        var found = new Dictionary<Id<Person>, HashSet<Likeness>>();
        foreach (var other in await others.Where(k => k.Kind == PersonKeyKind.Name && names.Contains(k.Key)).Select(k => k.Person).Distinct().OrderBy(p => p).Take(Most).ToListAsync(ct))
            Note(other, Likeness.SameName);
        if (born.Count > 0)
        {
            var sameDay = others.Where(k => k.Kind == PersonKeyKind.Born && born.Contains(k.Key)).Select(k => k.Person);
            foreach (var other in (await db.PersonKeys.AsNoTracking().Where(k => k.Kind == PersonKeyKind.Name && sameDay.Contains(k.Person)).OrderBy(k => k.Person).Take(Most * 50).ToListAsync(ct)).ToLookup(k => k.Person, k => k.Key))
                if (other.Any(o => names.Any(n => AreAlike(n, o))))
                {
                    Note(other.Key, Likeness.SameBirthday);
                    if (!found[other.Key].Contains(Likeness.SameName))
                        Note(other.Key, Likeness.SimilarName);
                }
        }
        var mailboxes = KeysOf(keys, PersonKeyKind.Mailbox);
        foreach (var other in mailboxes.Count == 0 ? [] : await others.Where(k => k.Kind == PersonKeyKind.Mailbox && mailboxes.Contains(k.Key)).Select(k => k.Person).Distinct().OrderBy(p => p).Take(Most).ToListAsync(ct))
            Note(other, Likeness.SameMailbox);

        var sent = await db.Evidence.AsNoTracking().Where(e => e.Person == person && e.DeletedAt == null).Select(e => e.Sha256).ToListAsync(ct);
        foreach (var other in sent.Count == 0 ? [] : await db.Evidence.AsNoTracking().Where(e => sent.Contains(e.Sha256) && e.Person != person && e.DeletedAt == null && standing.Contains(e.Person)).Select(e => e.Person).Distinct().OrderBy(p => p).Take(Most).ToListAsync(ct))
            Note(other, Likeness.SameDocument);

        if (found.Count == 0)
            return [];
        var ids = found.Keys.Take(Most).ToList();
        var called = (await db.LegalNames.AsNoTracking().Where(n => ids.Contains(n.Person)).OrderBy(n => n.RecordedAt).Select(n => new { n.Person, n.AsPrinted }).ToListAsync(ct)).ToLookup(n => n.Person, n => n.AsPrinted);
        var denied = (await db.Applications.Where(a => ids.Contains(a.Person) && a.State == ApplicationState.Denied).Select(a => a.Person).ToListAsync(ct)).ToHashSet();
        denied.UnionWith(await (from c in db.EvidenceChecks where c.Found == DocumentCheck.Falsified join e in db.Evidence on c.Evidence equals e.Id where ids.Contains(e.Person) select e.Person).ToListAsync(ct));
        return [.. ids.Select(id => new LikePerson(id, called[id].LastOrDefault() ?? "", [.. found[id].Order()], denied.Contains(id))).OrderByDescending(l => l.HasPrior).ThenByDescending(l => l.Why.Count).ThenBy(l => l.Name, StringComparer.Ordinal)];

        void Note(Id<Person> other, Likeness why) => (found.TryGetValue(other, out var notes) ? notes : found[other] = []).Add(why);
    }

    /// <summary>Both records, for a reviewer; that they were read is kept.</summary>
    public async Task<Result<ComparedPeople>> CompareAsync(Id<Person> one, Id<Person> other, Session by, CancellationToken ct)
    {
        if ((await OfAsync(one, ct)).FirstOrDefault(l => l.Person == other) is not { } like || await people.DescribeAsync([one, other], by, ct) is not [var first, var second])
            return new Problem.NotFound("thing.person");
        journal.WasRead("person", one.Value, by.Actor);
        journal.WasRead("person", other.Value, by.Actor);
        return await db.TrySaveAsync(ct) is { } lost ? lost : new ComparedPeople(first, second, like);
    }

    /// <summary>
    /// Whether two folded names could be one person's: one is the other but for two letters at most, or they share a word of three letters or more.
    /// </summary>
    public static bool AreAlike(string one, string other) =>
        one.Split(' ').Where(w => w.Length >= 3).Intersect(other.Split(' '), StringComparer.Ordinal).Any() || IsWithin(one, other, 2);

    private static List<string> KeysOf(IEnumerable<PersonKey> keys, PersonKeyKind kind) => [.. keys.Where(k => k.Kind == kind).Select(k => k.Key)];

    /// <summary>Whether one becomes the other by so many letters put in, taken out or changed.</summary>
    private static bool IsWithin(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
            return false;
        var before = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
            if (row.Min() > most)
                return false;
            before = row;
        }
        return before[^1] <= most;
    }
}
