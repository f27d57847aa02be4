using System.CommandLine;
using PeerCert.Core.People;

namespace PeerCert.Web.Commands;

/// <summary><c>setup-token</c>: a new code for the first administrator; the one before no longer works.</summary>
internal static class SetupToken
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("setup-token", terminal.Say("command.setup-token"));
        var folder = new DataFolder(terminal, command);
        command.SetAction((parsed, ct) => folder.RunAsync(parsed, async (services, inner) =>
        {
            var issued = await services.GetRequiredService<IssueSetupToken.Handler>().HandleAsync(inner);
            if (!issued.Succeeded(out var token, out var problem))
                return terminal.Refuse(problem);
            terminal.Line("start.setup", ("hours", (long)IssueSetupToken.Valid.TotalHours));
            terminal.Line("start.setup-token", ("token", token));
            return ExitStatus.Done;
        }, ct));
        return command;
    }
}
