using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCert.Core;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Bench;

/// <summary>
/// The program as it is served, all its middleware on, with two more endpoints on the same data: one that answers a
/// constant, and a bare handler that runs one hand-written statement and writes its row.
/// </summary>
internal static class MeasuredSite
{
    public static Task<int> ServeAsync(string engine, string data, string connection, string url, int certificates) => ServeAsync(
        engine, data, connection, url, new Dictionary<string, string?>(), _ => { },
        async app =>
        {
            await FillAsync(app.Services, certificates);
            MapBaselines(app, engine, data);
        });

    /// <param name="fill">Puts in what is asked about, and maps what stands beside the program.</param>
    public static async Task<int> ServeAsync(
        string engine, string data, string connection, string url, IReadOnlyDictionary<string, string?> more, Action<WebApplicationBuilder> customise, Func<WebApplication, Task> fill)
    {
        var settings = new StartSettings
        {
#pragma warning disable RS0030 // this is a composition root
            Time = TimeProvider.System,
#pragma warning restore RS0030
            DataFolder = data,
            Postgres = engine == "postgres" ? connection : null,
            Urls = url,
            RunsBackground = true,
            Overrides = new Dictionary<string, string?>(more)
            {
                ["PeerCert:MasterKeyFile"] = data + ".key",
                ["Logging:LogLevel:Default"] = "Warning",
                // The limiter runs for every request, as in production; it only never says no.
                ["Limits:GeneralRate:Permits"] = "1000000000",
                ["Limits:RegistryRate:Permits"] = "1000000000",
                ["Limits:ApiRate:Permits"] = "1000000000",
                ["Limits:SignInRate:Permits"] = "1000000000",
            },
            Customise = builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                customise(builder);
            },
        };
        if (!Composition.Build(settings).Succeeded(out var app, out var unfit))
        {
            Console.Error.WriteLine(unfit);
            return 1;
        }
        await using (app)
        {
            if ((await Startup.PrepareAsync(app.Services, default)).Problem is { } problem)
            {
                Console.Error.WriteLine(problem.Code);
                return 1;
            }
            await fill(app);
            await app.RunAsync();
        }
        return 0;
    }

    private static void MapBaselines(WebApplication app, string engine, string data)
    {
        var bare = engine == "postgres" ? BareHandlers.Postgres(app.Services) : BareHandlers.Sqlite(Path.Combine(data, "peercert.db"));
        app.MapGet("/bench/constant/{number}", (string number) => TypedResults.Ok(Constant)).AllowAnonymous();
        app.MapGet("/bench/bare/{number}", bare).AllowAnonymous();
    }

    private static readonly BareRow Constant = new("MPSS000001", "Robin Example", "2026-01-01", "2028-01-01");

    /// <summary>Invented people, as many as asked for; kept from one run to the next.</summary>
    private static async Task FillAsync(IServiceProvider services, int certificates)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PeerCertDb>();
        if (await db.Registry.AnyAsync())
            return;
        var loader = scope.ServiceProvider.GetRequiredService<IBulkLoader>();
        var first = new DateOnly(2023, 1, 1);
        // the slowest machines take longer over a million rows in one go than a command may
        foreach (var some in Enumerable.Range(0, certificates).Chunk(100_000))
        {
            Check(await loader.LoadAsync(some.Select(n => RegistryEntry.Of(NumberOf(n), NameOf(n), IssuedOn(n), IssuedOn(n).AddYears(2))), default));
            Check(await loader.LoadAsync(some.SelectMany(n => RegistryNameKey.Of(NumberOf(n), NameOf(n), Given(n), Family(n))), default));
        }

        DateOnly IssuedOn(int n) => first.AddDays(n % 1400);
        static string Given(int n) => $"Given{n % 997}";
        static string Family(int n) => $"Example{n % 9973}";
        static string NameOf(int n) => $"{Given(n)} {Family(n)}";
    }

    public static void Check(Result<long> loaded)
    {
        if (loaded.Problem is { } problem)
            throw new InvalidOperationException(problem.Code);
    }

    public static string NumberOf(int n) => "MPSS" + n.ToString("000000", CultureInfo.InvariantCulture);
}

internal sealed record BareRow(string Number, string LegalName, string ActiveFrom, string Expires);
