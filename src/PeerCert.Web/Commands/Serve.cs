using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using PeerCert.Core.Evidence;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
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
            var open = new TaskCompletionSource();
            settings = settings with { Urls = parsed.GetValue(urls), RunsBackground = true, BackgroundAfter = open.Task, AsksLater = InstanceId.Of(settings.DataFolder) is not null };
            return await RunAsync(terminal, settings, before: null, async app =>
            {
                await OfferSetupAsync(terminal, app, ct);
                open.SetResult();
            }, ct);
        });
        return command;
    }

    public static Option<string> Urls(Terminal terminal)
    {
        var urls = new Option<string>("--urls")
        {
            Description = terminal.Say("command.option-urls", ("urls", StartSettings.DefaultUrls)),
            HelpName = "URL",
            DefaultValueFactory = _ => StartSettings.DefaultUrls,
        };
        urls.Validators.Add(typed =>
        {
            foreach (var url in typed.GetValueOrDefault<string>().Split(';').Where(u => !CanListen(u)))
                typed.AddError(terminal.Say("command.bad-url", ("url", url)));
        });
        return urls;
    }

    /// <summary>
    /// Whether it names a place to listen at. A name other than localhost does not: the server would take it for every
    /// address of the machine, and a slip would open the door to the network.
    /// </summary>
    private static bool CanListen(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { Scheme: "http" or "https", PathBase: "", Port: >= 0 and <= IPEndPoint.MaxPort }
                && (address.Host is "localhost" or "*" or "+" || IPAddress.TryParse(address.Host, out _));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>
    /// Serves until stopped. <paramref name="before"/> runs when everything is ready but the door, and may keep it shut; <paramref name="after"/> when
    /// it is open.
    /// </summary>
    public static Task<int> RunAsync(Terminal terminal, StartSettings settings, Func<WebApplication, Task<int>>? before, Func<WebApplication, Task>? after, CancellationToken ct) =>
        DataFolder.StartAsync(
            terminal,
            settings,
            alone: true,
            async app =>
            {
                if (before is not null && await before(app) is not ExitStatus.Done and var refused)
                    return refused;
                try
                {
                    await app.StartAsync(ct);
                }
                catch (IOException e) when (e.GetBaseException() is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                {
                    return terminal.Refuse("start.address-in-use", ("urls", settings.Urls ?? StartSettings.DefaultUrls));
                }
                catch (Exception e) when (e is SocketException or InvalidOperationException)
                {
                    // not an address of this machine, a port for the system alone, no certificate for https
                    return terminal.Refuse("start.cannot-listen", ("urls", settings.Urls ?? StartSettings.DefaultUrls), ("why", e.Message.Split('\n')[0].TrimEnd()));
                }
                if (app.Services.GetRequiredService<ConfinedTools>().MissingPackages is { Count: > 0 } missing)
                    terminal.Line("start.tools-missing", ("packages", string.Join(' ', missing)));
                foreach (var address in app.Urls)
                    terminal.Line("start.listening", ("address", address));
                if (after is not null)
                    await after(app);
                await app.WaitForShutdownAsync(ct);
                return ExitStatus.Done;
            },
            ct);

    private static async Task OfferSetupAsync(Terminal terminal, WebApplication app, CancellationToken ct)
    {
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            var issued = await scope.ServiceProvider.GetRequiredService<IssueSetupToken.Handler>().HandleAsync(ct);
            if (issued.Succeeded(out var token, out _))
            {
                terminal.Line("start.setup", ("hours", (long)IssueSetupToken.Valid.TotalHours));
                terminal.Line("start.setup-token", ("token", token));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // stopped as soon as it was open
        }
        catch (Exception e) when (app.Services.GetRequiredService<IOutage>().Is(e))
        {
            // The door is open and stays so; the command setup-token makes up for it.
            terminal.Refuse("start.store-away", ("why", e.GetBaseException().Message));
        }
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
