using System.Collections.Immutable;
using PeerCert.Standards.Evaluation;

namespace PeerCert.Standards.Model;

/// <summary>
/// One way in which a rule can end, the names of the arguments that its text may use, and the verdict. The text is
/// <c>RULE-ID.name</c>.
/// </summary>
public sealed record Ending(string Name, params ImmutableArray<string> Arguments);

/// <summary>The rule is asked only where the attribute has one of these values.</summary>
public sealed record When(string Attribute, ImmutableArray<string> Values);

/// <summary>
/// A rule of a pack. The kinds are a closed vocabulary, one file each under <c>Evaluation/Rules</c>; a new kind is a new
/// file there, its schema and a decision record. A pack composes kinds and never contains expressions.
/// </summary>
public abstract record Requirement
{
    private Dictionary<string, string>? _keys;

    /// <summary>Unique in the pack.</summary>
    public string Id { get; init; } = "";

    public Citation Source { get; init; } = new("", "");

    /// <summary>Who is asked; null: everybody.</summary>
    public When? When { get; init; }

    /// <summary>The rule whose texts say what this one found: usually itself.</summary>
    public string Wording { get => field ?? Id; init; }

    /// <summary>Every way in which the rule can end, besides its title.</summary>
    public abstract ImmutableArray<Ending> Endings { get; }

    /// <summary>What the rule is called, in the words it speaks with.</summary>
    public Text Title => Text.Of($"{Wording}.title");

    /// <summary>The kinds of fact that the person can give to meet it; none for what others record.</summary>
    public virtual ImmutableArray<string> FromApplicant => [];

    /// <summary>Rules below this one.</summary>
    public virtual ImmutableArray<Requirement> Parts => [];

    /// <summary>What the rule says of one person's facts on one day.</summary>
    internal abstract Finding Check(Look at);

    /// <summary>This rule and all below it, depth first.</summary>
    public IEnumerable<Requirement> Tree() => Parts.SelectMany(p => p.Tree()).Prepend(this);

    /// <summary>The key of the text for an ending. Made once: a decision allocates little more than its findings.</summary>
    internal string TextKey(string ending) =>
        (_keys ??= Endings.ToDictionary(e => e.Name, e => $"{Wording}.{e.Name}"))[ending];
}
