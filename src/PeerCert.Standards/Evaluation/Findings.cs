using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>How a rule says what it found: its own id, the text <c>RULE-ID.ending</c> and its own citation.</summary>
internal static class Findings
{
    public static Finding Says(this Requirement rule, Verdict verdict, string ending, params Argument[] arguments) =>
        new(rule.Id, verdict, Text.Of($"{rule.Id}.{ending}", arguments), rule.Source, []);

    public static Finding SaysOfParts(this Requirement rule, Verdict verdict, ImmutableArray<Finding> parts) =>
        rule.Says(verdict, verdict switch { Verdict.Met => "met", Verdict.NotMet => "not-met", _ => "unknown" }) with { Parts = parts };

    /// <summary>A figure decided: cite the text that gave it for that day.</summary>
    public static Finding Citing<T>(this Finding finding, InForce<T> figure) where T : struct => finding with { Source = figure.Source };
}
