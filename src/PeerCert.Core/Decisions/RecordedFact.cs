using System.Text.Json;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Decisions;

/// <summary>
/// A fact as it was recorded: append-only. A correction is a new row that names the one it supersedes; the old one
/// stays for whoever asks what was known on a day.
/// </summary>
public sealed class RecordedFact
{
    private RecordedFact() { }

    public Id<RecordedFact> Id { get; private set; }
    public Id<Person> Person { get; private set; }

    /// <summary>The file it was given for; null where it is about the person whatever the file.</summary>
    public Guid? File { get; private set; }

    public string Kind { get; private set; } = "";
    public DateOnly EffectiveOn { get; private set; }
    public string Value { get; private set; } = "";
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";
    public Id<RecordedFact>? Supersedes { get; private set; }

    public static RecordedFact Record(Id<Person> person, Guid? file, Fact fact, DateOnly effectiveOn, DateTime at, Actor by, Id<RecordedFact>? supersedes)
    {
        var id = Id<RecordedFact>.New();
        return new()
        {
            Id = id,
            Person = person,
            File = file,
            Kind = fact.Kind,
            EffectiveOn = effectiveOn,
            Value = JsonSerializer.Serialize(fact with { Id = id.ToString() }, Json.Options),
            RecordedAt = at,
            RecordedBy = by.Name,
            Supersedes = supersedes,
        };
    }

    /// <summary>Says that a fact no longer stands, with nothing in its place: somebody took it back.</summary>
    public static RecordedFact Withdraw(RecordedFact before, DateOnly effectiveOn, DateTime at, Actor by) => new()
    {
        Id = Id<RecordedFact>.New(),
        Person = before.Person,
        File = before.File,
        Kind = before.Kind,
        EffectiveOn = effectiveOn,
        Value = "",
        RecordedAt = at,
        RecordedBy = by.Name,
        Supersedes = before.Id,
    };

    public bool IsWithdrawal => Value.Length == 0;

    public Fact Read() => JsonSerializer.Deserialize<Fact>(Value, Json.Options)!;
}

/// <summary>Whom and which file a question is about.</summary>
public sealed record Subject(Id<Person> Person, Guid File);

/// <summary>Contributes what one capability knows about files: of many at once, since results come by the thousand.</summary>
public interface IFactSource
{
    Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct);
}

/// <summary>
/// The normative part of a pack, an amendment of it, or an operator's choices for it, as first used here. A node refuses to
/// start when the file of a pack or an amendment says something else.
/// </summary>
public sealed class PublishedPack : IRoot
{
    /// <summary><see cref="Part"/> of the choices of an operator: they may change, and each that was used stays on record.</summary>
    public const string Operator = "operator";

    public required string Authority { get; init; }
    public required string Version { get; init; }

    /// <summary>Empty for the pack itself, else the name of an amendment or <see cref="Operator"/>.</summary>
    public required string Part { get; init; }

    public required string Sha256 { get; init; }
    public required string CanonicalJson { get; init; }
    public required DateTime PublishedAt { get; init; }

    Guid IRoot.RootId => new(Convert.FromHexString(Sha256).AsSpan(0, 16));

    // Written once and never changed.
    int IRoot.Version => 0;

    void IRoot.Touch() { }
}
