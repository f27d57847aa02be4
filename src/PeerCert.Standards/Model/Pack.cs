using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PeerCert.Standards.Model;

/// <summary>Whether a value is printed in the cited place, stands in for one that is not, or is contradicted by another text.</summary>
public enum Provenance { Sourced, Placeholder, Disputed }

/// <summary>A value as one text gives it from one day on. A null value says: from here on there is none, or it is not known.</summary>
public sealed record InForce<T>(DateOnly From, T? Value, Citation Source, Provenance Provenance, string? Note) where T : struct;

/// <summary>A value that changes over time. Before its first entry it is unknown; never the nearest, never the latest.</summary>
public sealed record Dated<T>(string Name, ImmutableArray<InForce<T>> Entries) where T : struct
{
    /// <summary>The entry in force on <paramref name="day"/>, or null where none is.</summary>
    public InForce<T>? On(DateOnly day) => Entries.Where(e => e.From <= day).MaxBy(e => e.From) is { Value: not null } hit ? hit : null;
}

/// <summary>One line of the fee schedule. Chargeable only when the state has approved this very line (by <see cref="Sha256"/>).</summary>
public sealed record FeeLine(string Code, Dated<long> Cents, Citation Source, string Sha256);

/// <summary>One tier of the calendar's own life of a certificate: it lasts through due date plus <see cref="YearsAfterDue"/>.</summary>
public sealed record StandingTier(string Name, int? YearsAfterDue, Citation Source);

/// <summary>
/// What the calendar does to a certificate under this pack. <see cref="Tiers"/> are in order; the last has no end.
/// </summary>
public sealed record Lifecycle(Dated<int> TermYears, DateOnly TiersFrom, ImmutableArray<StandingTier> Tiers);

/// <summary>A version of the code of ethics and the first day it is the one to sign.</summary>
public sealed record CodeVersion(string Version, DateOnly From, Citation Source);

/// <summary>
/// A question that a pack can decide. <see cref="Filing"/> names the filing whose day picks the figures; while nothing is
/// filed yet, the day of asking stands in for it (CF-34: a draft is checked under today's text).
/// </summary>
public sealed record Question(string Name, string Filing, Citation Source, ImmutableArray<Requirement> Roots)
{
    /// <summary>Every rule of the question, depth first.</summary>
    public IEnumerable<Requirement> Rules() => Roots.SelectMany(r => r.Tree());
}

/// <summary>
/// A standard as read from its folder: checked, immutable, stamped. <see cref="From"/> is the first day it can speak of;
/// <see cref="Figures"/> holds every figure of its rules as <c>rule-id.field</c>; <see cref="Content"/> its longer texts
/// by file name.
/// </summary>
public sealed record Pack(
    PackStamp Stamp,
    string CanonicalJson,
    DateOnly From,
    FrozenDictionary<string, FactKind> Kinds,
    FrozenDictionary<string, Question> Questions,
    FrozenDictionary<string, FeeLine> Fees,
    FrozenDictionary<string, Clock> Clocks,
    FrozenDictionary<string, Dated<int>> Figures,
    FrozenDictionary<string, string> Settings,
    ImmutableArray<CodeVersion> CodeVersions,
    Lifecycle Lifecycle,
    FrozenDictionary<string, FrozenDictionary<string, TextForm>> Texts,
    FrozenDictionary<string, string> Content)
{
    /// <summary>The version of the code of ethics to sign on <paramref name="day"/>; null where none is known.</summary>
    public CodeVersion? CodeOn(DateOnly day) => CodeVersions.Where(v => v.From <= day).MaxBy(v => v.From);

    /// <summary>Our plain summary of a version of the code, in Markdown; null where there is none in that language.</summary>
    public string? CodeText(string version, string language) => Content.GetValueOrDefault($"code-of-ethics.{version}.{language}.md");
}

/// <summary>
/// A kind of fact that the pack declares, with the one shape and unit it may have. <see cref="Values"/> lists the words an
/// attribute may hold (none: it holds a day); <see cref="Detail"/> says what the detail of an event names.
/// </summary>
public sealed record FactKind(string Name, string Shape, string? Unit)
{
    public ImmutableArray<string> Values { get; init; } = [];
    public EventDetail Detail { get; init; }
}

public enum EventDetail
{
    /// <summary>The event says all by its kind.</summary>
    None,

    /// <summary>The code of a fee line of the pack.</summary>
    FeeLine,
}

/// <summary>A text in one language: one sentence, or one for each plural category of the argument <see cref="CountBy"/>.</summary>
public sealed record TextForm(string? CountBy, FrozenDictionary<string, string> Forms);
