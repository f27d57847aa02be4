using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
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
            if (!folder.RealSettings(parsed).Succeeded(out var settings, out var problem))
                return terminal.Refuse(problem);
            return await RunAsync(terminal, settings with { Urls = parsed.GetValue(urls), RunsBackground = true }, app => OfferSetupAsync(terminal, app, ct), ct);
        });
        return command;
    }

    public static Option<string> Urls(Terminal terminal) => new("--urls")
    {
        Description = terminal.Say("command.option-urls", ("urls", StartSettings.DefaultUrls)),
        HelpName = "URL",
        DefaultValueFactory = _ => StartSettings.DefaultUrls,
    };

    /// <summary>Serves until stopped. <paramref name="before"/> runs when everything is ready but the door.</summary>
    public static Task<int> RunAsync(Terminal terminal, StartSettings settings, Func<WebApplication, Task<int>> before, CancellationToken ct) =>
        DataFolder.StartAsync(
            terminal,
            settings,
            alone: true,
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
        command.SetAction(async (parsed, ct) =>
        {
            if (!folder.RealSettings(parsed).Succeeded(out var settings, out var problem))
                return terminal.Refuse(problem);
            // It goes beside a program, and begins none.
            if (!Directory.Exists(settings.DataFolder))
                return terminal.Refuse("start.no-program", ("folder", settings.DataFolder));
            return await DataFolder.StartAsync(
                terminal,
                settings with { RunsBackground = true, Customise = b => b.Services.AddSingleton<IServer, NoServer>() },
                alone: true,
                async app =>
                {
                    await app.StartAsync(ct);
                    terminal.Line("start.working", ("folder", settings.DataFolder));
                    await app.WaitForShutdownAsync(ct);
                    return ExitStatus.Done;
                },
                ct);
        });
        return command;
    }

    /// <summary>It listens nowhere.</summary>
    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }
    }
}
