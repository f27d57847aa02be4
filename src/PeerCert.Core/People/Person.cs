using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

/// <summary>A person as the program knows them: one account, many roles over the years.</summary>
public sealed class Person : IRoot
{
    /// <summary>Longest name of a county, as the pack writes it.</summary>
    public const int LongestCounty = 80;

    private Person() { }

    public Id<Person> Id { get; private set; }

    /// <summary>Null for somebody whose file staff keyed in and who has no sign-in.</summary>
    public Guid? Account { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>What they want to be called, beside the legal name that the registry shows; null for nothing else. Staff see it, the public never does.</summary>
    public string? PreferredName { get; private set; }

    /// <summary>The county where they live, by the pack's names; null where they did not say.</summary>
    public string? County { get; private set; }

    /// <summary>The record that this one was put together with, because both are one person's; null for one that stands.</summary>
    public Id<Person>? MergedInto { get; private set; }

    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public void Contact(string? preferredName, string? county) => (PreferredName, County) = (preferredName, county);

    public void MergeInto(Id<Person>? other) => MergedInto = other;

    /// <summary>Another sign-in is theirs, or none.</summary>
    public void SignsInWith(Guid? account) => Account = account;

    public static Person Register(Guid? account, DateTime at) => Register(Id<Person>.New(), account, at);

    public static Person Register(Id<Person> id, Guid? account, DateTime at) => new() { Id = id, Account = account, CreatedAt = at };
}

/// <summary>
/// A legal name as printed on the identification, which is what the registry shows. The parts are optional: many names
/// have no family part. A change is a new row that supersedes the old one.
/// </summary>
public sealed class LegalName
{
    private LegalName() { }

    public Id<LegalName> Id { get; private set; }
    public Id<Person> Person { get; private set; }
    public string AsPrinted { get; private set; } = "";
    public string? Given { get; private set; }
    public string? Family { get; private set; }
    public DateOnly EffectiveOn { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";
    public Id<LegalName>? Supersedes { get; private set; }

    public static LegalName Record(Id<Person> person, PrintedName name, DateOnly effectiveOn, DateTime at, Actor by, Id<LegalName>? supersedes) => new()
    {
        Id = Id<LegalName>.New(),
        Person = person,
        AsPrinted = name.AsPrinted,
        Given = name.Given,
        Family = name.Family,
        EffectiveOn = effectiveOn,
        RecordedAt = at,
        RecordedBy = by.Name,
        Supersedes = supersedes,
    };
}
