using System.Diagnostics;
using System.Security.Cryptography;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Evidence;

[Trait("Category", "Tools")]
public sealed class EvidenceFaultTests
{
    private const int Chunk = EvidenceBench.Chunk;

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(Chunk)]
    [InlineData(2 * Chunk)]
    [InlineData(FullDisk.AtSync)]
    public async Task A_disk_that_fills_up_refuses_and_leaves_nothing_behind(int room)
    {
        using var bench = new EvidenceBench(path => new FullDisk(OwnerOnly.CreateFile(path), room));

        var refused = (await bench.Store.PutAsync(new MemoryStream(EvidenceBench.Pdf(3 * Chunk)), default)).Problem;

        Assert.IsType<Problem.Unavailable>(refused);
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task On_a_real_full_disk_it_is_the_same_and_a_small_file_still_fits()
    {
        using var folder = new TemporaryFolder();
        // without the right to mount, the theory above is what stands for this
        if (!Run("mount", "-t", "tmpfs", "-o", "size=256k", "peercert-test", folder.Path))
            return;
        try
        {
            using var master = new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Length));
            var store = new FileEvidenceStore(new(Path.Combine(folder.Path, "evidence")), master);

            Assert.IsType<Problem.Unavailable>((await store.PutAsync(new MemoryStream(EvidenceBench.Pdf(10 * Chunk)), default)).Problem);
            Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
            Assert.Null((await store.PutAsync(new MemoryStream(EvidenceBench.Pdf(Chunk)), default)).Problem);
        }
        finally
        {
            Run("umount", folder.Path);
        }
    }

    [Fact]
    public async Task A_sender_who_breaks_off_leaves_nothing_behind()
    {
        using var bench = new EvidenceBench();

        await Assert.ThrowsAsync<IOException>(() => bench.Store.PutAsync(new BreaksOff(EvidenceBench.Pdf(3 * Chunk), after: 2 * Chunk), default));

        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task The_sweep_takes_old_orphans_and_unfinished_files_and_nothing_else()
    {
        using var bench = new EvidenceBench();
        StoredEvidence named = await bench.Put(EvidenceBench.Pdf(10)), orphan = await bench.Put(EvidenceBench.Pdf(10)), young = await bench.Put(EvidenceBench.Pdf(10));
        var shard = Path.GetDirectoryName(bench.FileOf(orphan))!;
        string unfinished = Path.Combine(shard, "0.tmp"), unfinishedNow = Path.Combine(shard, "1.tmp"), foreign = Path.Combine(shard, "readme.txt");
        foreach (var file in new[] { unfinished, unfinishedNow, foreign })
            File.WriteAllText(file, "");
        var before = new DateTime(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc);
        foreach (var old in new[] { bench.FileOf(named), bench.FileOf(orphan), unfinished, foreign })
            File.SetLastWriteTimeUtc(old, before.AddSeconds(-1));
        foreach (var late in new[] { bench.FileOf(young), unfinishedNow })
            File.SetLastWriteTimeUtc(late, before);
        string[] kept = [bench.FileOf(named), bench.FileOf(young), unfinishedNow, foreign];

        Assert.Equal(2, await bench.Store.SweepAsync(Knows(named), before, default));
        Assert.Equal(0, await bench.Store.SweepAsync(Knows(named), before, default));

        Assert.Equal(kept.Order(), bench.Files.Order());
        Assert.Null(await bench.ProblemOpening(named));
    }

    [Fact]
    public async Task A_sweep_before_the_first_file_finds_nothing()
    {
        using var bench = new EvidenceBench();

        Assert.Equal(0, await bench.Store.SweepAsync(Knows(), DateTime.MaxValue, default));
    }

    private static KnownEvidence Knows(params StoredEvidence[] named) =>
        (asked, _) => Task.FromResult<IReadOnlySet<Id<EvidenceFile>>>(asked.Intersect(named.Select(n => n.Id)).ToHashSet());

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode is 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>A file on a disk with room for so many bytes.</summary>
    private sealed class FullDisk(Stream file, int room) : MemoryStream
    {
        public const int AtSync = int.MaxValue;
        private readonly bool _failsAtSync = room == AtSync;
        private int _room = room;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Take(buffer.Length);
            file.Write(buffer);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Take(buffer.Length);
            return file.WriteAsync(buffer, cancellationToken);
        }

        public override void Flush()
        {
            if (_failsAtSync)
                throw NoSpace();
        }

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }

        private void Take(int length)
        {
            if ((_room -= length) < 0)
                throw NoSpace();
        }

        private static IOException NoSpace() => new("No space left on device", 28);
    }

    private sealed class BreaksOff(byte[] content, int after) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= after ? throw new IOException("the sender is gone") : base.ReadAsync(buffer, cancellationToken);
    }
}
