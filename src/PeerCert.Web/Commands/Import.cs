using System.CommandLine;
using PeerCert.Core.Ethics;
using PeerCert.Core.People;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Commands;

/// <summary><c>import</c>: takes in what others made, each kind by a command of its own.</summary>
internal static class Import
{
    public static Command Command(Terminal terminal) => new("import", terminal.Say("command.import")) { EthicsText(terminal) };

    private static Command EthicsText(Terminal terminal)
    {
        var command = new Command("ethics-text", terminal.Say("command.import-ethics-text"));
        var file = new Argument<string>("FILE") { Description = terminal.Say("command.argument-ethics-text") };
        var version = new Option<string>("--version") { Description = terminal.Say("command.option-code-version"), HelpName = "VERSION", Required = true };
        var language = new Option<string>("--language") { Description = terminal.Say("command.option-language"), HelpName = "LANGUAGE", Required = true };
        language.AcceptOnlyFromAmong([.. Language.Known.Select(l => l.Tag)]);
        command.Add(file);
        command.Add(version);
        command.Add(language);
        var folder = new DataFolder(terminal, command);
        var acting = new ActingAs(terminal, command);
        command.SetAction((parsed, ct) => folder.RunAsync(parsed, async (services, inner) =>
        {
            if (!(await acting.SessionAsync(parsed, services, Permissions.ManageAccounts, inner)).Succeeded(out var session, out var problem))
                return terminal.Refuse(problem);
            await using var content = File.OpenRead(parsed.GetValue(file)!);
            var (code, tag) = (parsed.GetValue(version)!, parsed.GetValue(language)!);
            var result = await services.GetRequiredService<LoadCodeText.Handler>().HandleAsync(new(content, code, tag, acting.ReasonIn(parsed), session), inner);
            if (!result.Succeeded(out var loaded, out problem))
                return terminal.Refuse(problem);
            terminal.Line(loaded.WasThere ? "command.ethics-text-there" : "command.ethics-text-loaded", ("version", code), ("language", tag), ("sha256", loaded.Sha256));
            return ExitStatus.Done;
        }, ct));
        return command;
    }
}
