using System.Text.Json;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Decisions;

/// <summary>A decision as it was made: findings, facts used and pack stamp; never recomputed for an old letter.</summary>
public sealed class StoredDecision
{
    private StoredDecision() { }

    public Id<StoredDecision> Id { get; private set; }
    public Id<Person> Person { get; private set; }
    public Guid File { get; private set; }
    public string Question { get; private set; } = "";
    public DateOnly AsOf { get; private set; }
    public DateTime MadeAt { get; private set; }
    public string MadeBy { get; private set; } = "";
    public string PackSha256 { get; private set; } = "";
    public string DecisionJson { get; private set; } = "";
    public string FactsJson { get; private set; } = "";

    public static StoredDecision Of(Subject subject, Decision decision, Facts facts, DateTime at, Actor by) => new()
    {
        Id = Id<StoredDecision>.New(),
        Person = subject.Person,
        File = subject.File,
        Question = decision.Question,
        AsOf = decision.AsOf,
        MadeAt = at,
        MadeBy = by.Name,
        PackSha256 = decision.Pack.Sha256,
        DecisionJson = JsonSerializer.Serialize(decision, Json.Options),
        FactsJson = JsonSerializer.Serialize(facts, Json.Options),
    };

    public Decision ReadDecision() => JsonSerializer.Deserialize<Decision>(DecisionJson, Json.Options)!;

    public Facts ReadFacts() => JsonSerializer.Deserialize<Facts>(FactsJson, Json.Options)!;
}
