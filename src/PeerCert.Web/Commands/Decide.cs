using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using Argument = PeerCert.Standards.Model.Argument;

namespace PeerCert.Web.Commands;

/// <summary><c>decide</c>: what the standards say about the cases of a file. Needs no program and no data.</summary>
internal static class Decide
{
    /// <summary>One decided case as <c>--json</c> writes it.</summary>
    private sealed record Answered(string Name, Outcome Outcome, Decision Decision, IEnumerable<NextStep> NextSteps, long CostCents);

    /// <summary>One thing left to do: the rule, its way out, by when, from when, and what it costs.</summary>
    private sealed record NextStep(string Rule, Remedy? Remedy, DateOnly? FirstDay, DateOnly? LastDay, string? FeeLine, long? FeeCents, Text Because);

    private static readonly JsonSerializerOptions Printed = new(Json.Options) { WriteIndented = true };

    public static Command Command(Terminal terminal)
    {
        var command = new Command("decide", terminal.Say("command.decide"));
        var file = new Argument<string>("CASE.yaml") { Description = terminal.Say("command.argument-case") };
        var asOf = new Option<DateOnly?>("--as-of") { Description = terminal.Say("command.option-as-of"), HelpName = "DATE" };
        asOf.CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            result.AddError(terminal.Say("command.not-a-date", ("typed", result.Tokens[0].Value)));
            return null;
        };
        var json = new Option<bool>("--json") { Description = terminal.Say("command.option-json") };
        command.Add(file);
        command.Add(asOf);
        command.Add(json);
        var standards = new StandardsFolder(terminal, command);
        command.SetAction(parsed =>
        {
            if (standards.Load(parsed) is not { } library)
                return ExitStatus.Refused;
            var read = CaseFile.Read(parsed.GetValue(file)!, parsed.GetValue(file)!, library, parsed.GetValue(asOf), Own(library, standards.Of(parsed), parsed.GetValue(file)!));
            if (!read.Errors.IsEmpty)
                return terminal.Refuse(read.Errors);
            if (read.Cases.IsEmpty)
                return terminal.Refuse("command.nothing-to-decide", ("file", parsed.GetValue(file)!));
            var decided = read.Cases.Select(c => Answer(c, parsed.GetValue(asOf))).ToList();
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(decided, Printed));
            else
                Print(terminal, decided);
            // What was written for the case's own day says nothing of another.
            return parsed.GetValue(asOf) is null && Differs(terminal, read.Cases) ? ExitStatus.Refused : ExitStatus.Done;
        });
        return command;
    }

    /// <summary>The pack in whose folder of cases the file lies.</summary>
    private static Pack? Own(StandardsLibrary library, string standards, string file) =>
        library.Packs.FirstOrDefault(p => Path.GetFullPath(Path.Combine(standards, p.Stamp.Authority, p.Stamp.Version, "cases")) == Path.GetDirectoryName(Path.GetFullPath(file)));

    private static Answered Answer(GovernedCase given, DateOnly? asOf)
    {
        var (asked, pack) = given;
        var decision = Evaluator.Decide(pack, asked.Question, asked.Facts, asOf ?? asked.AsOf);
        return new(
            asked.Place.Name, decision.Outcome, decision,
            [.. decision.NextSteps.Select(f => new NextStep(f.Rule, f.Remedy, f.FirstDay, f.LastDay, f.FeeLine, f.FeeCents, f.Because))], Cost(decision));
    }

    private static bool Differs(Terminal terminal, IEnumerable<GovernedCase> cases) =>
        cases.Aggregate(false, (differs, c) => StandardsCommands.Differs(terminal, c.Case, CaseRun.Differences(c.Case, c.Pack)) || differs);

    /// <summary>What the fee lines that are still due come to, each counted once.</summary>
    private static long Cost(Decision decision) => decision.NextSteps.DistinctBy(f => f.FeeLine ?? f.Rule).Sum(f => f.FeeCents ?? 0);

    private static void Print(Terminal terminal, List<Answered> decided)
    {
        foreach (var (name, outcome, decision, _, cost) in decided)
        {
            terminal.Line("command.case-decided", new Argument.Words("name", name), new Argument.Term("outcome", TextKeys.Of(outcome)),
                new Argument.Words("question", decision.Question), new Argument.Day("day", decision.AsOf), new Argument.Words("pack", decision.Pack.ToString()));
            FindingLines.Print(terminal, decision);
            var steps = decision.NextSteps.ToList();
            if (steps.Count > 0)
                terminal.Line("command.next-steps", ("n", steps.Count));
            foreach (var step in steps)
                FindingLines.PrintStep(terminal, decision.Pack, step);
            if (cost > 0)
                terminal.Line("command.cost", new Argument.Amount("cost", cost));
        }
    }
}
