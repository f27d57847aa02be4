using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Commands;

/// <summary>A decision as lines: each finding with its sentence, its way out and its source, parts below their whole.</summary>
internal static class FindingLines
{
    public static void Print(Terminal terminal, Decision decision)
    {
        foreach (var root in decision.Roots)
            Print(terminal, decision.Pack, root, "");
    }

    private static void Print(Terminal terminal, PackStamp pack, Finding finding, string indent)
    {
        var output = terminal.Output;
        output.WriteLine($"{indent}- [{terminal.Say(TextKeys.Of(finding.Verdict))}] {terminal.SayAsDecided(finding.Title, pack)}");
        output.WriteLine($"{indent}  {terminal.SayAsDecided(finding.Because, pack)}");
        foreach (var way in finding.Verdict is Verdict.Met ? [] : WaysOut(finding))
            output.WriteLine($"{indent}  {terminal.Say(way)}");
        output.WriteLine($"{indent}  {terminal.Say("finding.source", ("source", finding.Source.ToString()))}");
        foreach (var part in finding.Parts)
            Print(terminal, pack, part, indent + "  ");
    }

    /// <summary>What is left to do, in one line, with its days.</summary>
    public static void PrintStep(Terminal terminal, PackStamp pack, Finding step) =>
        terminal.Output.WriteLine($"  * {string.Join(" ", WaysOut(step).Select(w => terminal.Say(w)).Prepend(terminal.SayAsDecided(step.Because, pack)))}");

    private static IEnumerable<Text> WaysOut(Finding finding)
    {
        if (finding.Remedy is { } remedy)
            yield return Text.Of(TextKeys.Of(remedy));
        if (finding.FirstDay is { } first)
            yield return Text.Of("finding.first-day", ("day", first));
        if (finding.LastDay is { } last)
            yield return Text.Of("finding.last-day", ("day", last));
        if (finding.FeeLine is { } fee)
            yield return Text.Of("finding.fee", ("fee", fee));
    }
}
