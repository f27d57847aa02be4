using System.CommandLine;
using System.Globalization;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using Argument = PeerCert.Standards.Model.Argument;

namespace PeerCert.Web.Commands;

/// <summary><c>standards check</c> and <c>standards show</c>: for whoever writes packs.</summary>
internal static class StandardsCommands
{
    public static Command Command(Terminal terminal) => new("standards", terminal.Say("command.standards")) { Check(terminal), Show(terminal) };

    private static Command Check(Terminal terminal)
    {
        var command = new Command("check", terminal.Say("command.standards-check"));
        var standards = new StandardsFolder(terminal, command);
        command.SetAction(parsed =>
        {
            if (standards.Load(parsed) is not { } library)
                return ExitStatus.Refused;
            var (cases, wrong) = (0, 0);
            foreach (var pack in library.Packs)
            {
                var read = CaseFile.ReadAll(standards.Of(parsed), pack);
                if (!read.Errors.IsEmpty)
                    terminal.Refuse(read.Errors);
                wrong += read.Errors.Length;
                cases += read.Cases.Length;
                foreach (var (given, difference) in read.Cases.SelectMany(c => CaseRun.Differences(c, pack).Select(d => (c, d))))
                {
                    terminal.Refuse("standards.case-differs", ("file", given.File), ("line", $"{given.Line}"), ("name", given.Name),
                        ("where", $"{difference.Rule} {difference.Field}".Trim()), ("expected", difference.Expected), ("actual", difference.Actual));
                    wrong++;
                }
            }
            if (wrong > 0)
                return ExitStatus.Refused;
            terminal.Line("standards.in-order", ("n", library.Packs.Length), ("cases", cases));
            return ExitStatus.Done;
        });
        return command;
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

    private static string NameOf(Pack pack) => $"{pack.Stamp.Authority}/{pack.Stamp.Version}";

    private static void Print(Terminal terminal, Pack pack)
    {
        terminal.Line("standards.pack", ("pack", NameOf(pack)), ("from", pack.From), ("sha256", pack.Stamp.Sha256));
        foreach (var question in pack.Questions.Values.OrderBy(q => q.Name, StringComparer.Ordinal))
        {
            terminal.Heading("standards.question", ("question", question.Name), ("source", question.Source.ToString()));
            foreach (var rule in question.Rules())
                terminal.Line("standards.rule", ("rule", rule.Id), ("title", terminal.SayAsDecided(Text.Of($"{rule.Id}.title"), pack.Stamp)), ("source", rule.Source.ToString()));
        }
        terminal.Heading("standards.figures");
        foreach (var figure in pack.Figures.Values.Append(pack.Lifecycle.TermYears).OrderBy(f => f.Name, StringComparer.Ordinal))
            Dated(figure, v => v.ToString(CultureInfo.InvariantCulture));
        foreach (var fee in pack.Fees.Values.OrderBy(f => f.Code, StringComparer.Ordinal))
            Dated(fee.Cents with { Name = fee.Code }, v => terminal.Say("format.value", new Argument.Amount("value", v)));
        terminal.Heading("standards.others");
        foreach (var code in pack.CodeVersions)
            terminal.Line("standards.code", ("version", code.Version), ("from", code.From), ("source", code.Source.ToString()));
        foreach (var tier in pack.Lifecycle.Tiers)
            terminal.Line("standards.tier", ("tier", tier.Name), ("source", tier.Source.ToString()));
        foreach (var clock in pack.Clocks.Keys.Order(StringComparer.Ordinal))
            terminal.Line("standards.clock", ("clock", clock));

        void Dated<T>(Dated<T> dated, Func<T, string> write) where T : struct
        {
            foreach (var entry in dated.Entries)
                terminal.Line("standards.figure", new Argument.Words("name", dated.Name), new Argument.Day("from", entry.From),
                    new Argument.Words("value", entry.Value is { } value ? write(value) : terminal.Say("standards.no-value")), new Argument.Term("provenance", TextKeys.Of(entry.Provenance)),
                    new Argument.Words("source", entry.Source.ToString()));
        }
    }
}
