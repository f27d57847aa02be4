using System.Text.Json;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Notices;

/// <summary>
/// Something the program told a person, in their own pages. One row for each occasion, whatever runs twice; words by
/// key, so that it is read in the reader's language.
/// </summary>
public sealed class Notice
{
    private Notice() { }

    public Id<Notice> Id { get; private set; }
    public Id<Person> Person { get; private set; }
    public string Kind { get; private set; } = "";

    /// <summary>What makes the occasion one: the same kind for the same person and occasion exists once.</summary>
    public string Occasion { get; private set; } = "";

    public string TextJson { get; private set; } = "";
    public DateOnly SentOn { get; private set; }
    public DateTime RecordedAt { get; private set; }

    /// <summary>The decision the notice renders its reasons from.</summary>
    public Guid? Decision { get; private set; }

    public static Notice Of(Id<Person> person, string kind, string occasion, Text text, DateOnly on, DateTime at, Guid? decision = null) => new()
    {
        Id = Id<Notice>.New(),
        Person = person,
        Kind = kind,
        Occasion = occasion,
        TextJson = JsonSerializer.Serialize(text, Json.Options),
        SentOn = on,
        RecordedAt = at,
        Decision = decision,
    };

    public Text ReadText() => JsonSerializer.Deserialize<Text>(TextJson, Json.Options)!;
}
