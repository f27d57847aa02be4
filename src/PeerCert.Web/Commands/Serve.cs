using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using PeerCert.Core.People;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Commands;

/// <summary><c>serve</c>: the program, for its people.</summary>
internal static class Serve
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("serve", terminal.Say("command.serve"));
        var folder = new DataFolder(terminal, command);
        var urls = Urls(terminal);
        command.Add(urls);
        command.SetAction(async (parsed, ct) =>
        {
            var settings = folder.Settings(parsed) with { Urls = parsed.GetValue(urls), RunsBackground = true };
            if (IsDemo(settings.DataFolder))
                return terminal.Refuse("start.is-demo", ("folder", settings.DataFolder));
            return await RunAsync(terminal, settings, app => OfferSetupAsync(terminal, app, ct), ct);
        });
        return command;
    }

    public static Option<string> Urls(Terminal terminal) => new("--urls")
    {
        Description = terminal.Say("command.option-urls", ("urls", StartSettings.DefaultUrls)),
        HelpName = "URL",
        DefaultValueFactory = _ => StartSettings.DefaultUrls,
    };

    /// <summary>Also a folder inside a demo: a demo keeps its data one below its key.</summary>
    public static bool IsDemo(string folder) =>
        File.Exists(Path.Combine(folder, DataFolder.DemoMarker)) || File.Exists(Path.Combine(folder, "..", DataFolder.DemoMarker));

    /// <summary>Serves until stopped. <paramref name="before"/> runs when everything is ready but the door.</summary>
    public static async Task<int> RunAsync(Terminal terminal, StartSettings settings, Func<WebApplication, Task<int>> before, CancellationToken ct)
    {
        using var folder = settings.Postgres is null ? FolderLock.Take(settings.DataFolder).Match(l => l, p => Held(terminal.Refuse(p))) : null;
        if (settings.Postgres is null && folder is null)
            return ExitStatus.Refused;
        return await DataFolder.StartAsync(
            terminal,
            settings,
            async app =>
            {
                if (await before(app) is not ExitStatus.Done and var refused)
                    return refused;
                try
                {
                    await app.StartAsync(ct);
                }
                catch (IOException e) when (e.GetBaseException() is AddressInUseException or System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AddressAlreadyInUse })
                {
                    return terminal.Refuse("start.address-in-use", ("urls", settings.Urls ?? StartSettings.DefaultUrls));
                }
                foreach (var address in app.Urls)
                    terminal.Line("start.listening", ("address", address));
                await app.WaitForShutdownAsync(ct);
                return ExitStatus.Done;
            },
            ct);

        static FolderLock? Held(int _) => null;
    }

    private static async Task<int> OfferSetupAsync(Terminal terminal, WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var issued = await scope.ServiceProvider.GetRequiredService<IssueSetupToken.Handler>().HandleAsync(ct);
        if (issued.Succeeded(out var token, out _))
        {
            terminal.Line("start.setup", ("hours", (long)IssueSetupToken.Valid.TotalHours));
            terminal.Line("start.setup-token", ("token", token));
        }
        return ExitStatus.Done;
    }
}

/// <summary><c>worker</c>: only what runs beside the requests, for a program whose web nodes leave it to this one.</summary>
internal static class Worker
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("worker", terminal.Say("command.worker"));
        var folder = new DataFolder(terminal, command);
        command.SetAction((parsed, ct) => Serve.RunAsync(
            terminal,
            // It listens nowhere: port 0 of the loopback address is never told to anyone.
            folder.Settings(parsed) with { RunsBackground = true, Customise = b => b.Services.AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer, NoServer>() },
            _ => Task.FromResult(ExitStatus.Done),
            ct));
        return command;
    }

    private sealed class NoServer : Microsoft.AspNetCore.Hosting.Server.IServer
    {
        public Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } = new Microsoft.AspNetCore.Http.Features.FeatureCollection();

        public Task StartAsync<TContext>(Microsoft.AspNetCore.Hosting.Server.IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull =>
            Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }
    }
}
