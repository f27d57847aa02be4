using System.Collections.Immutable;

namespace PeerCert.Standards.Model;

/// <summary>
/// The closed vocabulary in which a pack states what must hold. A new kind is a new record here, its schema and a
/// decision record; a pack composes kinds and never contains expressions.
/// </summary>
public abstract record Requirement
{
    private Requirement() { }

    public required string Id { get; init; }
    public required Citation Source { get; init; }

    /// <summary>The person is at least <see cref="Years"/> old on the day of filing.</summary>
    public sealed record AgeAtLeast(string Attribute, Dated<int> Years) : Requirement;

    /// <summary>
    /// One span of <see cref="Kind"/> holds at least <see cref="Quantity"/> in the kind's unit and, where
    /// <see cref="NotOlderThanYears"/> is given, ended no longer before the day of filing than that, anniversary included.
    /// One rule and not two, because the same course has to meet both.
    /// </summary>
    public sealed record SpanAtLeast(string Kind, Dated<int> Quantity, Dated<int>? NotOlderThanYears) : Requirement;

    /// <summary>
    /// Staff have looked at a document of <see cref="Kind"/> and accepted it. A falsified one denies, under
    /// <see cref="FalsifiedSource"/>.
    /// </summary>
    public sealed record DocumentAccepted(string Kind, Citation FalsifiedSource) : Requirement;

    /// <summary>The version of the text <see cref="Kind"/> in force on the day of filing is signed, or a later one.</summary>
    public sealed record AgreementSigned(string Kind) : Requirement;

    /// <summary>The fee line <see cref="Line"/> is paid or covered: an event <see cref="Event"/> whose detail is the line.</summary>
    public sealed record FeePaid(string Line, string Event) : Requirement;

    /// <summary>
    /// An attempt of <see cref="Kind"/> was passed among the first <see cref="Attempts"/>, no later than
    /// <see cref="Months"/> after the event <see cref="After"/>. Whether staying away uses an attempt up is a setting.
    /// </summary>
    public sealed record Passed(string Kind, string After, Dated<int> Months, Dated<int> Attempts, bool NoShowUsesAttempt) : Requirement;

    public sealed record AllOf(ImmutableArray<Requirement> Parts) : Requirement;

    public sealed record AnyOf(ImmutableArray<Requirement> Parts) : Requirement;

    /// <summary>This rule and all below it, depth first.</summary>
    public IEnumerable<Requirement> Tree() => (this switch
    {
        AllOf r => r.Parts,
        AnyOf r => r.Parts,
        _ => [],
    }).SelectMany(p => p.Tree()).Prepend(this);
}
