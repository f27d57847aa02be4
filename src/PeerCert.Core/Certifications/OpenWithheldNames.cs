using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>What somebody asked last, or was decided (null where nothing was), and the last day on which their name is left out (null where it is shown).</summary>
public sealed record MyWithheldName(WithheldName? Last, DateOnly? Through);

/// <summary>The same for staff, by a certificate of the person.</summary>
public sealed record OpenedWithheldName(Certificate Certificate, string LegalName, WithheldName? Last, DateOnly? Through);

/// <summary>One who waits for an answer, or whose name is left out; <see cref="Through"/> is null for the first.</summary>
public sealed record ListedWithheldName(string Number, string Name, DateOnly AskedOn, DateOnly? Through);

/// <summary>Names that are left out of the registry: one's own, and for staff those that wait and those in force.</summary>
public sealed class OpenWithheldNames(PeerCertDb db, JournalWriter journal, ProgramClock clock)
{
    /// <summary>How many one list holds.</summary>
    public const int Most = 100;

    /// <summary>One's own. Not found for whoever has no line in the registry.</summary>
    public async Task<Result<MyWithheldName>> OwnAsync(Actor by, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Account == by.Account && db.Certificates.Any(c => c.Person == p.Id && c.AnnulledOn == null)).Select(p => (Id<Person>?)p.Id).SingleOrDefaultAsync(ct);
        return person is { } me ? new MyWithheldName(await db.LastWithheldNameAsync(me, ct), await InForceAsync(me, ct)) : new Problem.NotFound("thing.certificate");
    }

    /// <summary>For staff, by a certificate of the person; that it was looked at is kept.</summary>
    public async Task<Result<OpenedWithheldName>> AnyAsync(string number, Actor by, CancellationToken ct)
    {
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number && c.AnnulledOn == null, ct) is not { } certificate)
            return new Problem.NotFound("thing.certificate");
        var opened = new OpenedWithheldName(
            certificate, (await db.LegalNames.AsNoTracking().CurrentAsync(certificate.Person, ct))?.AsPrinted ?? "", await db.LastWithheldNameAsync(certificate.Person, ct),
            await InForceAsync(certificate.Person, ct));
        journal.WasRead("withheld-name", certificate.Id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : opened;
    }

    private async Task<DateOnly?> InForceAsync(Id<Person> person, CancellationToken ct) => await db.NameWithheldThroughAsync(person, ct) is { } through && through >= clock.Today ? through : null;

    /// <summary>Those that wait for an answer, the oldest first.</summary>
    public Task<IReadOnlyList<ListedWithheldName>> WaitingAsync(CancellationToken ct) => ListAsync(db.WithheldNames.Where(w => w.State == WithheldNameState.Asked).OrderBy(w => w.AskedAt), ct);

    /// <summary>Those whose name is left out today, the first last day on top.</summary>
    public Task<IReadOnlyList<ListedWithheldName>> InForceAsync(CancellationToken ct)
    {
        var today = clock.Today;
        return ListAsync(db.WithheldNames.Where(w => w.State == WithheldNameState.Withheld && w.Through >= today).OrderBy(w => w.Through), ct);
    }

    private async Task<IReadOnlyList<ListedWithheldName>> ListAsync(IOrderedQueryable<WithheldName> found, CancellationToken ct)
    {
        var rows = await found.AsNoTracking().Take(Most).ToListAsync(ct);
        var people = rows.ConvertAll(r => r.Person);
        var numbers = (await db.Certificates.AsNoTracking().Where(c => people.Contains(c.Person) && c.AnnulledOn == null).OrderByDescending(c => c.IssuedOn).Select(c => new { c.Person, c.Number }).ToListAsync(ct)).ToLookup(c => c.Person, c => c.Number);
        var names = await db.LegalNames.AsNoTracking().CurrentOfAsync(people, ct);
        return [.. from row in rows
                   from number in numbers[row.Person].Take(1)
                   select new ListedWithheldName(number, names.GetValueOrDefault(row.Person)?.AsPrinted ?? "", row.AskedOn, row.State is WithheldNameState.Withheld ? row.Through : null)];
    }
}
