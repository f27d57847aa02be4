using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Journal;
using PeerCert.Core.Ledger;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Testing;

/// <summary>
/// The whole program, as it starts, on a database of its own and with a clock that a test moves. What runs in the
/// background runs when a test says so; client limits never bite unless a test sets them.
/// </summary>
public sealed partial class TestApp : IAsyncDisposable
{
    /// <summary>The password of everybody in tests.</summary>
    public const string Password = "seven quiet lanterns drift";

    private static readonly Lazy<StandardsLibrary> Standards = new(() =>
        StandardsLoader.Load(Repository.Standards).Library ?? throw new InvalidOperationException("the standards of the repository do not load"));

    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private readonly bool _overTheWire;

    private TestApp(TestDatabase database, WebApplication app, bool overTheWire) => (_database, _app, _overTheWire) = (database, app, overTheWire);

    public Engine Engine => _database.Engine;
    public FixedTime Time => _database.Time;
    public ProgramClock Clock => _database.Clock;
    public IServiceProvider Services => _app.Services;
    public string DataFolder => _database.Options.Folder;

    /// <summary>A context of its own, to look at what was stored. Dispose it.</summary>
    public PeerCertDb Open() => _database.Open();

    /// <summary>Where it listens; only for an app started with a port.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <param name="overTheWire">Listens on a free port of the loopback address, for a browser; otherwise in memory.</param>
    /// <param name="standards">A folder of standards; without it those of the repository.</param>
    /// <param name="plant">Adds to the finished program what a test wants to see caught.</param>
    public static async Task<TestApp> StartAsync(
        Engine engine, bool overTheWire = false, IReadOnlyDictionary<string, string?>? configuration = null, TestDatabase? database = null,
        Action<WebApplicationBuilder>? customise = null, Action<WebApplication>? plant = null, string? standards = null)
    {
        database ??= await TestDatabase.CreateAsync(engine);
        var overrides = new Dictionary<string, string?>
        {
            ["PeerCert:MasterKeyFile"] = database.Options.Folder + ".key",
            ["PeerCert:PasswordIterations"] = "1",   // one round: tests sign in hundreds of times
            ["Texts:Strict"] = "true",
            ["Accounts:StaffSecondStep"] = "false",   // but where it is what a test is about
            ["Program:Name"] = "Test Program",
            ["Program:EntityName"] = "Test Certifying Entity",
            // People are told at once: what waits before that has tests of its own.
            ["Review:HoldBackMinutes"] = "0",
        };
        foreach (var rate in new[] { "GeneralRate", "SignInRate", "RegistryRate", "ApiRate" })
            overrides[$"Limits:{rate}:Permits"] = "0";
        foreach (var (key, value) in configuration ?? new Dictionary<string, string?>())
            overrides[key] = value;

        var built = Composition.Build(new StartSettings
        {
            Time = database.Time,
            DataFolder = database.Options.Folder,
            Postgres = database.Options.Postgres,
            Urls = "http://127.0.0.1:0",
            Standards = standards is null ? Standards.Value : null,
            StandardsFolder = standards ?? Repository.Standards,
            Overrides = overrides,
            Customise = builder =>
            {
                builder.Logging.ClearProviders();
                if (!overTheWire)
                    builder.WebHost.UseTestServer();
                if (customise is null && configuration?.Keys.Any(k => k.StartsWith("Evidence:", StringComparison.Ordinal)) is not true)
                    KnownDocuments.Use(builder.Services);
                customise?.Invoke(builder);
            },
        });
        if (!built.Succeeded(out var app, out var unfit))
            throw new InvalidOperationException($"{unfit}");
        if ((await Startup.PrepareAsync(app.Services, default)).Problem is { } problem)
            throw new InvalidOperationException($"{problem}");
        plant?.Invoke(app);
        await app.StartAsync();
        return new(database, app, overTheWire);
    }

    /// <summary>A browser of its own, signed in to nothing.</summary>
    public PageDriver Anonymous => new(Client());

    /// <summary>A browser signed in as somebody of the staff with exactly these roles.</summary>
    public async Task<PageDriver> SignedInAsAsync(params Role[] roles) =>
        await SignedInAsync(await StaffAsync($"{string.Join('.', roles).ToLowerInvariant()}@staff.example", roles));

    /// <summary>A browser signed in as a new, invented applicant.</summary>
    public async Task<PageDriver> ApplicantAsync(string email = "robin@example.org")
    {
        var page = Anonymous;
        await page.OpenAsync("/account/sign-up");
        page.Fill("Input.Email", email);
        page.Fill("Input.Password", Password);
        await page.SubmitAsync();
        await ConfirmAsync(email);
        return await (await SignedInAsync(email)).SeesTheOrientationAsync();
    }

    /// <summary>The account's address is proved, as if its letter had come and been opened.</summary>
    public Task ConfirmAsync(string email) => InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PeerCertDb>();
        var account = (await db.AccountByEmailAsync(email, default))!;
        account.ConfirmAddress();
        var letters = await db.AccountLetters.Where(l => l.Account == account.Id).ToListAsync();
        db.RemoveRange(letters);
        db.RemoveRange((await db.Outbox.Where(m => m.Kind == AccountLetter.Written).ToListAsync()).Where(m => letters.Any(l => l.Id == m.Read<AccountLetter.ToSend>().Letter)));
        if (await db.TrySaveAsync(default) is { } problem)
            throw new InvalidOperationException($"{problem}");
    });

    public async Task<PageDriver> SignedInAsync(string email)
    {
        var page = Anonymous;
        await page.OpenAsync("/account/sign-in");
        page.Fill("Input.Email", email);
        page.Fill("Input.Password", Password);
        await page.SubmitAsync();
        return page.Path == "/account/sign-in" ? throw new InvalidOperationException($"{email} could not sign in:\n{page.Said}") : page;
    }

    /// <summary>All sessions of an account have ended, as if somebody had said so elsewhere.</summary>
    public Task EndSessionsOfAsync(string email) => InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PeerCertDb>();
        var account = (await db.AccountByEmailAsync(email, default))!;
        db.RemoveRange(await db.AccountSessions.Where(s => s.Account == account.Id).ToListAsync());
        if (await db.TrySaveAsync(default) is { } problem)
            throw new InvalidOperationException($"{problem}");
    });

    /// <summary>What would run in the background by itself: everything due in the outbox, the mail that came back, and the seals of the journal.</summary>
    public Task RunBackgroundAsync() => InScopeAsync(async services =>
    {
        // Messages may bring further ones; eight rounds are more than any chain has.
        for (var round = 0; round < 8; round++)
            if ((await Services.GetRequiredService<OutboxLoop>().RunAsync(default)).Match(handled => handled, _ => 0) == 0)
                break;
        await services.GetRequiredService<ReadReturnedMail>().RunAsync(default);
        await services.GetRequiredService<LetterMails>().RemindAsync(default);
        while ((await services.GetRequiredService<VoidApplications>().RunAsync(default)).Match(voided => voided, _ => 0) > 0) { }
        await services.GetRequiredService<JournalSealer>().SealAsync(default);
    });

    /// <summary>An account of the staff, made once.</summary>
    public async Task<string> StaffAsync(string email, params Role[] roles)
    {
        await InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PeerCertDb>();
            if (await db.Users.AnyAsync(u => u.Email == email))
                return;
            var account = Account.For(new(email));
            account.ConfirmAddress();
            account.SetPassword(services.GetRequiredService<Passwords>().Rehash(Password));
            db.Add(account);
            foreach (var role in roles)
                db.Add(RoleGrant.Of(account, role, Clock.Now, new Actor(null, "test")));
            if (await db.TrySaveAsync(default) is { } problem)
                throw new InvalidOperationException($"{problem}");
        });
        return email;
    }

    /// <summary>Noon of a day in California; the clock never goes back.</summary>
    public void GoTo(DateOnly day) => Time.Set(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new(12, 0)), FixedTime.Pacific)));

    /// <summary>The state has approved every fee line there is, from the start of its schedule.</summary>
    public Task ApproveFeesAsync(params string[] only) => InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PeerCertDb>();
        foreach (var line in services.GetRequiredService<StandardsLibrary>().Packs.SelectMany(p => p.Fees.Values).Where(l => only.Length == 0 || only.Contains(l.Code)).DistinctBy(l => l.Sha256))
            db.Add(new FeeApproval
            {
                Id = Guid.NewGuid(),
                FeeLine = line.Code,
                FeeLineSha256 = line.Sha256,
                EffectiveFrom = line.Cents.Entries.Min(e => e.From),
                Reference = "test letter",
                RecordedAt = Clock.Now,
                RecordedBy = "test",
            });
        if (await db.TrySaveAsync(default) is { } problem)
            throw new InvalidOperationException($"{problem}");
    });

    public HttpClient Client()
    {
        var cookies = new CookieContainer();
        return _overTheWire
            ? new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = Address }
            : new HttpClient(new CookieHandler(cookies, Time, _app.GetTestServer().CreateHandler())) { BaseAddress = new("http://localhost") };
    }

    public async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>The options by which a command opens this program.</summary>
    public async Task<string[]> AsProgramAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(DataFolder, "settings.json"), $$"""{ "PeerCert": { "MasterKeyFile": "{{DataFolder}}.key" } }""");
        return _database.Options.Postgres is { } postgres ? ["--data", DataFolder, "--postgres", postgres] : ["--data", DataFolder];
    }

    /// <summary>Ends, and leaves its database for others to be copies of.</summary>
    public async Task<LeftDatabase> LeaveAsync()
    {
        await _app.DisposeAsync();
        return await _database.LeaveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        File.Delete(_database.Options.Folder + ".key");
    }

    /// <summary>Cookies for the server in memory, which has none of its own.</summary>
    private sealed partial class CookieHandler(CookieContainer cookies, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } header)
                request.Headers.Add("Cookie", header);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set)
                    cookies.SetCookies(request.RequestUri!, ByTheProgramsClock(cookie));
            return response;
        }

        /// <summary>A container looks at the real clock: what has not ended by the program's own has no end here.</summary>
        private string ByTheProgramsClock(string cookie) => Expires().Replace(cookie, m =>
            DateTimeOffset.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) > time.GetUtcNow() ? "" : m.Value);

        [System.Text.RegularExpressions.GeneratedRegex("; *expires=([^;]+)", System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
        private static partial System.Text.RegularExpressions.Regex Expires();
    }
}
