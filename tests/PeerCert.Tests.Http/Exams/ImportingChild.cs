using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Exams;

/// <summary>A process that takes in a file of results and records it, to be killed: it writes a line for each statement that it sends to the database.</summary>
internal static class ImportingChild
{
    public const string Mode = "import";

    public static Process Start(TestDatabase database, string file)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            "exec", typeof(ImportingChild).Assembly.Location, Mode, database.Options.Folder, database.Options.Postgres ?? "", file,
            database.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public static async Task RunAsync(string[] args)
    {
        var built = Composition.Build(new StartSettings
        {
            Time = new FixedTime(DateTimeOffset.Parse(args[3], CultureInfo.InvariantCulture)),
            DataFolder = args[0],
            Postgres = args[1] is { Length: > 0 } postgres ? postgres : null,
            StandardsFolder = Repository.Standards,
            Overrides = new Dictionary<string, string?> { ["PeerCert:MasterKeyFile"] = args[0] + ".key" },
            Customise = builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<IInterceptor, EachStatement>();
            },
        });
        await using var app = built.Match(a => a, problem => throw new InvalidOperationException($"{problem}"));
        if ((await Startup.PrepareAsync(app.Services, default)).Problem is { } notReady)
            throw new InvalidOperationException(notReady.Code);
        await using var scope = app.Services.CreateAsyncScope();
        EachStatement.Counts = true;
        await using var content = File.OpenRead(args[2]);
        await scope.ServiceProvider.GetRequiredService<TakeInResults.Handler>().HandleAsync(new(content, "results.csv", null, new Actor(null, "officer")), default);
        var record = scope.ServiceProvider.GetRequiredService<RecordImported>();
        while ((await record.RunAsync(default)).Match(steps => steps, _ => 0) > 0) { }
    }

    private sealed class EachStatement : DbCommandInterceptor
    {
        public static bool Counts { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Tell();
            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Tell();
            return new(result);
        }

        private static void Tell()
        {
            if (!Counts)
                return;
            Console.WriteLine();
            Console.Out.Flush();
        }
    }
}
