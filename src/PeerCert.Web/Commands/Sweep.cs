using System.CommandLine;
using PeerCert.Core.Certifications;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Commands;

/// <summary>
/// <c>sweep standings</c>: tells holders what the calendar of a day does to their certificates, as the program does by itself. For a day on
/// which nothing ran; each is told once, however often it is asked for.
/// </summary>
internal static class Sweep
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("standings", terminal.Say("command.sweep-standings"));
        var folder = new DataFolder(terminal, command);
        var on = DateOption.Named(terminal, "--on", "command.option-on");
        command.Add(on);
        command.SetAction((parsed, ct) => folder.RunAsync(parsed, async (services, inner) =>
        {
            var today = services.GetRequiredService<ProgramClock>().Today;
            var day = parsed.GetValue(on) ?? today;
            if (day > today)
                return terminal.Refuse("command.sweep-ahead", ("day", day), ("today", today));
            var told = 0;
            while (true)
            {
                await using var scope = services.CreateAsyncScope();
                if (!(await scope.ServiceProvider.GetRequiredService<TellOfStandings>().RunAsync(day, inner)).Succeeded(out var some, out var problem))
                    return terminal.Refuse(problem);
                if (some == 0)
                    break;
                told += some;
            }
            terminal.Line("command.swept", ("n", told), ("day", day));
            return ExitStatus.Done;
        }, ct));
        return new("sweep", terminal.Say("command.sweep")) { command };
    }
}
