using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Journal;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

[Trait("Category", "Long")]
public sealed class KilledWhileCommittingTests
{
    private const int Rounds = 20;

    [Theory, OnEveryDatabase]
    public async Task Killed_at_any_point_no_committed_entry_is_lost_and_the_journal_verifies(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var keys = new TemporaryFolder();
        var keyFile = Path.Combine(keys.Path, "master.key");
        await using var services = JournalingChild.Services(database.Options, database.Time, keyFile);
        await JournalingChild.OpenKeyAsync(services);
#pragma warning disable CA5394 // the same points every time
        var random = new Random(20260304);
        var committed = new HashSet<Guid>();
        for (var round = 0; round < Rounds; round++)
        {
            // past the lease of the process killed before
            database.Time.Advance(TimeSpan.FromMinutes(10));
            committed.UnionWith(await KilledAfterAsync(database, keyFile, random.Next(1, 300)));
#pragma warning restore CA5394

            database.Time.Advance(TimeSpan.FromMinutes(10));
            await using var scope = services.CreateAsyncScope();
            var sealer = scope.ServiceProvider.GetRequiredService<JournalSealer>();
            while ((await sealer.SealAsync(default)).Match(count => count, problem => throw new InvalidOperationException(problem.Code)) > 0) { }
            var report = await scope.ServiceProvider.GetRequiredService<JournalVerifier>().VerifyAsync(null, default);
            Assert.Empty(report.Flaws);
            Assert.Equal(0, report.Unsealed);

            await using var db = database.Open();
            var kept = await db.Journal.Select(e => e.Id).ToHashSetAsync();
            Assert.Subset(kept, committed);
            Assert.Equal(kept.Count, report.Checked);
        }
        Assert.True(committed.Count > Rounds, $"{committed.Count}");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(database.Options.Folder, "checkpoints"), "checkpoint-*"));
    }

    /// <summary>What the process said was committed, up to the kill and what was still in the pipe then.</summary>
    private static async Task<List<Guid>> KilledAfterAsync(TestDatabase database, string keyFile, int commits)
    {
        var said = new List<Guid>();
        using var child = JournalingChild.Start(database, keyFile);
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Guid.TryParseExact(line, "D", out var id))
                said.Add(id);
            if (said.Count == commits)
                child.Kill();
        }
        await child.WaitForExitAsync();
        Assert.True(said.Count >= commits, "the process ended by itself");
        return said;
    }
}
