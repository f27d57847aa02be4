using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Demo;

namespace PeerCert.Web.Commands;

/// <summary><c>demo</c>: an invented program to look at, on this machine only.</summary>
internal static class Demo
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("demo", terminal.Say("command.demo"));
        var data = new Option<string>("--data") { Description = terminal.Say("command.option-data", ("folder", ".demo")), HelpName = "DIR", DefaultValueFactory = _ => ".demo" };
        var urls = Serve.Urls(terminal);
        command.Add(data);
        var on = DateOption.Named(terminal, "--on", "command.option-demo-on");
        command.Add(urls);
        command.Add(on);
        command.SetAction((parsed, ct) => RunAsync(terminal, Path.GetFullPath(parsed.GetValue(data)!), parsed.GetValue(urls)!, parsed.GetValue(on), ct));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, string urls, DateOnly? on, CancellationToken ct)
    {
        if (urls.Split(';').FirstOrDefault(u => !IsLoopback(u)) is { } elsewhere)
            return terminal.Refuse("start.demo-loopback", ("url", elsewhere));
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !DemoFolder.IsMarked(folder))
            return terminal.Refuse("start.not-a-demo", ("folder", folder));
        OwnerOnly.CreateFolder(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, DemoFolder.Marker), terminal.Say("start.demo-marker") + "\n", ct);
        if (DemoFolder.IsHalfFilled(folder))
        {
            if (DemoFolder.Empty(folder) is { } inUse)
                return terminal.Refuse(inUse);
            terminal.Line("start.demo-again");
        }

        if (DemoFolder.Stand(terminal, folder, on) is { } otherDay)
            return terminal.Refuse(otherDay);

        var key = RandomNumberGenerator.GetHexString(20, lowercase: true);
        var crowd = DemoCrowd.People();
        var (filling, done) = (new DemoFilling { All = DemoPeople.Named + crowd.Count }, new TaskCompletionSource());
        var settings = DemoFolder.Settings(terminal, folder, urls) with
        {
            Urls = urls,
            RunsBackground = true,
            DemoKey = key,
            // The people live through their weeks first: what is done today is done after that.
            BackgroundAfter = done.Task,
            Customise = builder => builder.Services.AddSingleton(filling),
        };
        return await Serve.RunAsync(
            terminal,
            settings,
            async app =>
            {
                if (!(await DemoProgram.BeginAsync(app.Services, ct)).Succeeded(out var isNew, out var problem))
                    return terminal.Refuse(problem);
                foreach (var name in Enum.GetValues<Role>().Select(TextKeys.Of).Select(k => k.Split('.')[1]).Concat(DemoPeople.NamesOn(app.Services.GetRequiredService<StandardsLibrary>(), app.Services.GetRequiredService<ProgramClock>().Today)).Order(StringComparer.Ordinal))
                    terminal.Line("start.demo-link", ("name", name), ("link", $"{urls.Split(';')[0].TrimEnd('/')}/demo/sign-in/{name}?key={key}"));
                if (isNew)
                    app.Lifetime.ApplicationStarted.Register(() => _ = FillAsync());
                else
                    Over();
                return ExitStatus.Done;

                async Task FillAsync()
                {
                    await Task.Yield();
                    terminal.Line("start.demo-filling", ("all", filling.All));
                    try
                    {
                        if (await DemoProgram.FillAsync(settings with { Customise = null }, app.Services, crowd, filling.Came, app.Lifetime.ApplicationStopping) is { } stopped)
                            terminal.Refuse(stopped);
                        else
                        {
                            DemoFolder.MarkFilled(folder);
                            terminal.Line("start.demo-filled", ("all", filling.All));
                        }
                    }
                    catch (OperationCanceledException)
                    {
                        // stopped half-way: the next start begins anew
                    }
                    catch (Exception e)
                    {
                        // Nobody waits for this: a bug is said here or nowhere.
                        app.Logger.LogError(e, "The demo could not be filled");
                    }
                    finally
                    {
                        Over();
                    }
                }
            },
            after: null,
            ct);

        void Over()
        {
            filling.Came(filling.All);
            done.SetResult();
        }
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
