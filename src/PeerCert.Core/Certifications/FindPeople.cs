using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>One file of a person who was found.</summary>
public sealed record FoundFile(Id<Application> Application, string Reference, ApplicationState State, DateOnly? SubmittedOn);

/// <summary>
/// Somebody who was found. What the reader's roles do not need is null: the day of birth is for reviewers, the address for
/// those who reach people.
/// </summary>
public sealed record FoundPerson(Id<Person> Person, string? Name, DateOnly? Born, string? Email, IReadOnlyList<FoundFile> Files, IReadOnlyList<string> Certificates)
{
    /// <summary>What they want to be called; null where they did not say.</summary>
    public string? PreferredName { get; init; }
}

/// <summary>
/// Finds people by name, day of birth, address, reference, candidate number or certificate number. What was typed is kept
/// nowhere; whose record was shown is.
/// </summary>
public static class FindPeople
{
    /// <summary>Most people of one search: whoever finds more types more.</summary>
    public const int Most = 50;

    /// <summary>Fewest letters of a name that are searched for: some names have two.</summary>
    public const int FewestLetters = 2;

    /// <summary>Longest text that is looked at.</summary>
    public const int LongestText = 200;

    /// <summary>What was found; <paramref name="IsCut"/>: there are more.</summary>
    public sealed record Found(IReadOnlyList<FoundPerson> People, bool IsCut);

    public sealed record Command(string? Typed, TypedDay Born, Session By);

    public sealed class Handler(PeerCertDb db, RecordedFacts facts, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Found>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!Read(command, clock.Today).Succeeded(out var asked, out var problem))
                return problem;
            var ids = await Narrowed(Matching(asked.Text), asked.Born).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).Select(p => p.Id).Take(Most + 1).ToListAsync(ct);
            var people = await DescribeAsync([.. ids.Take(Most)], command.By, ct);
            foreach (var person in people)
                journal.WasRead("person", person.Person.Value, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Found(people, ids.Count > Most);
        }

        private static Result<(string Text, DateOnly? Born)> Read(Command command, DateOnly today)
        {
            var text = (command.Typed ?? "").Trim();
            if (text.Length > LongestText)
                return Problem.Invalid.At("Typed", Text.Of("registry.too-long", ("max", LongestText)));
            if (text.Length > 0 && !text.Contains('@', StringComparison.Ordinal) && NameKey.Of(text).EnumerateRunes().Count(r => !System.Text.Rune.IsWhiteSpace(r)) < FewestLetters)
                return Problem.Invalid.At("Typed", Text.Of("registry.too-short", ("letters", FewestLetters)));
            if (command.Born.IsEmpty)
                return text.Length > 0 ? (text, (DateOnly?)null) : Problem.Invalid.At("Typed", Text.Of("people.nothing-asked"));
            return command.Born.ReadPast("Born", today).Succeeded(out var born, out var problem) ? (text, (DateOnly?)born) : problem;
        }

        private IQueryable<Person>? Matching(string text)
        {
            if (text.Length == 0)
                return null;
            if (text.Contains('@', StringComparison.Ordinal))
            {
                var email = EmailAddress.KeyOf(text);
                return db.People.Where(p => db.Users.Any(a => a.Id == p.Account && a.NormalizedEmail == email));
            }
            var number = text.ToUpperInvariant();
            var (key, end) = NameKey.Range(text);
            return db.People.Where(p =>
                db.Applications.Any(a => a.Person == p.Id && a.Reference == number)
                || db.ExamEligibilities.Any(e => e.Person == p.Id && e.CandidateId == number)
                || db.Certificates.Any(c => c.Person == p.Id && c.Number == number)
                || db.PersonKeys.Any(k => k.Person == p.Id && (k.Kind == PersonKeyKind.Name || k.Kind == PersonKeyKind.Called) && k.Key.CompareTo(key) >= 0 && k.Key.CompareTo(end) < 0));
        }

        private IQueryable<Person> Narrowed(IQueryable<Person>? matching, DateOnly? born)
        {
            var people = (matching ?? db.People).AsNoTracking().Where(p => p.MergedInto == null);
            if (born is not { } day)
                return people;
            var key = PersonKey.Born(day);
            return people.Where(p => db.PersonKeys.Any(k => k.Person == p.Id && k.Kind == PersonKeyKind.Born && k.Key == key));
        }

        /// <summary>What the reader may see of people, in the order asked.</summary>
        internal async Task<IReadOnlyList<FoundPerson>> DescribeAsync(List<Id<Person>> ids, Session by, CancellationToken ct)
        {
            var names = (await db.LegalNames.AsNoTracking().Where(n => ids.Contains(n.Person)).OrderBy(n => n.RecordedAt).Select(n => new { n.Person, n.AsPrinted }).ToListAsync(ct)).ToLookup(n => n.Person, n => n.AsPrinted);
            var files = (await db.Applications.AsNoTracking().Where(a => ids.Contains(a.Person) && a.SubmittedOn != null).OrderBy(a => a.StartedAt)
                .Select(a => new { a.Person, File = new FoundFile(a.Id, a.Reference, a.State, a.SubmittedOn) }).ToListAsync(ct)).ToLookup(f => f.Person, f => f.File);
            var certificates = (await db.Certificates.AsNoTracking().Where(c => ids.Contains(c.Person)).Select(c => new { c.Person, c.Number }).ToListAsync(ct)).ToLookup(c => c.Person, c => c.Number);
            var emails = by.May(Permissions.FollowUpMail)
                ? await (from p in db.People.AsNoTracking() where ids.Contains(p.Id) join a in db.Users on p.Account equals a.Id select new { p.Id, a.Email }).ToDictionaryAsync(p => p.Id, p => p.Email, ct)
                : [];
            var born = by.May(Permissions.ReviewApplications) ? await BornAsync(ids, files, ct) : [];
            var called = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id) && p.PreferredName != null).ToDictionaryAsync(p => p.Id, p => p.PreferredName, ct);
            return
            [
                .. ids.Select(id => new FoundPerson(id, names[id].LastOrDefault(), born.GetValueOrDefault(id), emails.GetValueOrDefault(id), [.. files[id]], [.. certificates[id]])
                {
                    PreferredName = called.GetValueOrDefault(id),
                }),
            ];
        }

        private async Task<Dictionary<Id<Person>, DateOnly?>> BornAsync(List<Id<Person>> ids, ILookup<Id<Person>, FoundFile> files, CancellationToken ct)
        {
            var known = await facts.AboutAsync([.. ids.SelectMany(id => files[id].Select(f => new Subject(id, f.Application.Value)))], ct);
            return ids.ToDictionary(id => id, id => files[id].Reverse().SelectMany(f => known[new(id, f.Application.Value)]).OfType<Fact.PersonAttribute>()
                .FirstOrDefault(f => f.Kind == ApplicationFacts.BirthDate)?.Day);
        }
    }
}
