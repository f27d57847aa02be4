using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>
/// How a rule says what it found: its own id, the text of the ending and its own citation, or that of the figure that
/// decided.
/// </summary>
internal static class Findings
{
    public static Finding Met(this Requirement rule, string ending, Citation? source, params ReadOnlySpan<Argument> arguments) =>
        new(rule.Id, Verdict.Met, Words(rule, ending, arguments), source ?? rule.Source, []);

    public static Finding Unknown(this Requirement rule, string ending, params ReadOnlySpan<Argument> arguments) =>
        new(rule.Id, Verdict.Unknown, Words(rule, ending, arguments), rule.Source, []);

    /// <summary>What the text for a day would be is not known: never the nearest, never the latest.</summary>
    public static Finding NoFigure(this Requirement rule, DateOnly day) => rule.Unknown("no-figure", ("day", day));

    public static Finding Supply(this Requirement rule, string ending, Citation? source, params ReadOnlySpan<Argument> arguments) =>
        rule.NotMet(Remedy.Supply, ending, source, null, null, arguments);

    public static Finding Supply(this Requirement rule, string ending, Citation? source, DateOnly? lastDay, params ReadOnlySpan<Argument> arguments) =>
        rule.NotMet(Remedy.Supply, ending, source, null, lastDay, arguments);

    public static Finding WaitUntil(this Requirement rule, DateOnly firstDay, string ending, Citation? source, params ReadOnlySpan<Argument> arguments) =>
        rule.NotMet(Remedy.WaitUntil, ending, source, firstDay, null, arguments);

    public static Finding Never(this Requirement rule, string ending, Citation? source, params ReadOnlySpan<Argument> arguments) =>
        rule.NotMet(Remedy.Never, ending, source, null, null, arguments);

    /// <summary>A fee line that would meet the rule.</summary>
    public static Finding Due(this Requirement rule, string line, InForce<long> price, string ending, params ReadOnlySpan<Argument> arguments) =>
        new(rule.Id, Verdict.NotMet, Words(rule, ending, arguments), price.Source, [])
        {
            Remedy = Remedy.Supply,
            FeeLine = line,
            FeeCents = price.Value,
        };

    private static Finding NotMet(
        this Requirement rule, Remedy remedy, string ending, Citation? source, DateOnly? firstDay, DateOnly? lastDay, ReadOnlySpan<Argument> arguments) =>
        new(rule.Id, Verdict.NotMet, Words(rule, ending, arguments), source ?? rule.Source, []) { Remedy = remedy, FirstDay = firstDay, LastDay = lastDay };

    public static Text Words(Requirement rule, string ending, ReadOnlySpan<Argument> arguments) => new(rule.TextKey(ending), [.. arguments]);
}
