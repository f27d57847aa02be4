using System.CommandLine;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using Argument = PeerCert.Standards.Model.Argument;

namespace PeerCert.Web.Commands;

/// <summary><c>standards diff</c>: what one pack says otherwise than another, whom it concerns, and which worked cases turn.</summary>
internal static class StandardsDiff
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("diff", terminal.Say("command.standards-diff"));
        var before = new Argument<string>("BEFORE") { Description = terminal.Say("command.argument-pack") };
        var after = new Argument<string>("AFTER") { Description = terminal.Say("command.argument-pack") };
        var with = new Option<string?>("--with") { Description = terminal.Say("command.option-with"), HelpName = "DIR" };
        command.Add(before);
        command.Add(after);
        command.Add(with);
        var standards = new StandardsFolder(terminal, command);
        command.SetAction(parsed =>
        {
            var (here, there) = (standards.Of(parsed), parsed.GetValue(with) is { } other ? Path.GetFullPath(other) : standards.Of(parsed));
            if (standards.Load(parsed) is not { } old || (there == here ? old : standards.Load(there)) is not { } now
                || Find(terminal, old, parsed.GetValue(before)!) is not { } from || Find(terminal, now, parsed.GetValue(after)!) is not { } to)
                return ExitStatus.Refused;
            var cases = ((IEnumerable<Case>)[.. CaseFile.ReadAll(here, from).Cases, .. CaseFile.ReadAll(there, to).Cases]).DistinctBy(c => (c.Place.File, c.Place.Name));
            Print(terminal, PackDiff.Between(from, to, cases), from, to);
            return ExitStatus.Done;
        });
        return command;
    }

    private static Pack? Find(Terminal terminal, StandardsLibrary library, string name)
    {
        var pack = library.Packs.FirstOrDefault(p => StandardsCommands.NameOf(p) == name);
        if (pack is null)
            terminal.Refuse("standards.no-such-pack", ("pack", name), ("known", string.Join(", ", library.Packs.Select(StandardsCommands.NameOf))));
        return pack;
    }

    private static void Print(Terminal terminal, PackDiff diff, Pack from, Pack to)
    {
        if (diff.Changes.IsEmpty)
            terminal.Line("diff.nothing");
        foreach (var change in diff.Changes)
        {
            Argument[] said =
            [
                new Argument.Term("thing", $"diff-thing.{TextKeys.Kebab($"{change.Thing}")}"), new Argument.Words("name", Named(terminal, change, from, to)),
                new Argument.Words("before", change.Before ?? ""), new Argument.Words("after", change.After ?? ""),
            ];
            if (change.Thing is ChangedThing.Rule && change is { Before: not null, After: not null })
                terminal.Line("diff.reworded", said);
            else if (change.Thing is ChangedThing.Rule)
                terminal.Line(change.Before is null ? "diff.added-rule" : "diff.removed-rule", said);
            else
                terminal.Line(change.Before is null ? "diff.added" : change.After is null ? "diff.removed" : "diff.changed", said);
            if (!change.Questions.IsEmpty)
                terminal.Line(change.Only is null ? "diff.concerns" : "diff.concerns-only", ("questions", string.Join(", ", change.Questions)),
                    ("only", change.Only is { } only ? $"{only.Attribute}: {string.Join(", ", only.Values)}" : ""));
        }

        terminal.Heading("diff.cases", ("n", diff.Outcomes.Length), ("cases", diff.Cases));
        foreach (var turned in diff.Outcomes)
            terminal.Line("diff.case", new Argument.Words("case", turned.Case), new Argument.Words("question", turned.Question), new Argument.Term("before", TextKeys.Of(turned.Before)),
                new Argument.Term("after", TextKeys.Of(turned.After)), new Argument.Words("rules", string.Join(", ", turned.Rules)));
    }

    /// <summary>The name in the pack and, where it has words for people, those beside it.</summary>
    private static string Named(Terminal terminal, PackChange change, Pack from, Pack to)
    {
        var pack = change.After is null ? from : to;
        var rule = change.Thing is ChangedThing.Rule or ChangedThing.Figure
            ? pack.Questions.Values.SelectMany(q => q.Rules()).FirstOrDefault(r => r.Id == change.Name.Split('.')[0])
            : null;
        var words = rule is not null ? Text.Of($"{rule.Wording}.title")
            : change.Thing is ChangedThing.Fee ? Text.Of($"fee.{change.Name}")
            : null;
        return words is null ? change.Name : $"{change.Name} ({terminal.SayAsDecided(words, pack.Stamp)})";
    }
}
