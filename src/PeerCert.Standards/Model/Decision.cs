using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerCert.Standards.Model;

/// <summary>Where a value or rule is printed: a document and the place in it.</summary>
public sealed record Citation(string Document, string Section)
{
    public override string ToString() => $"{Document} {Section}";
}

public enum Verdict { Met, NotMet, Unknown }

/// <summary>The way out of a requirement that is not met. Only <see cref="Never"/> denies.</summary>
public enum Remedy { Supply, WaitUntil, Never }

public enum Outcome { Grant, Hold, Deficient, Refuse }

/// <summary>
/// One requirement looked at on one day. <see cref="LastDay"/> is the last day on which the remedy still helps,
/// <see cref="FirstDay"/> the first day on which waiting has helped; <see cref="FeeLine"/> names the fee that would meet it
/// and <see cref="FeeCents"/> its price in US cents on the day asked about.
/// </summary>
public sealed record Finding(string Rule, Verdict Verdict, Text Because, Citation Source, ImmutableArray<Finding> Parts)
{
    public Remedy? Remedy { get; init; }
    public DateOnly? FirstDay { get; init; }
    public DateOnly? LastDay { get; init; }
    public string? FeeLine { get; init; }
    public long? FeeCents { get; init; }

    /// <summary>What the rule is called, in the words it speaks with.</summary>
    [JsonIgnore]
    public Text Title => Text.Of($"{Because.Key[..Because.Key.LastIndexOf('.')]}.title");

    /// <summary>This finding and all below it, depth first.</summary>
    public IEnumerable<Finding> Tree() => Parts.SelectMany(p => p.Tree()).Prepend(this);
}

/// <summary>Identity of a pack: who published it, which version, and the SHA-256 of its canonical normative part.</summary>
public sealed record PackStamp(string Authority, string Version, string Sha256)
{
    public override string ToString() => $"{Authority}/{Version}@{Sha256[..Math.Min(12, Sha256.Length)]}";
}

/// <summary>
/// What a pack said about one file, kept whole so that a letter can be explained years later. Only roots decide.
/// </summary>
public sealed record Decision(string Question, PackStamp Pack, DateOnly AsOf, ImmutableArray<Finding> Roots)
{
    /// <summary>Names and stamps of the amendments and operator settings that the pack was read with.</summary>
    public ImmutableArray<AmendmentStamp> Amendments { get; init; } = [];

    [JsonIgnore]
    public Outcome Outcome =>
        Roots.Any(f => f is { Verdict: Verdict.NotMet, Remedy: Remedy.Never }) ? Outcome.Refuse
        : Roots.Any(f => f.Verdict is Verdict.NotMet) ? Outcome.Deficient
        : Roots.IsEmpty || Roots.Any(f => f.Verdict is Verdict.Unknown) ? Outcome.Hold
        : Outcome.Grant;

    /// <summary>
    /// What is left to do: the leaves that are not met, where no other way has met their rule. Of several ways that would do,
    /// all are named.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<Finding> NextSteps => Roots.SelectMany(Open);

    private static IEnumerable<Finding> Open(Finding finding) =>
        finding.Verdict is not Verdict.NotMet ? [] : finding.Parts.IsEmpty ? [finding] : finding.Parts.SelectMany(Open);
}

/// <summary>A dated change that was in the pack when it decided: its name and the SHA-256 of its canonical form.</summary>
public sealed record AmendmentStamp(string Name, string Sha256);
