using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCert.Core;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Demo;
using PeerCert.Web.Hosting;

namespace PeerCert.Testing;

/// <summary>The invented program of the demo on a free port, with its people in every state, so that pages are full.</summary>
public class DemoSite : IAsyncLifetime, IDisposable
{
    private const string Key = "a-key-for-tests";

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;

    /// <summary>Who comes beside those that can be signed in as.</summary>
    private protected virtual IReadOnlyList<DemoPerson> Crowd => [];

    public Uri Address => new(_app!.Urls.First());

    public IServiceProvider Services => _app!.Services;

    /// <summary>Late enough for somebody who was certified under the standard of 2024 to have lapsed.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 12, 1, 20, 0, 0, TimeSpan.Zero);

    /// <summary>The day on which it stands.</summary>
    private protected virtual DateTimeOffset StandsOn => Now;

    /// <summary>Everybody who can be signed in as.</summary>
    public IReadOnlyList<string> Names => [.. DemoPeople.NamesOn(Services.GetRequiredService<StandardsLibrary>(), Services.GetRequiredService<ProgramClock>().Today), .. Enum.GetNames<Core.People.Role>().Select(TextKeys.Kebab)];

    public static string SignIn(string name) => $"/demo/sign-in/{name}?key={Key}";

    /// <summary>A browser of somebody who reads this language, signed in by link as <paramref name="name"/>, or as nobody.</summary>
    public async Task<PageDriver> OpenAsync(string language, string? name)
    {
        var page = new PageDriver(new HttpClient(new HttpClientHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = Address });
        page.Http.DefaultRequestHeaders.AcceptLanguage.Add(new(language));
        return name is null ? page : await page.OpenAsync(SignIn(name));
    }

    /// <summary>A context of its own on the demo's database. Dispose it.</summary>
    public async Task<T> AskAsync<T>(Func<PeerCertDb, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<PeerCertDb>());
    }

    public async Task InitializeAsync()
    {
        var settings = new StartSettings
        {
            Time = new FixedTime(StandsOn),
            DataFolder = Path.Combine(_folder.Path, "data"),
            Urls = "http://127.0.0.1:0",
            StandardsFolder = Repository.Standards,
            DemoKey = Key,
            Overrides = new Dictionary<string, string?>
            {
                ["PeerCert:MasterKeyFile"] = Path.Combine(_folder.Path, "master.key"),
                ["Program:Address"] = "http://127.0.0.1",
                ["Mail:From"] = "program@demo.example",
                ["Texts:Strict"] = "true",
                ["Limits:GeneralRate:Permits"] = "0",
                ["Limits:SignInRate:Permits"] = "0",
                ["Limits:RegistryRate:Permits"] = "0",
            },
            Customise = builder => builder.Logging.ClearProviders(),
        };
        _app = Composition.Build(settings).Match(app => app, problem => throw new InvalidOperationException($"{problem}"));
        if ((await Startup.PrepareAsync(_app.Services, default)).Problem is { } unfit)
            throw new InvalidOperationException($"{unfit}");
        if (!(await DemoProgram.BeginAsync(_app.Services, default)).Succeeded(out _, out var problem)
            || (problem = await DemoProgram.FillAsync(settings, _app.Services, Crowd, _ => { }, default)) is not null)
            throw new InvalidOperationException($"{problem}");
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _folder.Dispose();
}

/// <summary>The same on a day so late that certificates have expired and been vacated: there is somebody in every state.</summary>
public sealed class LaterDemoSite : DemoSite
{
    private protected override DateTimeOffset StandsOn => new(2033, 6, 1, 20, 0, 0, TimeSpan.Zero);
}

/// <summary>The same with all of its three hundred people.</summary>
public sealed class FullDemoSite : DemoSite
{
    private protected override IReadOnlyList<DemoPerson> Crowd { get; } = DemoCrowd.People();
}
