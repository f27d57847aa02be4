using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Testing;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Journal;

/// <summary>A process that commits entries, seals them and writes checkpoints without end, to be killed. It says each entry's id once it is committed.</summary>
internal static class JournalingChild
{
    public const string Mode = "journal";

    public static Process Start(TestDatabase database, string keyFile)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            "exec", typeof(JournalingChild).Assembly.Location, Mode, database.Options.Folder, database.Options.Postgres ?? "", keyFile,
            database.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public static ServiceProvider Services(DataOptions options, FixedTime time, string keyFile) => new ServiceCollection()
        .AddSingleton<TimeProvider>(time).AddSingleton(new ProgramClock(time, FixedTime.Pacific)).AddLogging().AddPeerCertData(options)
        .AddVault(options.Folder, new ConfigurationBuilder().AddInMemoryCollection([new("PeerCert:MasterKeyFile", keyFile)]).Build())
        .AddSingleton(new CheckpointOptions(options.Folder) { EverySeals = 20 })
        .BuildServiceProvider();

    public static async Task<MasterKeyFile.Opened> OpenKeyAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var opened = await services.GetRequiredService<MasterKeyFile>()
            .OpenAsync(scope.ServiceProvider.GetRequiredService<PeerCertDb>(), services.GetRequiredService<ProgramClock>(), default);
        return opened.Match(o => o, problem => throw new InvalidOperationException(problem.Code));
    }

    public static async Task RunAsync(string[] args)
    {
        var options = new DataOptions { Folder = args[0], Postgres = args[1] is { Length: > 0 } postgres ? postgres : null };
        var time = new FixedTime(DateTimeOffset.Parse(args[3], CultureInfo.InvariantCulture));
        await using var services = Services(options, time, args[2]);
        await OpenKeyAsync(services);
        await Task.WhenAll(
            ForeverAsync(services, async scope =>
            {
                var db = scope.GetRequiredService<PeerCertDb>();
                var entry = JournalEntry.Of(new TestHappened("x"), "test", Guid.NewGuid(), Actor.Program, null, scope.GetRequiredService<ProgramClock>().Now);
                db.Add(entry);
                if (await db.TrySaveAsync(default) is null)
                    Console.WriteLine(entry.Id);
                time.Advance(TimeSpan.FromMilliseconds(1));
            }),
            ForeverAsync(services, scope => scope.GetRequiredService<JournalSealer>().SealAsync(default)),
            ForeverAsync(services, scope => scope.GetRequiredService<JournalCheckpoints>().WriteIfDueAsync(default)));
    }

    private static Task ForeverAsync(ServiceProvider services, Func<IServiceProvider, Task> work) => Task.Run(async () =>
    {
        while (true)
        {
            await using var scope = services.CreateAsyncScope();
            await work(scope.ServiceProvider);
        }
    });
}
