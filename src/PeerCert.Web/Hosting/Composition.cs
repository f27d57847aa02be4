using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Hosting;

/// <summary>What one start of the program is told, by the command line or by a test.</summary>
public sealed record StartSettings
{
    public required TimeProvider Time { get; init; }

    /// <summary>The folder that holds the embedded database, the evidence and the checkpoints.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A PostgreSQL connection string; without it configuration <c>ConnectionStrings:PeerCert</c>, else SQLite.</summary>
    public string? Postgres { get; init; }

    /// <summary>Where to listen; without it <see cref="DefaultUrls"/>.</summary>
    public string? Urls { get; init; }

    public string StandardsFolder { get; init; } = ShippedStandards;

    /// <summary>The standards that come with the program.</summary>
    public static string ShippedStandards => Path.Combine(AppContext.BaseDirectory, "standards");

    /// <summary>Standards that are loaded already; without them those of <see cref="StandardsFolder"/>.</summary>
    public StandardsLibrary? Standards { get; init; }

    /// <summary>The program's words where they are read already.</summary>
    public Catalogue? Words { get; init; }

    /// <summary>Configuration that comes before every file and variable.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether sealing, outbox and sweeps run here.</summary>
    public bool RunsBackground { get; init; }

    /// <summary>What has to be over before that begins.</summary>
    public Task BackgroundAfter { get; init; } = Task.CompletedTask;

    /// <summary>
    /// Whether this start opens its door before it asks the database much, as it does where all is as it was last time: the model is then put together
    /// when it is first needed. Everything else needs it at once, and has it made beside the rest.
    /// </summary>
    public bool AsksLater { get; init; }

    /// <summary>A demo's key for signing in by link; null in a real program.</summary>
    public string? DemoKey { get; init; }

    /// <summary>A test's own way of serving.</summary>
    public Action<WebApplicationBuilder>? Customise { get; init; }

    public const string DefaultUrls = "http://127.0.0.1:5080";
}

/// <summary>
/// Puts the program together: the one place that knows every part. Building it touches neither the database nor the
/// network; <see cref="Startup"/> does, in its order.
/// </summary>
public static class Composition
{
    public const string SettingsFile = "settings.json";

    private const string StandardsFault = "standards";

    /// <summary>The program, or what is wrong with the standards or the settings it was given.</summary>
    public static Result<WebApplication> Build(StartSettings settings)
    {
        // Most of a start is reading and compiling: what does not need the other goes on beside it.
        var loading = settings.Standards is null ? Task.Run(() => StandardsLoader.Load(settings.StandardsFolder)) : null;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // started from any folder, the program finds its own files
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Composition).Assembly.GetName().Name,
            // no watching of settings files: a change counts from the next start
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.AddJsonFile(Path.Combine(Path.GetFullPath(settings.DataFolder), SettingsFile), optional: true, reloadOnChange: false);
        builder.Configuration.AddEnvironmentVariables("PEERCERT_");
        builder.Configuration.AddInMemoryCollection(settings.Overrides);
        builder.WebHost.UseUrls(settings.Urls ?? StartSettings.DefaultUrls);
        var data = new DataOptions { Folder = settings.DataFolder, Postgres = settings.Postgres ?? builder.Configuration.GetConnectionString("PeerCert") };
        if (data.CheckPostgres() is { } why)
            return new Problem.Refused("postgres-unreadable", Text.Of("start.postgres-unreadable", ("why", why)));
        if (!settings.AsksLater)
            DataRegistration.WarmUp(data);
        if (!Loaded(settings, loading).Succeeded(out var library, out var fault))
            return fault;
        AddProgram(builder, settings, library, data);
        settings.Customise?.Invoke(builder);

        var app = builder.Build();
        app.UseSite();
        app.MapCapabilities();
        if (settings.DemoKey is { } key)
            app.MapDemoSignIn(key);
        return app;
    }

    private static Result<StandardsLibrary> Loaded(StartSettings settings, Task<LoadResult>? loading)
    {
        if (settings.Standards is { } given)
            return given;
        var loaded = loading!.GetAwaiter().GetResult();
        return loaded.Library is { } library ? library : new Problem.Invalid(
        [
            .. loaded.Errors.Select(e => new FieldError(StandardsFault, Text.Of("start.standards-fault", ("fault", e.ToString())))),
            new(StandardsFault, Text.Of("start.standards", ("n", loaded.Errors.Length))),
        ]);
    }

    private static void AddProgram(WebApplicationBuilder builder, StartSettings settings, StandardsLibrary library, DataOptions data)
    {
        var services = builder.Services;
        services.AddSingleton(settings.Time);
        services.AddSingleton(library);
        builder.AddSite(settings.Words);
        services.AddPeerCertData(data);
        services.AddSingleton(new OrientationFiles(Path.Combine(Path.GetFullPath(settings.DataFolder), OrientationFiles.FolderName)));
        services.AddVault(settings.DataFolder, builder.Configuration);
        services.AddCapabilities(builder.Configuration);
        services.AddMail(settings, builder.Configuration);
        services.AddHealthChecks().AddCheck<StoreCheck>("store");
        if (settings.RunsBackground)
            services.AddBackgroundLoop(settings.BackgroundAfter);
    }
}
