using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>Which of the two changed. What was written is nobody's but theirs, and a name that somebody left behind stays nowhere.</summary>
[JournalEvent("contact-saved")]
public sealed record ContactSaved(bool PreferredName, bool County) : IJournalEvent;

/// <summary>The counties that a standard knows, for whoever chooses one: those of its question for the reports to the state (CAL-808.1).</summary>
public static class Counties
{
    public const string Residence = "county-of-residence";

    extension(Pack pack)
    {
        /// <summary>The question whose values and words they are; null where a standard knows of no counties.</summary>
        public DemographicQuestion? CountyQuestion => pack.Demographics.FirstOrDefault(q => q.Name == Residence);
    }
}

/// <summary>What somebody wants to be called and where they live, and the standard whose counties they choose from; <see cref="Email"/> is where they sign in.</summary>
public sealed record MyContact(Pack Pack, string? PreferredName, string? County, string? Email);

public sealed class OpenMyContact(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
{
    public async Task<Result<MyContact>> HandleAsync(Actor by, CancellationToken ct)
    {
        if (library.On(GoverningQuestion.Filing, clock.Today) is not { } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
        var email = await db.Users.Where(a => a.Id == by.Account).Select(a => a.Email).SingleOrDefaultAsync(ct);
        return await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == by.Account, ct) is { } person
            ? new MyContact(pack, person.PreferredName, person.County, email)
            : new Problem.NotFound("thing.person");
    }
}

/// <summary>Saves what somebody wants to be called and the county where they live; what is left out is taken back. Lists and searches of staff follow in the same commit.</summary>
public static class SaveContact
{
    public sealed record Command(string? PreferredName, string? County, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.People.SingleOrDefaultAsync(p => p.Account == command.By.Account, ct) is not { } person)
                return new Problem.NotFound("thing.person");
            if (library.On(GoverningQuestion.Filing, clock.Today) is not { } pack)
                return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
            var (name, county) = (PrintedName.ReadPart(command.PreferredName, "PreferredName"), string.IsNullOrEmpty(command.County) ? null : command.County);
            var known = county is null || county == person.County || pack.CountyQuestion?.Values.Contains(county) is true;
            if (Problem.Invalid.Of(name.Problem, known ? null : Problem.Invalid.At("County", Text.Of("field.choice-missing"))) is { } wrong)
                return wrong;
            var called = name.Match(n => n.Length > 0 ? n : null, _ => null);
            var changed = new ContactSaved(called != person.PreferredName, county != person.County);
            if (changed is { PreferredName: false, County: false })
                return new Done();   // the same form sent twice
            return await db.InTransactionAsync<Done>(async inner =>
            {
                await db.ContactAsync(person, called, county, inner);
                journal.Record(changed, person, command.By);
                return new Done();
            }, ct);
        }
    }
}

public static class ContactChange
{
    extension(PeerCertDb db)
    {
        /// <summary>Writes what somebody is called and where they live, with all that is found by it, in the caller's commit.</summary>
        public async Task ContactAsync(Person person, string? preferredName, string? county, CancellationToken ct)
        {
            person.Contact(preferredName, county);
            await db.FindableByContactAsync(person, ct);
            foreach (var certificate in await db.Certificates.Where(c => c.Person == person.Id).ToListAsync(ct))
                certificate.LivesIn(county);
        }
    }
}
