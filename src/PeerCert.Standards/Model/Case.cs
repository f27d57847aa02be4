using System.Collections.Immutable;

namespace PeerCert.Standards.Model;

/// <summary>A worked case: facts, a question and a day, and what should come out where its author says so.</summary>
public sealed record Case(
    string Name,
    string Question,
    DateOnly AsOf,
    Facts Facts,
    Outcome? Outcome,
    ImmutableArray<ExpectedFinding> Findings,
    ImmutableArray<string> Provisions,
    string File,
    int Line);

/// <summary>What one rule should say. What is null is not asked about, but for the remedy: none means none.</summary>
public sealed record ExpectedFinding(string Rule, Verdict Verdict)
{
    public Remedy? Remedy { get; init; }
    public DateOnly? FirstDay { get; init; }
    public DateOnly? LastDay { get; init; }
    public string? FeeLine { get; init; }
    public string? Text { get; init; }
    public string? Cite { get; init; }
}
