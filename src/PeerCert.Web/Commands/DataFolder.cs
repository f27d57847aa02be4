using System.CommandLine;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Commands;

/// <summary>The options that say where a program lives, and opening it there.</summary>
internal sealed class DataFolder
{
    /// <summary>Marks a folder whose people are invented: a real program never starts on it, a demo on no other.</summary>
    public const string DemoMarker = "this-is-a-demo";

    public const string Default = "data";

    private readonly Terminal _terminal;
    private readonly Option<string> _data;
    private readonly Option<string?> _postgres;

    public DataFolder(Terminal terminal, Command command, string folder = Default)
    {
        _terminal = terminal;
        _data = new("--data") { Description = terminal.Say("command.option-data", ("folder", folder)), HelpName = "DIR", DefaultValueFactory = _ => folder };
        _postgres = new("--postgres") { Description = terminal.Say("command.option-postgres"), HelpName = "CONNECTION" };
        command.Add(_data);
        command.Add(_postgres);
    }

    public string Of(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_data)!);

    public StartSettings Settings(ParseResult parsed) => new() { Time = _terminal.Time, DataFolder = Of(parsed), Postgres = parsed.GetValue(_postgres) };

    /// <summary>
    /// Opens the program for one command and runs it: prepared as for serving, but serving nothing. Refuses a folder where
    /// no program lives, so that a slip in a path does not make one.
    /// </summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken ct)
    {
        var settings = Settings(parsed);
        if (settings.Postgres is null && !Directory.Exists(settings.DataFolder))
            return _terminal.Refuse("start.no-program", ("folder", settings.DataFolder));
        return await StartAsync(_terminal, settings, async app =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider, ct);
        }, ct);
    }

    /// <summary>Builds and prepares the program and does something with it. Whatever stands against it is said, never thrown.</summary>
    public static async Task<int> StartAsync(Terminal terminal, StartSettings settings, Func<WebApplication, Task<int>> work, CancellationToken ct)
    {
        var (built, faults) = Composition.Build(settings);
        if (built is null)
        {
            foreach (var fault in faults)
                await terminal.Error.WriteLineAsync(fault);
            return terminal.Refuse("start.standards", ("n", faults.Count));
        }
        await using var app = built;
        terminal.Words = app.Services.GetRequiredService<Catalogue>();
        try
        {
            if (!(await Startup.PrepareAsync(app.Services, ct)).Succeeded(out var key, out var problem))
                return terminal.Refuse(problem);
            if (key.Created && settings.DemoKey is null)
                terminal.Line("start.key-made", ("path", key.Path));
        }
        catch (Exception e) when (app.Services.GetServices<IOutage>().Any(o => o.Is(e)))
        {
            return terminal.Refuse(new Problem.Refused("unavailable", Text.Of("start.store-away", ("why", e.GetBaseException().Message))));
        }
        return await work(app);
    }
}
