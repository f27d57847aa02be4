using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using Argument = PeerCert.Standards.Model.Argument;

namespace PeerCert.Web.Commands;

/// <summary><c>standards check</c>, <c>show</c> and <c>diff</c>: for whoever writes packs.</summary>
internal static class StandardsCommands
{
    public static Command Command(Terminal terminal) =>
        new("standards", terminal.Say("command.standards")) { Check(terminal), Show(terminal), StandardsDiff.Command(terminal) };

    private static Command Check(Terminal terminal)
    {
        var command = new Command("check", terminal.Say("command.standards-check"));
        var mutate = new Option<bool>("--mutate") { Description = terminal.Say("command.option-mutate") };
        command.Add(mutate);
        var standards = new StandardsFolder(terminal, command);
        command.SetAction((parsed, ct) =>
        {
            if (standards.Load(parsed) is not { } library)
                return Task.FromResult(ExitStatus.Refused);
            var (cases, wrong) = RunCases(terminal, standards.Of(parsed), library);
            if (wrong > 0)
                return Task.FromResult(ExitStatus.Refused);
            terminal.Line("standards.in-order", ("n", library.Packs.Length), ("cases", cases));
            return Task.FromResult(parsed.GetValue(mutate) ? Mutate(terminal, standards.Of(parsed), ct) : ExitStatus.Done);
        });
        return command;
    }

    private static (int Cases, int Wrong) RunCases(Terminal terminal, string folder, StandardsLibrary library)
    {
        var (cases, wrong) = (0, 0);
        Run(CaseFile.ReadGoverning(folder), c => CaseRun.Differences((Case.Governed)c, library));
        foreach (var pack in library.Packs)
            Run(CaseFile.ReadAll(folder, pack), c => CaseRun.Differences(c, pack));
        return (cases, wrong);

        void Run(CasesResult read, Func<Case, ImmutableArray<CaseDifference>> differences)
        {
            if (!read.Errors.IsEmpty)
                terminal.Refuse(read.Errors);
            wrong += read.Errors.Length;
            cases += read.Cases.Length;
            wrong += read.Cases.Count(c => Differs(terminal, c, differences(c)));
        }
    }

    /// <summary>Tells in what a case comes out otherwise than written.</summary>
    internal static bool Differs(Terminal terminal, Case given, ImmutableArray<CaseDifference> differences)
    {
        foreach (var difference in differences)
            terminal.Refuse("standards.case-differs", ("file", given.Place.File), ("line", $"{given.Place.Line}"), ("name", given.Place.Name),
                ("where", $"{difference.Rule} {difference.Field}".Trim()), ("expected", difference.Expected), ("actual", difference.Actual));
        return !differences.IsEmpty;
    }

    private static int Mutate(Terminal terminal, string folder, CancellationToken ct)
    {
        var report = Mutations.Run(folder, ct);
        foreach (var survivor in report.Survivors)
            terminal.Refuse("standards.survivor", ("file", survivor.File), ("line", $"{survivor.Line}"), ("path", survivor.Path), ("before", survivor.Before), ("after", survivor.After));
        terminal.Line("standards.mutated", ("n", report.Tried), ("survivors", report.Survivors.Length));
        return report.Survivors.IsEmpty ? ExitStatus.Done : ExitStatus.Refused;
    }

    private static Command Show(Terminal terminal)
    {
        var command = new Command("show", terminal.Say("command.standards-show"));
        var name = new Argument<string>("AUTHORITY/VERSION") { Description = terminal.Say("command.argument-pack") };
        command.Add(name);
        var standards = new StandardsFolder(terminal, command);
        command.SetAction(parsed =>
        {
            if (standards.Load(parsed) is not { } library)
                return ExitStatus.Refused;
            if (library.Packs.FirstOrDefault(p => NameOf(p) == parsed.GetValue(name)) is not { } pack)
                return terminal.Refuse("standards.no-such-pack", ("pack", parsed.GetValue(name)!), ("known", string.Join(", ", library.Packs.Select(NameOf))));
            Print(terminal, pack);
            return ExitStatus.Done;
        });
        return command;
    }

    internal static string NameOf(Pack pack) => $"{pack.Stamp.Authority}/{pack.Stamp.Version}";

    private static void Print(Terminal terminal, Pack pack)
    {
        terminal.Line("standards.pack", ("pack", NameOf(pack)), ("from", pack.From), ("sha256", pack.Stamp.Sha256));
        foreach (var question in pack.Questions.Values.OrderBy(q => q.Name, StringComparer.Ordinal))
        {
            terminal.Heading("standards.question", ("question", question.Name), ("source", question.Source.ToString()));
            foreach (var rule in question.Rules())
                terminal.Line("standards.rule", ("rule", rule.Id), ("title", terminal.SayAsDecided(Text.Of($"{rule.Wording}.title"), pack.Stamp)), ("source", rule.Source.ToString()));
        }
        terminal.Heading("standards.figures");
        foreach (var figure in pack.Figures.Values.Append(pack.Lifecycle.TermYears).OrderBy(f => f.Name, StringComparer.Ordinal))
            Dated(figure, v => v.ToString(CultureInfo.InvariantCulture));
        foreach (var fee in pack.Fees.Values.OrderBy(f => f.Code, StringComparer.Ordinal))
            Dated(fee.Cents, v => terminal.Say("format.value", new Argument.Amount("value", v)));
        terminal.Heading("standards.others");
        foreach (var code in pack.CodeVersions)
            terminal.Line("standards.code", ("version", code.Version), ("from", code.From), ("source", code.Source.ToString()));
        foreach (var tier in pack.Lifecycle.Tiers)
            terminal.Line("standards.tier", ("tier", tier.Name), ("source", tier.Source.ToString()));
        foreach (var clock in pack.Clocks.Values.OrderBy(c => c.Name, StringComparer.Ordinal))
            Dated(clock.Length, v => $"{v} {TextKeys.Kebab($"{clock.Unit}")}");
        foreach (var setting in pack.Settings.Values.OrderBy(s => s.Name, StringComparer.Ordinal))
            foreach (var entry in setting.Entries)
                terminal.Line("standards.setting", ("name", setting.Name), ("value", entry.Value), ("source", entry.Source.ToString()), ("note", entry.Note ?? ""));
        foreach (var amendment in pack.Amendments)
            terminal.Line("standards.amendment", ("name", amendment.Stamp.Name), ("from", amendment.From), ("sha256", amendment.Stamp.Sha256));

        void Dated<T>(Dated<T> dated, Func<T, string> write) where T : struct
        {
            foreach (var entry in dated.Entries)
                terminal.Line("standards.figure", new Argument.Words("name", dated.Name), new Argument.Day("from", entry.From),
                    new Argument.Words("value", entry.Value is { } value ? write(value) : terminal.Say("standards.no-value")), new Argument.Term("provenance", TextKeys.Of(entry.Provenance)),
                    new Argument.Words("source", entry.Source.ToString()));
        }
    }
}
