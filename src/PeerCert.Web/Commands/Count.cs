using System.CommandLine;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Commands;

/// <summary><c>count standings</c>: how many certificates stand how on a day. Numbers only, so nobody's reading is kept.</summary>
internal static class Count
{
    public static Command Command(Terminal terminal) => new("count", terminal.Say("command.counting")) { Standings(terminal) };

    private static Command Standings(Terminal terminal)
    {
        var command = new Command("standings", terminal.Say("command.count-standings"));
        var folder = new DataFolder(terminal, command);
        var on = DateOption.Named(terminal, "--on", "command.option-on");
        command.Add(on);
        command.SetAction((parsed, ct) => folder.RunAsync(parsed, async (services, inner) =>
        {
            var day = parsed.GetValue(on) ?? services.GetRequiredService<ProgramClock>().Today;
            var counted = await services.GetRequiredService<CountStandings>().OnAsync(day, inner);
            terminal.Line("command.counted", ("n", (int)counted.Sum(c => c.Certificates)), ("day", day));
            foreach (var alike in counted)
                terminal.Line(
                    alike.Action == "none" ? "command.counted-line" : "command.counted-action", ("n", alike.Certificates.ToString("N0", System.Globalization.CultureInfo.InvariantCulture).PadLeft(12)),
                    ("status", terminal.Say($"registry.status-is.{alike.Status}")), ("date", terminal.Say($"registry.date-status-is.{alike.DateStatus}")), ("action", terminal.Say($"registry.action-is.{alike.Action}")));
            return ExitStatus.Done;
        }, ct));
        return command;
    }
}
