using System.Security.Cryptography;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Evidence;

/// <summary>
/// Evidence in a folder of this machine or one that all nodes share. A file lies in one of 256 folders by the last two
/// digits of its id: those are random, the first ones are time. Memory is bounded whatever the file's length.
/// </summary>
public sealed class FileEvidenceStore(EvidenceOptions options, IMasterKey master) : IEvidenceStore
{
    private const int KeyLength = 32;
    private const int AskAtOnce = 500;
    private const string Field = "File";

    /// <summary>How the temporary file is made: a full disk in tests stands here.</summary>
    internal Func<string, Stream> Create { get; init; } = OwnerOnly.CreateFile;

    public async Task<Result<StoredEvidence>> PutAsync(Stream content, CancellationToken ct)
    {
        byte[] chunk = new byte[SealedChunks.ChunkLength], next = new byte[SealedChunks.ChunkLength];
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        try
        {
            var length = await content.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, ct);
            if (length is 0)
                return Refuse("evidence.empty");
            if (EvidenceKind.Of(chunk.AsSpan(0, length)) is not { } contentType)
                return Refuse("evidence.not-a-kind-we-take");

            var id = Id<EvidenceFile>.New();
            var path = PathOf(id);
            var (file, finished) = (Stream.Null, false);
            if (Try(() => file = Begin(path)) is { } noRoom)
                return noRoom;
            try
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                using var chunks = new SealedChunks(key, id.Value);
                var (index, total, sealedChunk) = (0L, 0L, new byte[SealedChunks.SealedLength]);
                while (length > 0)
                {
                    if ((total += length) > options.LargestFile)
                        return Refuse("evidence.too-large", new Argument.Count("megabytes", options.LargestFile / (1024 * 1024)));
                    hash.AppendData(chunk, 0, length);
                    // only what follows tells whether this chunk is the last, also where the length is a multiple of the chunk's
                    var following = await content.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, ct);
                    chunks.Seal(index++, last: following is 0, chunk.AsSpan(0, length), sealedChunk);
                    if (await TryAsync(() => file.WriteAsync(sealedChunk.AsMemory(0, length + SealedChunks.TagLength), ct)) is { } full)
                        return full;
                    (chunk, next, length) = (next, chunk, following);
                }
                if (Try(() => Finish(file, path)) is { } lost)
                    return lost;
                finished = true;
                return new StoredEvidence(id, contentType, total, Convert.ToHexStringLower(hash.GetHashAndReset()), master.Wrap(key, PurposeOf(id)));
            }
            finally
            {
                Abandon(file, finished ? null : TemporaryOf(path));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(chunk);
            CryptographicOperations.ZeroMemory(next);
        }
    }

    public async Task<Result<Stream>> OpenAsync(Id<EvidenceFile> id, byte[] wrappedKey, CancellationToken ct)
    {
        FileStream? file = null;
        SealedChunks? chunks = null;
        try
        {
            var key = master.Unwrap(wrappedKey, PurposeOf(id));
            chunks = new(key, id.Value);
            CryptographicOperations.ZeroMemory(key);
            file = new(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            var opened = new OpenedEvidence(file, chunks);
            await opened.CheckAsync(ct);
            return opened;
        }
        catch (Exception e) when (e is CryptographicException or FileNotFoundException or DirectoryNotFoundException)
        {
            Close();
            return new Problem.Refused("evidence-damaged", Text.Of("evidence.damaged"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Close();
            return new Problem.Unavailable();
        }
        catch
        {
            Close();
            throw;
        }

        void Close()
        {
            chunks?.Dispose();
            file?.Dispose();
        }
    }

    public async Task<int> SweepAsync(KnownEvidence known, DateTime before, CancellationToken ct)
    {
        if (!Directory.Exists(options.Folder))
            return 0;
        var removed = 0;
        foreach (var asked in Old(before).Chunk(AskAtOnce))
        {
            var ids = asked.Select(IdOf).OfType<Id<EvidenceFile>>().ToList();
            var named = await known(ids, ct);
            foreach (var path in asked.Where(path => IdOf(path) is not { } id || !named.Contains(id)))
            {
                File.Delete(path);
                removed++;
            }
        }
        return removed;
    }

    /// <summary>Finished and unfinished files of ours; what else somebody put there is not ours to remove.</summary>
    private IEnumerable<string> Old(DateTime before) =>
        Directory.EnumerateDirectories(options.Folder)
            .SelectMany(Directory.EnumerateFiles)
            .Where(path => Path.GetExtension(path) is Temporary || IdOf(path) is not null)
            .Where(path => File.GetLastWriteTimeUtc(path) < before);

    private const string Finished = ".enc", Temporary = ".tmp";

    private static Id<EvidenceFile>? IdOf(string path) =>
        Path.GetExtension(path) is Finished && Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "N", out var id) ? new Id<EvidenceFile>(id) : null;

    private string PathOf(Id<EvidenceFile> id) => Path.Combine(options.Folder, $"{id.Value:N}"[^2..], $"{id.Value:N}{Finished}");

    private static string TemporaryOf(string path) => Path.ChangeExtension(path, Temporary);

    private static string PurposeOf(Id<EvidenceFile> id) => $"evidence:{id.Value:N}";

    private Stream Begin(string path)
    {
        OwnerOnly.CreateFolder(options.Folder);
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        var file = Create(TemporaryOf(path));
        try
        {
            file.Write(SealedChunks.Magic);
            return file;
        }
        catch
        {
            Abandon(file, TemporaryOf(path));
            throw;
        }
    }

    private static void Finish(Stream file, string path)
    {
        if (file is FileStream onDisk)
            onDisk.Flush(flushToDisk: true);
        else
            file.Flush();
        file.Dispose();
        File.Move(TemporaryOf(path), path, overwrite: false);
        OwnerOnly.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Closing a file on a full disk may fail once more; the sweep takes what cannot be removed now.</summary>
    private static void Abandon(Stream file, string? temporary)
    {
        _ = Try(file.Dispose);
        if (temporary is not null)
            _ = Try(() => File.Delete(temporary));
    }

    private static Problem.Unavailable? Try(Action onDisk)
    {
        try
        {
            onDisk();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new();
        }
    }

    private static async Task<Problem.Unavailable?> TryAsync(Func<ValueTask> onDisk)
    {
        try
        {
            await onDisk();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new();
        }
    }

    private static Problem.Invalid Refuse(string key, params Argument[] arguments) => Problem.Invalid.At(Field, Text.Of(key, arguments));
}
