using System.Text.Json;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>
/// Work that follows from a commit and is written in it, so that neither can happen without the other. Handlers are
/// idempotent: a message may be handled again after a kill.
/// </summary>
public sealed class OutboxMessage
{
    internal const int ErrorLength = 500;

    private OutboxMessage() { }

    public Guid Id { get; private set; }
    public string Kind { get; private set; } = "";
    public string Payload { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public DateTime DueAt { get; private set; }
    public int Attempts { get; private set; }
    public string? LastError { get; private set; }
    public DateTime? DoneAt { get; private set; }

    public static OutboxMessage Of<T>(string kind, T payload, DateTime at) => Of(kind, payload, at, at);

    public static OutboxMessage Of<T>(string kind, T payload, DateTime at, DateTime due) => new()
    {
        Id = OrderedId.At(at),
        Kind = kind,
        Payload = Written(payload),
        CreatedAt = at,
        DueAt = due,
    };

    /// <summary>A payload as it is stored, by which the message that carries it is found again.</summary>
    public static string Written<T>(T payload) => JsonSerializer.Serialize(payload, Json.Options);

    public T Read<T>() => JsonSerializer.Deserialize<T>(Payload, Json.Options)!;

    public void Done(DateTime at) => (DoneAt, LastError) = (at, null);

    /// <summary>Not tried to the end, through no fault of its own: due again as before.</summary>
    public void PutBack(DateTime due) => DueAt = due;

    /// <summary>Tried in vain: later each time, at most an hour. The error is a type's name, never its message, which may hold private words.</summary>
    public void Failed(DateTime at, string error)
    {
        Attempts++;
        LastError = error[..Math.Min(error.Length, ErrorLength)];
        DueAt = at.AddSeconds(Math.Min(3600, Math.Pow(2, Math.Min(Attempts, 12))));
    }
}

/// <summary>Handles one kind of outbox message.</summary>
public interface IOutboxHandler
{
    string Kind { get; }

    Task HandleAsync(OutboxMessage message, CancellationToken ct);
}

/// <summary>A message could not be handled now and is tried again later. Carries the problem's stable code only.</summary>
public sealed class OutboxRefusedException(string code) : Exception(code);

/// <summary>A job that only one process may run at a time: whoever holds the row until its time runs out.</summary>
public sealed class Lease
{
    public required string Name { get; init; }
    public required string Holder { get; set; }
    public required DateTime Until { get; set; }
}

/// <summary>That somebody looked at restricted or private data: kept apart from the journal of changes.</summary>
public sealed class ReadAudit
{
    public required Guid Id { get; init; }
    public required DateTime At { get; init; }
    public required Guid? Account { get; init; }
    public required string ActorName { get; init; }

    /// <summary>The kind of record read, such as <c>evidence</c>.</summary>
    public required string What { get; init; }

    /// <summary>The record itself.</summary>
    public required Guid Subject { get; init; }
}
