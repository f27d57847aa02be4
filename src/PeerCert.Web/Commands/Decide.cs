using System.Collections.Immutable;
using System.CommandLine;
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
        var asOf = DateOption.Named(terminal, "--as-of", "command.option-as-of");
        var json = new Option<bool>("--json") { Description = terminal.Say("command.option-json") };
        command.Add(file);
        command.Add(asOf);
        command.Add(json);
        var ways = new Option<bool>("--ways") { Description = terminal.Say("command.option-ways") };
        command.Add(ways);
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
            if (parsed.GetValue(ways))
            {
                var answered = read.Cases.Select(c => CaseWays.Of(c, parsed.GetValue(asOf))).ToList();
                if (parsed.GetValue(json))
                    terminal.Output.WriteLine(JsonSerializer.Serialize(answered.Select(a => a.Written()), Printed));
                else
                    answered.ForEach(a => Print(terminal, a));
                return ExitStatus.Done;
            }
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

    /// <summary>Every way of the certificate in a case.</summary>
    private sealed record CaseWays(string Name, DateOnly AsOf, PackStamp Pack, ImmutableArray<WayOn> Ways)
    {
        public static CaseWays Of(GovernedCase given, DateOnly? asOf)
        {
            var ((place, _, own, facts, _), pack) = given;
            return new(place.Name, asOf ?? own, pack.Stamp, Standards.Evaluation.Ways.On(pack, facts, asOf ?? own));
        }

        /// <summary>As <c>--json</c> writes them.</summary>
        public object Written() => new
        {
            Name,
            AsOf,
            Pack,
            Ways = Ways.Select(w => new
            {
                Way = w.Way.Question,
                w.State,
                w.FirstDay,
                w.LastDay,
                w.CostCents,
                w.Way.NewNumber,
                Steps = w.Steps.Select(f => new NextStep(f.Rule, f.Remedy, f.FirstDay, f.LastDay, f.FeeLine, f.FeeCents, f.Because)),
                Met = w.Met.Select(f => f.Rule),
            }),
        };
    }

    private static void Print(Terminal terminal, CaseWays answered)
    {
        var pack = answered.Pack;
        terminal.Line("command.ways-of", new Argument.Words("name", answered.Name), new Argument.Day("day", answered.AsOf), new Argument.Words("pack", pack.ToString()));
        foreach (var way in answered.Ways)
        {
            terminal.Line("command.way-line", new Argument.Words("way", terminal.SayAsDecided(Text.Of(way.Way.TextKey), pack)), new Argument.Term("state", TextKeys.Of(way.State)));
            if (way.State is WayState.Over)
                continue;
            if (way.FirstDay is { } first)
                terminal.Line(way.LastDay is null ? "command.way-days" : "command.way-days-through", new Argument.Day("first", first), new Argument.Day("last", way.LastDay ?? first));
            foreach (var step in way.Steps)
                FindingLines.PrintStep(terminal, pack, step);
            if (way.CostCents > 0)
                terminal.Line("command.cost", new Argument.Amount("cost", way.CostCents));
        }
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
