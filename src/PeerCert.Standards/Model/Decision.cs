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
public sealed record Finding
{
    // A file has some thirty findings and a queue thousands of files, so a finding holds no more than it must: its words
    // are put together when they are read, and how it ended is shared wherever no day or fee belongs to it.
    private readonly string _key;
    private readonly ImmutableArray<Argument> _arguments;

    [JsonConstructor]
    public Finding(string rule, Verdict verdict, Text because, Citation source, ImmutableArray<Finding> parts)
        : this(rule, Ended.With(verdict), because.Key, because.Arguments, source, parts)
    {
    }

    internal Finding(string rule, Ended ended, string key, ImmutableArray<Argument> arguments, Citation source, ImmutableArray<Finding> parts) =>
        (Rule, How, _key, _arguments, Source, Parts) = (rule, ended, key, arguments, source, parts);

    public string Rule { get; init; }

    public Verdict Verdict { get => How.Verdict; init => How = How with { Verdict = value }; }

    public Text Because => new(_key, _arguments);

    public Citation Source { get; init; }

    public ImmutableArray<Finding> Parts { get; init; }

    public Remedy? Remedy { get => How.Remedy; init => How = How with { Remedy = value }; }

    public DateOnly? FirstDay { get => How.FirstDay; init => How = How with { FirstDay = value }; }

    public DateOnly? LastDay { get => How.LastDay; init => How = How with { LastDay = value }; }

    public string? FeeLine { get => How.FeeLine; init => How = How with { FeeLine = value }; }

    public long? FeeCents { get => How.FeeCents; init => How = How with { FeeCents = value }; }

    /// <summary>What the rule is called, in the words it speaks with.</summary>
    [JsonIgnore]
    public Text Title => Text.Of($"{_key[.._key.LastIndexOf('.')]}.title");

    private Ended How { get; init; }

    /// <summary>This finding and all below it, depth first.</summary>
    public IEnumerable<Finding> Tree() => Parts.SelectMany(p => p.Tree()).Prepend(this);

    public bool Equals(Finding? other) => other is not null && Rule == other.Rule && How == other.How && Because == other.Because && Source == other.Source
        && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Rule, How, _key, Source, Parts.Length);
}

/// <summary>How a rule ended: what most findings have in common, and the way out of the others.</summary>
internal sealed record Ended(Verdict Verdict, Remedy? Remedy = null, DateOnly? FirstDay = null, DateOnly? LastDay = null, string? FeeLine = null, long? FeeCents = null)
{
    public static readonly Ended Met = new(Verdict.Met);
    public static readonly Ended Unknown = new(Verdict.Unknown);
    public static readonly Ended Supply = new(Verdict.NotMet, Model.Remedy.Supply);
    public static readonly Ended Never = new(Verdict.NotMet, Model.Remedy.Never);

    /// <summary>The end with that verdict and nothing else said.</summary>
    public static Ended With(Verdict verdict) => verdict switch
    {
        Verdict.Met => Met,
        Verdict.Unknown => Unknown,
        _ => new(verdict),
    };

    /// <summary>An end that is not met: shared where no day belongs to it.</summary>
    public static Ended NotMet(Remedy? remedy, DateOnly? firstDay, DateOnly? lastDay) => (remedy, firstDay, lastDay) switch
    {
        (Model.Remedy.Supply, null, null) => Supply,
        (Model.Remedy.Never, null, null) => Never,
        _ => new(Verdict.NotMet, remedy, firstDay, lastDay),
    };
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
