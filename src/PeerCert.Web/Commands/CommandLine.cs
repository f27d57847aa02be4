using System.CommandLine;
using System.Globalization;

namespace PeerCert.Web.Commands;

/// <summary>The commands of <c>./peercert</c>. Each reads its options, calls one thing and says how it ended.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken ct = default)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args.Contains(""))
        {
            await terminal.Error.WriteLineAsync(terminal.Say("command.empty-argument"));
            await terminal.Error.WriteLineAsync(terminal.Say("command.see-help"));
            return ExitStatus.WrongUsage;
        }
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await terminal.Error.WriteLineAsync(error.Message);
            await terminal.Error.WriteLineAsync(terminal.Say("command.see-help"));
            return ExitStatus.WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(new() { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false }, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written, a disk that is full: the system's own words say it best.
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitStatus.Refused;
        }
    }

    private static RootCommand Root(Terminal terminal) =>
    [
        Serve.Command(terminal),
        Demo.Command(terminal),
        Worker.Command(terminal),
        SetupToken.Command(terminal),
        VerifyJournal.Command(terminal),
        Sweep.Command(terminal),
        Count.Command(terminal),
        Explain.Command(terminal),
        Import.Command(terminal),
        Decide.Command(terminal),
        StandardsCommands.Command(terminal),
    ];
}
