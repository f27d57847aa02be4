using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;
using PeerCert.Web.Commands;

namespace PeerCert.Tests.Http.Commands;

/// <summary>The background work apart from the pages, and what a folder with invented people is good for.</summary>
public sealed class WorkerTests
{
    [Theory, OnEveryDatabase]
    public async Task A_worker_seals_what_others_wrote_until_it_is_stopped(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.StartAsync(engine, database: database);
        await app.StaffAsync("reader@staff.example", Role.Registrar);
        var data = database.Options.Folder;
        // Named in the settings, not on the command line: a worker has to notice that others may work beside it.
        await File.WriteAllTextAsync(Path.Combine(data, "settings.json"), JsonSerializer.Serialize(new
        {
            PeerCert = new { MasterKeyFile = data + ".key" },
            ConnectionStrings = new { PeerCert = database.Options.Postgres },
        }));

        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using StringWriter output = new(), error = new();
        var working = CommandLine.RunAsync(["worker", "--data", data], new Terminal(output, error, new FixedTime()), stop.Token);
        while (!working.IsCompleted && await UnsealedAsync(app) > 0)
            await Task.Delay(50, stop.Token);
        if (!working.IsCompleted)
        {
            var (status, said) = await BesideAsync(data);
            Assert.Equal(engine is Engine.Sqlite, said.Contains("Another PeerCert is running", StringComparison.Ordinal));
            Assert.Equal(engine is Engine.Sqlite ? 1 : 0, status);
        }
        await stop.CancelAsync();

        Assert.Equal((0, ""), (await working, error.ToString()));
        Assert.Contains("background work", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await UnsealedAsync(app));
    }

    [Fact]
    public async Task A_worker_begins_no_program_and_works_on_no_demo()
    {
        using var folder = new TemporaryFolder();
        (await Said.ByAsync("worker", "--data", Path.Combine(folder.Path, "none"))).IsRefused(1, "There is no program");
        (await Said.ByAsync("worker", "--nonsense")).IsRefused(2, "--nonsense");
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "none")));

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "this-is-a-demo"), "");
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        foreach (var demo in new[] { folder.Path, Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "data") + "/" })
        {
            (await Said.ByAsync("worker", "--data", demo)).IsRefused(1, "holds a demo");
            (await Said.ByAsync("serve", "--data", demo)).IsRefused(1, "holds a demo");
        }
    }

    [Fact]
    public async Task A_command_opens_a_demo_with_the_key_that_lies_beside_its_data()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "this-is-a-demo"), "");
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));

        foreach (var demo in new[] { folder.Path, Path.Combine(folder.Path, "data") })
            (await Said.ByAsync("verify", "journal", "--data", demo)).Has("The journal is sound");
        Assert.True(File.Exists(Path.Combine(folder.Path, "master.key")));
    }

    /// <summary>Another worker on the same program, for a moment.</summary>
    private static async Task<(int Status, string Error)> BesideAsync(string data)
    {
        using var stop = new CancellationTokenSource();
        using StringWriter output = new(), error = new();
        var working = CommandLine.RunAsync(["worker", "--data", data], new Terminal(output, error, new FixedTime()), stop.Token);
        while (!working.IsCompleted && output.GetStringBuilder().Length == 0)
            await Task.Delay(50);
        await stop.CancelAsync();
        return (await working, error.ToString());
    }

    private static async Task<int> UnsealedAsync(TestApp app)
    {
        await using var db = app.Open();
        return await db.Journal.CountAsync() - await db.Seals.CountAsync();
    }
}
