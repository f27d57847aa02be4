using System.CommandLine;
using PeerCert.Core.Journal;

namespace PeerCert.Web.Commands;

/// <summary><c>verify journal</c>: walks the chain and the checkpoints and names the first bad line. Changes nothing.</summary>
internal static class VerifyJournal
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("journal", terminal.Say("command.verify-journal"));
        var folder = new DataFolder(terminal, command);
        var checkpoints = new Option<string?>("--checkpoints") { Description = terminal.Say("command.option-checkpoints"), HelpName = "DIR" };
        command.Add(checkpoints);
        checkpoints.Validators.Add(typed =>
        {
            // An empty one would vouch for nothing, and the journal would pass.
            if (typed.GetValueOrDefault<string?>() is { } copies && !Directory.Exists(copies))
                typed.AddError(terminal.Say("command.no-checkpoints", ("folder", copies)));
        });
        command.SetAction((parsed, ct) => folder.RunAsync(parsed, async (services, inner) =>
        {
            var report = await services.GetRequiredService<JournalVerifier>().VerifyAsync(parsed.GetValue(checkpoints), inner);
            foreach (var flaw in report.Flaws)
                await terminal.Error.WriteLineAsync(terminal.Say(flaw.Message));
            if (!report.IsSound)
                return ExitStatus.Refused;
            terminal.Line("command.journal-sound", ("n", report.Checked), ("hash", report.LastHash), ("checkpoints", report.Checkpoints), ("waiting", report.Unsealed));
            return ExitStatus.Done;
        }, ct));
        return new("verify", terminal.Say("command.verify")) { command, VerifyKeptStandings.Command(terminal) };
    }
}
