using System.CommandLine;
using PeerCert.Core.Certifications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Commands;

/// <summary>
/// <c>sweep standings</c> tells holders what the calendar of a day does to their certificates, <c>sweep audits</c> that proof is due or overdue,
/// <c>sweep names</c> that a name will be shown again, as the program does by itself. For a day on which nothing ran; each is told once, however often it is asked for.
/// </summary>
internal static class Sweep
{
    public static Command Command(Terminal terminal) => new("sweep", terminal.Say("command.sweep"))
    {
        Of(terminal, "standings", "command.sweep-standings", "command.swept", static (scope, day, ct) => scope.GetRequiredService<TellOfStandings>().RunAsync(day, ct)),
        Of(terminal, "audits", "command.sweep-audits", "command.swept-audits", static (scope, day, ct) => scope.GetRequiredService<TellOfCeAudits>().RunAsync(day, ct)),
        Of(terminal, "names", "command.sweep-names", "command.swept-names", static (scope, day, ct) => scope.GetRequiredService<TellOfWithheldNames>().RunAsync(day, ct)),
    };

    private static Command Of(Terminal terminal, string name, string about, string said, Func<IServiceProvider, DateOnly, CancellationToken, Task<Result<int>>> run)
    {
        var command = new Command(name, terminal.Say(about));
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
                if (!(await run(scope.ServiceProvider, day, inner)).Succeeded(out var some, out var problem))
                    return terminal.Refuse(problem);
                if (some == 0)
                    break;
                told += some;
            }
            terminal.Line(said, ("n", told), ("day", day));
            return ExitStatus.Done;
        }, ct));
        return command;
    }
}
