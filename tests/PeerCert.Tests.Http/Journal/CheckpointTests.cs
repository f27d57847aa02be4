using System.Diagnostics;
using System.Text.Json.Nodes;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

public sealed class CheckpointTests
{
    [Theory, OnEveryDatabase]
    public async Task Lines_cut_off_show_against_the_checkpoint_and_without_one_they_would_not(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(10);
        await bench.CheckpointAsync();
        for (var number = 10; number > 7; number--)
        {
            var id = await bench.EntryAtAsync(number);
            await bench.SqlAsync($"DELETE FROM journal_seals WHERE number = {number}");
            await bench.SqlAsync($"DELETE FROM journal_entries WHERE id = {id}");
        }

        var flaw = Assert.Single((await bench.VerifyAsync()).Flaws);

        Assert.Equal((JournalFlawKind.Truncated, 8L, "checkpoint-000000000010.json"), (flaw.Kind, flaw.Number, flaw.Checkpoint));
        using var nothing = new TemporaryFolder();
        Assert.True((await bench.VerifyAsync(nothing.Path)).IsSound);
    }

    [Theory, OnEveryDatabase]
    public async Task A_chain_rewritten_from_a_line_on_shows_against_the_next_checkpoint(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(4);
        await bench.CheckpointAsync();
        await bench.SealedAsync(4);
        await bench.CheckpointAsync();
        var sixth = await bench.EntryAtAsync(6);

        // somebody with the database alone edits one entry and has all lines from there on sealed anew
        await bench.SqlAsync($"UPDATE journal_entries SET reason = 'another' WHERE id = {sixth}");
        await bench.SqlAsync($"INSERT INTO journal_pending (entry) SELECT entry FROM journal_seals WHERE number >= 6");
        await bench.SqlAsync($"DELETE FROM journal_seals WHERE number >= 6");
        Assert.Equal(3, await bench.SealAsync());

        var flaw = Assert.Single((await bench.VerifyAsync()).Flaws);
        Assert.Equal((JournalFlawKind.Rewritten, 8L, "checkpoint-000000000008.json"), (flaw.Kind, flaw.Number, flaw.Checkpoint));
    }

    [Theory]
    [OnEveryDatabase("number", JournalFlawKind.CheckpointNotSigned)]
    [OnEveryDatabase("hash", JournalFlawKind.CheckpointNotSigned)]
    [OnEveryDatabase("at", JournalFlawKind.CheckpointNotSigned)]
    [OnEveryDatabase("instance", JournalFlawKind.CheckpointNotSigned)]
    [OnEveryDatabase("signature", JournalFlawKind.CheckpointNotSigned)]
    [OnEveryDatabase("extra", JournalFlawKind.CheckpointUnreadable)]
    public async Task A_changed_checkpoint_is_named_by_its_file(Engine engine, string field, JournalFlawKind kind)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(3);
        await bench.CheckpointAsync();
        var file = Assert.Single(bench.CheckpointFiles);
        var json = JsonNode.Parse(File.ReadAllText(file))!;

        json[field] = field switch { "number" => 2, "at" => "2026-03-04T00:00:00Z", "instance" => Guid.NewGuid().ToString(), "hash" => new string('a', 64), _ => "AAAA" };
        File.WriteAllText(file, json.ToJsonString());

        var flaw = Assert.Single((await bench.VerifyAsync()).Flaws);
        Assert.Equal((kind, Path.GetFileName(file)), (flaw.Kind, flaw.Checkpoint));
    }

    [Theory, OnEveryDatabase]
    public async Task Checkpoints_of_another_program_and_another_key_beside_them_are_refused(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await using var another = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(1);
        await bench.CheckpointAsync();
        await another.SealedAsync(1);
        await another.CheckpointAsync();

        Assert.Equal(
            [(JournalFlawKind.CheckpointNotSigned, CheckpointFolder.PublicKeyFile), (JournalFlawKind.CheckpointNotSigned, "checkpoint-000000000001.json")],
            (await bench.VerifyAsync(another.Checkpoints.Folder)).Flaws.Select(f => (f.Kind, f.Checkpoint!)));

        File.Delete(Path.Combine(bench.Database.Options.Folder, "instance"));
        InstanceId.Write(bench.Database.Options.Folder, Guid.NewGuid());
        Assert.Equal([JournalFlawKind.CheckpointOfAnother], (await bench.VerifyAsync()).Flaws.Select(f => f.Kind));
    }

    [Theory, OnEveryDatabase]
    public async Task Copies_kept_elsewhere_still_hold_when_the_folder_here_is_emptied(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(3);
        await bench.CheckpointAsync();
        using var elsewhere = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(bench.Checkpoints.Folder))
            File.Move(file, Path.Combine(elsewhere.Path, Path.GetFileName(file)));

        Assert.Equal((true, 1), (await bench.VerifyAsync(elsewhere.Path)) is var report ? (report.IsSound, report.Checkpoints) : default);
        await bench.SqlAsync($"DELETE FROM journal_seals");
        Assert.Contains((await bench.VerifyAsync(elsewhere.Path)).Flaws, f => f.Kind is JournalFlawKind.Truncated);
    }

    [Theory, OnEveryDatabase]
    public async Task A_checkpoint_is_due_after_so_many_lines_or_so_much_time_and_not_before(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        bench.Checkpoints = bench.Checkpoints with { EverySeals = 5, Every = TimeSpan.FromMinutes(15) };
        Assert.Equal(0, await bench.CheckpointAsync(now: false));

        await bench.SealedAsync(4);
        Assert.Equal(0, await bench.CheckpointAsync(now: false));
        await bench.SealedAsync(1);
        Assert.Equal(5, await bench.CheckpointAsync(now: false));

        await bench.SealedAsync(1);
        bench.Database.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(5, await bench.CheckpointAsync(now: false));
        bench.Database.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(6, await bench.CheckpointAsync(now: false));

        bench.Database.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(6, await bench.CheckpointAsync(now: true));
        Assert.Equal(2, bench.CheckpointFiles.Length);
    }

    [Fact]
    public async Task Anybody_can_check_the_signature_with_openssl()
    {
        await using var bench = await JournalBench.OnAsync(Engine.Sqlite);
        await bench.SealedAsync(1);
        await bench.CheckpointAsync();
        var checkpoint = Checkpoint.Read(File.ReadAllBytes(bench.CheckpointFiles[0]))!;
        using var folder = new TemporaryFolder();
        string words = Path.Combine(folder.Path, "words"), signature = Path.Combine(folder.Path, "signature");
        File.WriteAllText(words, Checkpoint.SignedWords(checkpoint.Instance, checkpoint.Number, checkpoint.Hash, checkpoint.At));
        File.WriteAllBytes(signature, Convert.FromBase64String(checkpoint.Signature));

        Assert.Equal(0, await OpenSslAsync());
        File.AppendAllText(words, "x");
        Assert.NotEqual(0, await OpenSslAsync());

        async Task<int> OpenSslAsync()
        {
            var start = new ProcessStartInfo("openssl",
                ["dgst", "-sha256", "-verify", Path.Combine(bench.Checkpoints.Folder, CheckpointFolder.PublicKeyFile), "-signature", signature, words])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }
}
