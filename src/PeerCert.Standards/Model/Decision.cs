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
/// <see cref="FirstDay"/> the first day on which waiting has helped; <see cref="FeeLine"/> names the fee that would meet it.
/// </summary>
public sealed record Finding(string Rule, Verdict Verdict, Text Because, Citation Source, ImmutableArray<Finding> Parts)
{
    public Remedy? Remedy { get; init; }
    public DateOnly? FirstDay { get; init; }
    public DateOnly? LastDay { get; init; }
    public string? FeeLine { get; init; }

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
    [JsonIgnore]
    public Outcome Outcome =>
        Roots.Any(f => f is { Verdict: Verdict.NotMet, Remedy: Remedy.Never }) ? Outcome.Refuse
        : Roots.Any(f => f.Verdict is Verdict.NotMet) ? Outcome.Deficient
        : Roots.IsEmpty || Roots.Any(f => f.Verdict is Verdict.Unknown) ? Outcome.Hold
        : Outcome.Grant;
}
