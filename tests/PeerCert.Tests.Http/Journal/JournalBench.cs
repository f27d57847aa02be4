using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

[JournalEvent("test-happened")]
public sealed record TestHappened(string Words) : IJournalEvent;

/// <summary>A journal in a database of its own, with a data folder for its checkpoints.</summary>
internal sealed class JournalBench : IAsyncDisposable
{
    private readonly MasterKey _master = new(RandomNumberGenerator.GetBytes(MasterKey.Length));
    private readonly CheckpointFolder _folder;

    private JournalBench(TestDatabase database)
    {
        Database = database;
        Checkpoints = new(database.Options.Folder);
        _folder = new(Checkpoints.Folder);
        InstanceId.Write(database.Options.Folder, Guid.NewGuid());
    }

    public TestDatabase Database { get; }

    public CheckpointOptions Checkpoints { get; set; }

    public string[] CheckpointFiles => Directory.Exists(Checkpoints.Folder) ? [.. Directory.GetFiles(Checkpoints.Folder, "checkpoint-*").Order()] : [];

    public static async Task<JournalBench> OnAsync(Engine engine) => new(await TestDatabase.CreateAsync(engine));

    /// <summary>Commits that many entries, a few at a time, some milliseconds apart.</summary>
    public async Task HappenAsync(int entries)
    {
        for (var done = 0; done < entries; done += 250)
        {
            await using var db = Database.Open();
            for (var i = done; i < Math.Min(entries, done + 250); i++)
                db.Add(JournalEntry.Of(new TestHappened($"number {i}"), "test", Guid.NewGuid(), new(Guid.NewGuid(), "Robin Example"), i % 2 is 0 ? null : "why", Database.Clock.Now));
            Assert.Null(await db.TrySaveAsync(default));
            Database.Time.Advance(TimeSpan.FromMilliseconds(3));
        }
    }

    public async Task<int> SealAsync(string node = "a node")
    {
        await using var db = Database.Open();
        var total = 0;
        while (true)
        {
            Assert.True((await Sealer(db, node).SealAsync(default)).Succeeded(out var count, out _));
            if (count is 0)
                return total;
            total += count;
        }
    }

    public async Task SealedAsync(int entries)
    {
        await HappenAsync(entries);
        Assert.Equal(entries, await SealAsync());
    }

    public JournalSealer Sealer(PeerCertDb db, string node = "a node") => new(db, new Leases(db, Database.Clock), new NodeName(node), Database.Clock);

    public async Task<long> CheckpointAsync(bool now = true)
    {
        await using var db = Database.Open();
        var checkpoints = new JournalCheckpoints(db, Key(db), _folder, Checkpoints, Database.Clock);
        Assert.True((now ? await checkpoints.WriteNowAsync(default) : await checkpoints.WriteIfDueAsync(default)).Succeeded(out var number, out _));
        return number;
    }

    public async Task<VerificationReport> VerifyAsync(string? checkpoints = null)
    {
        await using var db = Database.Open();
        return await new JournalVerifier(db, Key(db), Checkpoints).VerifyAsync(checkpoints, default);
    }

    public async Task SqlAsync(FormattableString sql)
    {
        await using var db = Database.Open();
        Assert.NotEqual(0, await db.Database.ExecuteSqlAsync(sql));
    }

    public async Task<Guid> EntryAtAsync(long number)
    {
        await using var db = Database.Open();
        return (await db.Seals.SingleAsync(s => s.Number == number)).Entry;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _master.Dispose();
    }

    private CheckpointKey Key(PeerCertDb db) => new(db, _master, Database.Clock);
}
