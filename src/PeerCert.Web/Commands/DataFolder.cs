using System.CommandLine;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Commands;

/// <summary>The options that say where a program lives, and opening it there.</summary>
internal sealed class DataFolder
{
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

    /// <summary>What a command that works for good starts on: never a demo.</summary>
    public Result<StartSettings> RealSettings(ParseResult parsed)
    {
        var settings = Settings(parsed);
        return DemoFolder.Around(settings.DataFolder) is null ? settings : new Problem.Refused("is-demo", Text.Of("start.is-demo", ("folder", settings.DataFolder)));
    }

    /// <summary>
    /// Opens the program for one command and runs it: prepared as for serving, but serving nothing. Refuses a folder where
    /// no program lives, so that a slip in a path does not make one. A demo is opened with its own key.
    /// </summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken ct)
    {
        var settings = Settings(parsed);
        if (settings.Postgres is null && DemoFolder.Around(settings.DataFolder) is { } demo)
            settings = DemoFolder.Settings(_terminal, demo);
        if (settings.Postgres is null && !Directory.Exists(settings.DataFolder))
            return _terminal.Refuse("start.no-program", ("folder", settings.DataFolder));
        return await StartAsync(_terminal, settings, alone: false, async app =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider, ct);
        }, ct);
    }

    /// <summary>
    /// Builds and prepares the program and does something with it. Whatever stands against it is said, never thrown. Who
    /// works for good on an embedded database must be <paramref name="alone"/>; beside PostgreSQL there may be others.
    /// </summary>
    public static async Task<int> StartAsync(Terminal terminal, StartSettings settings, bool alone, Func<WebApplication, Task<int>> work, CancellationToken ct)
    {
        if (!Composition.Build(settings with { Words = settings.Words ?? terminal.Words }).Succeeded(out var built, out var unfit))
            return terminal.Refuse(unfit);
        await using var app = built;
        terminal.Words = app.Services.GetRequiredService<Catalogue>();
        // Which database it is may stand in the settings, so only what was built knows.
        FolderLock? held = null;
        if (alone && app.Services.GetRequiredService<DataOptions>().Postgres is null
            && !FolderLock.Take(settings.DataFolder).Succeeded(out held, out var taken))
            return terminal.Refuse(taken);
        using var _ = held;
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
