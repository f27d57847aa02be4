using System.CommandLine;
using System.Globalization;
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
        var on = new Option<DateOnly?>("--on") { Description = terminal.Say("command.option-on"), HelpName = "DATE" };
        on.CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            result.AddError(terminal.Say("command.not-a-date", ("typed", result.Tokens[0].Value)));
            return null;
        };
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
