using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>
/// How a rule says what it found: its own id, the text of the ending and its own citation, or that of the figure that
/// decided.
/// </summary>
internal static class Findings
{
    public static Finding Met(this Requirement rule, string ending, Citation? source, params ImmutableArray<Argument> arguments) =>
        rule.Says(Ended.Met, ending, source, arguments);

    public static Finding Unknown(this Requirement rule, string ending, params ImmutableArray<Argument> arguments) =>
        rule.Says(Ended.Unknown, ending, null, arguments);

    /// <summary>What the text for a day would be is not known: never the nearest, never the latest.</summary>
    public static Finding NoFigure(this Requirement rule, DateOnly day) => rule.Unknown("no-figure", ("day", day));

    public static Finding Supply(this Requirement rule, string ending, Citation? source, params ImmutableArray<Argument> arguments) =>
        rule.Says(Ended.Supply, ending, source, arguments);

    public static Finding SupplyUntil(this Requirement rule, DateOnly lastDay, string ending, Citation? source, params ImmutableArray<Argument> arguments) =>
        rule.Says(Ended.NotMet(Remedy.Supply, null, lastDay), ending, source, arguments);

    public static Finding WaitUntil(this Requirement rule, DateOnly firstDay, string ending, Citation? source, params ImmutableArray<Argument> arguments) =>
        rule.Says(Ended.NotMet(Remedy.WaitUntil, firstDay, null), ending, source, arguments);

    public static Finding Never(this Requirement rule, string ending, Citation? source, params ImmutableArray<Argument> arguments) =>
        rule.Says(Ended.Never, ending, source, arguments);

    /// <summary>A fee line that would meet the rule.</summary>
    public static Finding Due(this Requirement rule, string line, InForce<long> price, string ending, params ImmutableArray<Argument> arguments) =>
        rule.Says(Ended.Supply with { FeeLine = line, FeeCents = price.Value }, ending, price.Source, arguments);

    private static Finding Says(this Requirement rule, Ended ended, string ending, Citation? source, ImmutableArray<Argument> arguments) =>
        new(rule.Id, ended, rule.TextKey(ending), arguments, source ?? rule.Source, []);
}
