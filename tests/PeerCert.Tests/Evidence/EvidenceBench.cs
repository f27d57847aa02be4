using System.Security.Cryptography;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Evidence;

/// <summary>A store in a folder of its own, and files to put in it.</summary>
internal sealed class EvidenceBench : IDisposable
{
    public const int Chunk = 64 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly MasterKey _master = new(RandomNumberGenerator.GetBytes(MasterKey.Length));

    public EvidenceBench(Func<string, Stream>? create = null) : this(static options => options, create)
    {
    }

    public EvidenceBench(Func<EvidenceOptions, EvidenceOptions> settings, Func<string, Stream>? create = null)
    {
        Options = settings(new(Path.Combine(_folder.Path, "evidence")));
        Store = create is null ? new(Options, _master) : new(Options, _master) { Create = create };
        Tools = new(Options);
    }

    public ConfinedTools Tools { get; }

    /// <summary>Takes a file in as from a stranger.</summary>
    public Task<Result<TakenEvidence>> Take(byte[] content) =>
        new EvidenceIntake(Store, Tools, new ClamdScanner(Options), Options).TakeAsync(new MemoryStream(content), default);

    public async Task<TakenEvidence> Took(byte[] content) =>
        (await Take(content)).Match(taken => taken, problem => throw new InvalidOperationException(Because(problem)));

    public static string? Because(Result<TakenEvidence> result) => ((Problem.Invalid?)result.Problem)?.Fields[0].Message.Key;

    public EvidenceOptions Options { get; }

    public FileEvidenceStore Store { get; }

    public IEnumerable<string> Files => Directory.Exists(Options.Folder) ? Directory.EnumerateFiles(Options.Folder, "*", SearchOption.AllDirectories) : [];

    /// <summary>A file that begins like a PDF and is of this length; the same every time.</summary>
    public static byte[] Pdf(int length)
    {
        var bytes = new byte[length];
#pragma warning disable CA5394 // bytes to look at, not secrets
        new Random(length).NextBytes(bytes);
#pragma warning restore CA5394
        "%PDF-"u8.CopyTo(bytes);
        return bytes;
    }

    public async Task<StoredEvidence> Put(byte[] content) =>
        (await Store.PutAsync(new MemoryStream(content), default)).Match(stored => stored, problem => throw new InvalidOperationException(problem.Code));

    public string FileOf(StoredEvidence stored) => Files.Single(f => Path.GetFileNameWithoutExtension(f) == $"{stored.Id.Value:N}");

    public async Task<byte[]> Read(StoredEvidence stored)
    {
        Assert.True((await Store.OpenAsync(stored.Id, stored.WrappedKey, default)).Succeeded(out var opened, out _));
        await using (opened)
        {
            using var copy = new MemoryStream();
            await opened.CopyToAsync(copy);
            return copy.ToArray();
        }
    }

    public async Task<string?> ProblemOpening(StoredEvidence stored) =>
        (await Store.OpenAsync(stored.Id, stored.WrappedKey, default)).Match(
            opened =>
            {
                opened.Dispose();
                return null;
            },
            problem => (string?)problem.Code);

    public void Dispose()
    {
        Tools.Dispose();
        _master.Dispose();
        _folder.Dispose();
    }
}
