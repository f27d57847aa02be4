using System.Security.Cryptography;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;

namespace PeerCert.Tests.Evidence;

[Trait("Category", "Tools")]
public sealed class EvidenceStoreTests
{
    private const int Chunk = EvidenceBench.Chunk;
    private const int TenMegabytes = (int)EvidenceOptions.TenMegabytes;

    [Theory]
    [InlineData(5)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(2 * Chunk)]
    [InlineData(TenMegabytes)]
    public async Task What_was_put_away_comes_back_the_same(int length)
    {
        using var bench = new EvidenceBench();
        var content = EvidenceBench.Pdf(length);

        var stored = await bench.Put(content);

        Assert.Equal(content, await bench.Read(stored));
        Assert.Equal((length, "application/pdf"), (stored.Length, stored.ContentType));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), stored.Sha256);
    }

    [Fact]
    public async Task A_file_that_arrives_in_drips_is_the_same_file()
    {
        using var bench = new EvidenceBench();
        var content = EvidenceBench.Pdf(2 * Chunk + 7);

        Assert.True((await bench.Store.PutAsync(new Drips(content, 1000), default)).Succeeded(out var stored, out _));

        Assert.Equal(content, await bench.Read(stored));
    }

    [Theory]
    [InlineData(0, "evidence.empty")]
    [InlineData(TenMegabytes + 1, "evidence.too-large")]
    public async Task Empty_and_too_large_files_are_refused_at_their_field_and_leave_nothing(int length, string because)
    {
        using var bench = new EvidenceBench();
        var content = length is 0 ? [] : EvidenceBench.Pdf(length);

        var refused = (await bench.Store.PutAsync(new MemoryStream(content), default)).Problem;

        var field = Assert.Single(Assert.IsType<Problem.Invalid>(refused).Fields);
        Assert.Equal(("File", because), (field.Field, field.Message.Key));
        Assert.Empty(bench.Files);
    }

    [Theory]
    [InlineData("25504446 2D312E37", "application/pdf")]
    [InlineData("FFD8FFE0 00104A46", "image/jpeg")]
    [InlineData("89504E47 0D0A1A0A", "image/png")]
    [InlineData("89504E47 0D0A1A0B", null)]
    [InlineData("25504446", null)]
    [InlineData("FF", null)]
    [InlineData("4D5A9000", null)]
    [InlineData("3C68746D 6C3E", null)]
    [InlineData("504B0304", null)]
    [InlineData("47494638 39612020", null)]
    public async Task What_a_file_is_is_told_by_its_first_bytes(string start, string? contentType)
    {
        using var bench = new EvidenceBench();

        var result = await bench.Store.PutAsync(new MemoryStream(Convert.FromHexString(start.Replace(" ", ""))), default);

        Assert.Equal(contentType ?? "evidence.not-a-kind-we-take", result.Match(s => s.ContentType, p => ((Problem.Invalid)p).Fields[0].Message.Key));
    }

    [Fact]
    public async Task On_disk_nothing_can_be_read_and_only_the_owner_may_try()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var bench = new EvidenceBench();
        var content = EvidenceBench.Pdf(Chunk);

        var file = bench.FileOf(await bench.Put(content));

        Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf(content.AsSpan(100, 16)) >= 0);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public async Task The_same_file_twice_looks_different_on_disk()
    {
        using var bench = new EvidenceBench();
        var (one, other) = (await bench.Put(EvidenceBench.Pdf(100)), await bench.Put(EvidenceBench.Pdf(100)));

        Assert.NotEqual(File.ReadAllBytes(bench.FileOf(one)), File.ReadAllBytes(bench.FileOf(other)));
    }

    [Fact]
    public async Task A_part_can_be_read_from_the_middle_across_chunks()
    {
        using var bench = new EvidenceBench();
        var content = EvidenceBench.Pdf(3 * Chunk);
        var stored = await bench.Put(content);
        Assert.True((await bench.Store.OpenAsync(stored.Id, stored.WrappedKey, default)).Succeeded(out var opened, out _));
        await using var file = opened;

        file.Seek(-Chunk - 10, SeekOrigin.End);
        var part = new byte[20];
        await file.ReadExactlyAsync(part);
        file.Seek(Chunk - 3, SeekOrigin.Begin);
        var sync = new byte[6];
        file.ReadExactly(sync);

        Assert.Equal(content[(2 * Chunk - 10)..(2 * Chunk + 10)], part);
        Assert.Equal(content[(Chunk - 3)..(Chunk + 3)], sync);
    }

    [Theory]
    [InlineData("flip magic")]
    [InlineData("flip first chunk")]
    [InlineData("flip tag")]
    [InlineData("flip last byte")]
    [InlineData("cut one byte")]
    [InlineData("cut at a chunk")]
    [InlineData("cut all")]
    [InlineData("append a byte")]
    [InlineData("append a chunk")]
    [InlineData("swap chunks")]
    [InlineData("other file's bytes")]
    [InlineData("gone")]
    public async Task Whatever_is_done_to_the_bytes_the_file_does_not_open(string tampering)
    {
        const int header = 4, sealedChunk = Chunk + 16;
        using var bench = new EvidenceBench();
        var stored = await bench.Put(EvidenceBench.Pdf(3 * Chunk));
        var other = await bench.Put(EvidenceBench.Pdf(3 * Chunk));
        Assert.Null(await bench.ProblemOpening(stored));
        var path = bench.FileOf(stored);
        var bytes = File.ReadAllBytes(path);

        File.WriteAllBytes(path, tampering switch
        {
            "flip magic" => Flipped(0),
            "flip first chunk" => Flipped(header),
            "flip tag" => Flipped(header + Chunk),
            "flip last byte" => Flipped(bytes.Length - 1),
            "cut one byte" => bytes[..^1],
            "cut at a chunk" => bytes[..(header + 2 * sealedChunk)],
            "cut all" => [],
            "append a byte" => [.. bytes, 0],
            "append a chunk" => [.. bytes, .. bytes[^sealedChunk..]],
            "swap chunks" => [.. bytes[..header], .. bytes[(header + sealedChunk)..(header + 2 * sealedChunk)], .. bytes[header..(header + sealedChunk)], .. bytes[(header + 2 * sealedChunk)..]],
            _ => File.ReadAllBytes(bench.FileOf(other)),
        });
        if (tampering == "gone")
            File.Delete(path);

        Assert.Equal("evidence-damaged", await bench.ProblemOpening(stored));
        Assert.Null(await bench.ProblemOpening(other));

        byte[] Flipped(int at)
        {
            var copy = bytes.ToArray();
            copy[at] ^= 1;
            return copy;
        }
    }

    [Fact]
    public async Task A_key_opens_only_the_file_it_was_made_for()
    {
        using var bench = new EvidenceBench();
        var (one, other) = (await bench.Put(EvidenceBench.Pdf(10)), await bench.Put(EvidenceBench.Pdf(10)));

        Assert.Equal("evidence-damaged", await bench.ProblemOpening(one with { WrappedKey = other.WrappedKey }));
        File.Copy(bench.FileOf(one), bench.FileOf(other), overwrite: true);
        Assert.Equal("evidence-damaged", await bench.ProblemOpening(other with { WrappedKey = one.WrappedKey }));
        Assert.Null(await bench.ProblemOpening(one));
    }

    private sealed class Drips(byte[] content, int most) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
