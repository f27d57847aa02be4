using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>Something that happened, as it is written into the journal. Its name and version never change once released.</summary>
public interface IJournalEvent;

/// <summary>The stable name of an event type and the version of its payload; older versions are read, never rewritten.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class JournalEventAttribute(string name, int version = 1) : Attribute
{
    public string Name { get; } = name;
    public int Version { get; } = version;

    public static JournalEventAttribute Of(Type type) =>
        type.GetCustomAttribute<JournalEventAttribute>() ?? throw new InvalidOperationException($"{type.Name} has no journal event name");
}

/// <summary>
/// One line of the journal: who, when, why, on which root, which event. Written in the commit of the change itself and
/// never updated; its place in the chain is a <see cref="JournalSeal"/> beside it. Only <see cref="Erase"/> may take the
/// payload away: the salted hash stays, so the chain still verifies.
/// </summary>
public sealed class JournalEntry
{
    private JournalEntry() { }

    public Guid Id { get; private set; }
    public DateTime At { get; private set; }
    public Guid? Account { get; private set; }
    public string ActorName { get; private set; } = "";
    public string? Reason { get; private set; }
    public string RootKind { get; private set; } = "";
    public Guid RootId { get; private set; }
    public string EventType { get; private set; } = "";
    public int EventVersion { get; private set; }

    /// <summary>JSON; null once erased.</summary>
    public string? Payload { get; private set; }

    /// <summary>Random bytes in hexadecimal hashed before the payload, so that a short payload cannot be guessed from its hash.</summary>
    public string? Salt { get; private set; }

    public string PayloadHash { get; private set; } = "";

    /// <summary>There until the entry is sealed; committed with the entry, so the sealer misses none and scans nothing.</summary>
    public PendingSeal? Pending { get; private set; }

    public static JournalEntry Of(IJournalEvent happened, string rootKind, Guid rootId, Actor actor, string? reason, DateTime at)
    {
        var type = happened.GetType();
        var name = JournalEventAttribute.Of(type);
        var payload = JsonSerializer.Serialize(happened, type, Json.Options);
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new()
        {
            Id = OrderedId.At(at),
            At = at,
            Account = actor.Account,
            ActorName = actor.Name,
            Reason = reason,
            RootKind = rootKind,
            RootId = rootId,
            EventType = name.Name,
            EventVersion = name.Version,
            Payload = payload,
            Salt = salt,
            PayloadHash = HashOf(salt, payload),
            Pending = new PendingSeal(),
        };
    }

    public static string HashOf(string salt, string payload) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + "\n" + payload)));

    public void Erase() => (Payload, Salt) = (null, null);
}

/// <summary>That an entry waits for its place in the chain.</summary>
public sealed class PendingSeal
{
    public Guid Entry { get; private set; }
}

/// <summary>The place of one entry in the chain. Written by the sealer, one after another, within a second of the commit.</summary>
public sealed class JournalSeal
{
    private JournalSeal() { }

    public JournalSeal(long number, Guid entry, string previous, string hash, DateTime sealedAt) =>
        (Number, Entry, Previous, Hash, SealedAt) = (number, entry, previous, hash, sealedAt);

    public long Number { get; private set; }
    public Guid Entry { get; private set; }
    public string Previous { get; private set; } = "";
    public string Hash { get; private set; } = "";
    public DateTime SealedAt { get; private set; }
}
