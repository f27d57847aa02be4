using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using PeerCert.Tests.Http.Pages.Public;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Hosting;

/// <summary>The site's own part, with no database and one page of ours, in memory.</summary>
public sealed class SmallSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lines _log = new();

    private SmallSite(Dictionary<string, string?> settings, Action<WebApplication>? more, string? url)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "PeerCert.Web",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Texts:Strict"] = "true" }).AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(new FixedTime());
        builder.AddSite();
        // nobody has an account here: a session is not looked up
        builder.Services.PostConfigure<CookieAuthenticationOptions>(SessionCookie.Scheme, o => o.EventsType = null);
        builder.Services.AddSingleton<IOutage, StoreDownIsOutage>();
        builder.Services.AddRazorPages().AddApplicationPart(typeof(GalleryModel).Assembly);
        if (url is null)
            builder.WebHost.UseTestServer();
        else
            builder.WebHost.UseUrls(url);
        _app = builder.Build();
        _app.UseSite();
        more?.Invoke(_app);
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens, when it was started on a real port.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Everything logged so far, at every level.</summary>
    public string Log => _log.ToString();

    public HttpClient Client { get; private set; } = null!;

    public static async Task<SmallSite> StartAsync(Action<WebApplication>? more = null, string? url = null, params (string Key, string Value)[] settings)
    {
        var site = new SmallSite(settings.ToDictionary(s => s.Key, s => (string?)s.Value), more, url);
        await site._app.StartAsync();
        if (url is null)
            site.Client = new(new CookieHandler(site._app.GetTestServer().CreateHandler())) { BaseAddress = new("http://localhost") };
        return site;
    }

    public async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> GetAsync(string path) => await ReadAsync(await Client.GetAsync(path));

    /// <summary>Opens the gallery and sends its form with a valid token and these values.</summary>
    public async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> PostAsync(params (string Name, string Value)[] values)
    {
        var (_, page) = await GetAsync("/gallery");
        var token = page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await SendAsync("/gallery", [("__RequestVerificationToken", token), .. values]);
    }

    public async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> SendAsync(string path, params (string Name, string Value)[] values)
    {
        using var form = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
        return await ReadAsync(await Client.PostAsync(path, form));
    }

    public static async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> ReadAsync(HttpResponseMessage answer) =>
        (answer, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()));

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app.DisposeAsync();
        _log.Dispose();
    }

    private sealed class StoreDownIsOutage : IOutage
    {
        public bool Is(Exception e) => e is StoreDownException;
    }

    private sealed class CookieHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly Dictionary<string, string> _cookies = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
                if (cookie.Split(';')[0].Split('=', 2) is [var name, var value])
                    _cookies[name] = value;
            return answer;
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly System.Text.StringBuilder _lines = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.AppendLine(formatter(state, exception)).Append(exception);
        }

        public override string ToString()
        {
            lock (_lines)
                return _lines.ToString();
        }

        public void Dispose() { }
    }
}
