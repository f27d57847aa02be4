using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>
/// By what a person is found, or noticed to be another one: a name, the day of birth, the mailbox of the account; what they want to be called; and a name
/// behind the county where they live, so that the names of one county are a range of their own.
/// </summary>
public enum PersonKeyKind { Name, Born, Mailbox, Called, InCounty }

/// <summary>
/// A folded form of what a person is called or was called, or their day of birth: the index that a search runs along, and by
/// which two records of one person are noticed. A former name stays.
/// </summary>
public sealed class PersonKey
{
    private PersonKey() { }

    public PersonKeyKind Kind { get; private set; }
    public string Key { get; private set; } = "";
    public Id<Person> Person { get; private set; }

    public static PersonKey Of(PersonKeyKind kind, string key, Id<Person> person) => new() { Kind = kind, Key = key, Person = person };

    /// <summary>An address as it is compared: what stands after a plus sign is no other mailbox.</summary>
    public static string Mailbox(string email) =>
        EmailAddress.KeyOf(email).Split('@') is [var box, var domain] ? $"{box.Split('+')[0]}@{domain}" : EmailAddress.KeyOf(email);

    /// <summary>A folded name among those of a county.</summary>
    public static string InCounty(string county, string name) => $"{county}|{name}";

    /// <summary>A day of birth as it is compared.</summary>
    public static string Born(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed class PersonKeyMapping : IEntityTypeConfiguration<PersonKey>
{
    public void Configure(EntityTypeBuilder<PersonKey> b)
    {
        b.ToTable("person_keys");
        b.HasKey(k => new { k.Kind, k.Key, k.Person });
        b.Property(k => k.Key).HasMaxLength(NameKey.MaxLength + Person.LongestCounty + 1);
        b.HasIndex(k => k.Person);
        b.HasOne<Person>().WithMany().HasForeignKey(k => k.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

public static class PersonKeys
{
    /// <summary>Makes a person findable by a name, a day of birth and the address of their account, in the caller's commit; what is there already stays.</summary>
    public static async Task FindableByAsync(this PeerCertDb db, Id<Person> person, PrintedName name, DateOnly? born, CancellationToken ct)
    {
        var keys = NameKey.WaysToAsk(name.AsPrinted, name.Given, name.Family).Select(k => (Kind: PersonKeyKind.Name, Key: k)).ToList();
        if ((await db.People.FindAsync([person], ct))?.County is { } county)
            keys.AddRange(keys.ConvertAll(k => (PersonKeyKind.InCounty, PersonKey.InCounty(county, k.Key))));
        if (born is { } day)
            keys.Add((PersonKeyKind.Born, PersonKey.Born(day)));
        if (await (from p in db.People where p.Id == person join a in db.Users on p.Account equals a.Id select a.Email).SingleOrDefaultAsync(ct) is { } email)
            keys.Add((PersonKeyKind.Mailbox, PersonKey.Mailbox(email)));
        var there = (await db.PersonKeys.AsNoTracking().Where(k => k.Person == person).Select(k => new { k.Kind, k.Key }).ToListAsync(ct)).Select(k => (k.Kind, k.Key)).ToHashSet();
        db.AddRange(keys.Where(k => k.Key.Length > 0 && !there.Contains(k)).Select(k => PersonKey.Of(k.Kind, k.Key, person)));
    }

    /// <summary>Makes a person findable by what they want to be called and in the county where they live, and by nothing of the kind that held before.</summary>
    public static async Task FindableByContactAsync(this PeerCertDb db, Person person, CancellationToken ct)
    {
        await db.PersonKeys.Where(k => k.Person == person.Id && (k.Kind == PersonKeyKind.Called || k.Kind == PersonKeyKind.InCounty)).ExecuteDeleteAsync(ct);
        if (person.PreferredName is { } called)
            db.AddRange(NameKey.WaysToAsk(called, null, null).Where(k => k.Length > 0).Select(k => PersonKey.Of(PersonKeyKind.Called, k, person.Id)));
        if (person.County is { } county)
            db.AddRange((await db.PersonKeys.AsNoTracking().Where(k => k.Person == person.Id && k.Kind == PersonKeyKind.Name).Select(k => k.Key).ToListAsync(ct))
                .Select(k => PersonKey.Of(PersonKeyKind.InCounty, PersonKey.InCounty(county, k), person.Id)));
    }
}
