using System.CommandLine;
using PeerCert.Core.Certifications;

namespace PeerCert.Web.Commands;

/// <summary><c>verify standings</c>: recounts the dates that certificates are listed by, and puts them right where it is asked to.</summary>
internal static class VerifyKeptStandings
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("standings", terminal.Say("command.verify-standings"));
        var folder = new DataFolder(terminal, command);
        var repair = new Option<bool>("--repair") { Description = terminal.Say("command.option-repair") };
        command.Add(repair);
        command.SetAction((parsed, ct) => folder.RunAsync(parsed, async (services, inner) =>
        {
            if (!(await services.GetRequiredService<VerifyStandings>().HandleAsync(parsed.GetValue(repair), inner)).Succeeded(out var report, out var problem))
                return terminal.Refuse(problem);
            foreach (var wrong in report.Wrong)
                await terminal.Error.WriteLineAsync(wrong.DatesDiffer ? terminal.Say("command.standing-wrong", ("number", wrong.Number), ("kept", wrong.KeptUntil), ("counted", wrong.CurrentUntil)) : terminal.Say("command.standing-elsewhere", ("number", wrong.Number)));
            if (report.Different > 0 && !parsed.GetValue(repair))
                return terminal.Refuse("command.standings-wrong", ("n", report.Different));
            terminal.Line("command.standings-sound", ("n", report.Counted), ("repaired", report.Different));
            return ExitStatus.Done;
        }, ct));
        return command;
    }
}
