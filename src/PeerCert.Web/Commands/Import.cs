using System.CommandLine;
using PeerCert.Core.Ethics;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Commands;

/// <summary><c>import</c>: takes in what others made, each kind by a command of its own.</summary>
internal static class Import
{
    public static Command Command(Terminal terminal) => new("import", terminal.Say("command.import")) { EthicsText(terminal), ExamResults(terminal) };

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

    private static Command ExamResults(Terminal terminal)
    {
        var command = new Command("exam-results", terminal.Say("command.import-exam-results"));
        var file = new Argument<string>("FILE") { Description = terminal.Say("command.argument-exam-results") };
        var errors = new Option<string?>("--errors") { Description = terminal.Say("command.option-errors"), HelpName = "FILE" };
        command.Add(file);
        command.Add(errors);
        var folder = new DataFolder(terminal, command);
        var acting = new ActingAs(terminal, command);
        command.SetAction((parsed, ct) => folder.RunAsync(parsed, async (services, inner) =>
        {
            if (!(await acting.SessionAsync(parsed, services, Permissions.RecordExams, inner)).Succeeded(out var session, out var problem))
                return terminal.Refuse(problem);
            if (!Reason.Read(acting.ReasonIn(parsed), "Reason").Succeeded(out var reason, out problem))
                return terminal.Refuse(problem);
            await using var content = File.OpenRead(parsed.GetValue(file)!);
            var result = await services.GetRequiredService<TakeInResults.Handler>().HandleAsync(new(content, Path.GetFileName(parsed.GetValue(file)!), reason, session.Actor), inner);
            if (!result.Succeeded(out var taken, out problem))
                return terminal.Refuse(problem);
            terminal.Line("command.exam-results-taken-in", ("lines", taken.Lines));
            return await RecordAsync(terminal, services, taken, parsed.GetValue(errors), inner);
        }, ct));
        return command;
    }

    /// <summary>Records what was taken in, or waits while a running program does. Stopped in between, the next start goes on.</summary>
    private static async Task<int> RecordAsync(Terminal terminal, IServiceProvider services, TakeInResults.TakenIn taken, string? errors, CancellationToken ct)
    {
        var (record, open) = (services.GetRequiredService<RecordImported>(), services.GetRequiredService<OpenResultsImport>());
        while (true)
        {
            if (!(await record.RunAsync(ct)).Succeeded(out var steps, out var problem) || !(await open.HandleAsync(taken.Import, ct)).Succeeded(out var view, out problem))
                return terminal.Refuse(problem);
            if (view.Import.State is not ResultsImportState.Finished)
            {
                if (steps == 0)
                    await Task.Delay(TimeSpan.FromSeconds(1), terminal.Time, ct);
                continue;
            }
            terminal.Line("command.exam-results-recorded", ("recorded", view.Recorded), ("known", view.Known), ("refused", view.Refused));
            if (view.Refused == 0)
                return ExitStatus.Done;
            if (errors is null)
                foreach (var line in await open.RefusedAsync(taken.Import, MostSaid, ct))
                    terminal.Line("command.exam-results-line", ("line", $"{line.Line}"), ("why", terminal.Say(line.Why)));
            else
                await File.WriteAllBytesAsync(errors, RefusedLines.Write(await open.RefusedAsync(taken.Import, int.MaxValue, ct), terminal.Say), ct);
            return ExitStatus.Refused;
        }
    }

    /// <summary>What fits on a screen; a file has them all.</summary>
    private const int MostSaid = 20;
}
