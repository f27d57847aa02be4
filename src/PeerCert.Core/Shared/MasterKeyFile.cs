using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Shared;

/// <summary>Where the master key and the data folder lie.</summary>
/// <param name="DataFolder">The folder with the embedded database, the evidence and the checkpoints.</param>
/// <param name="KeyFile">Configuration <c>PeerCert:MasterKeyFile</c>; without it a file of the user's configuration folder.</param>
public sealed record MasterKeyOptions(string DataFolder, string? KeyFile);

/// <summary>
/// The master key: 256 bits in a file apart from everything it protects. <see cref="OpenAsync"/> runs once at start,
/// after the migrations and before anything is wrapped.
/// </summary>
public sealed class MasterKeyFile(MasterKeyOptions options) : IMasterKey, IDisposable
{
    public const string CheckRow = "master-key-check";
    /// <summary>Name and purpose of the row with the mark.</summary>
    public const string MarkRow = "found-in-order";
    private const string CheckPurpose = "master-key-check";
    private const string Heading = "peercert-master-key-1";

    private MasterKey? _key;

    /// <summary>Where the key lies, and whether this start made it and must tell the operator to back it up apart.</summary>
    public sealed record Opened(Guid Instance, string Path, bool Created);

    /// <summary>Finds the key of this instance, or makes it at the very first start; refuses whatever does not belong together.</summary>
    public async Task<Result<Opened>> OpenAsync(PeerCertDb db, ProgramClock clock, CancellationToken ct)
    {
        OwnerOnly.CreateFolder(options.DataFolder);
        var folder = InstanceId.Of(options.DataFolder);
        var check = await db.StoredKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Name == CheckRow, ct);
        if (folder is null && check is not null)
            return Refuse("instance-other-folder", ("folder", options.DataFolder));
        if (folder is not null && check is null && InstanceId.HasData(options.DataFolder))
            return Refuse("instance-other-database", ("folder", options.DataFolder));

        var instance = folder ?? Guid.NewGuid();
        if (PathOf(instance) is not { } path)
            return Refuse("master-key-no-place");
        if (IsInside(options.DataFolder, path))
            return Refuse("master-key-inside-data-folder", ("path", path));

        var created = folder is null && !File.Exists(path);
        if (created)
            Create(path);
        if (!Load(path).Succeeded(out _, out var problem))
            return problem;

        if (check is not null)
            return Confirms(check, instance) is { } wrong ? wrong : new Opened(instance, path, created);
        if (folder is null)
            InstanceId.Write(options.DataFolder, instance);
        db.Add(new StoredKey { Name = CheckRow, Purpose = CheckPurpose, Wrapped = Wrap(instance.ToByteArray(), CheckPurpose), CreatedAt = clock.Now });
        return await db.TrySaveAsync(ct) is { } lost ? lost : new Opened(instance, path, created);
    }

    /// <summary>
    /// Opens the key where a mark, wrapped when <paramref name="inOrder"/> was last found in order, says the same of today. Null wherever anything is
    /// in doubt: <see cref="OpenAsync"/> then finds out what.
    /// </summary>
    public Opened? Reopen(byte[] mark, ReadOnlySpan<byte> inOrder)
    {
        if (InstanceId.Of(options.DataFolder) is not { } instance || PathOf(instance) is not { } path || IsInside(options.DataFolder, path) || Load(path).Problem is not null)
            return null;
        try
        {
            return Unwrap(mark, MarkRow).AsSpan().SequenceEqual(MarkOf(instance, inOrder)) ? new(instance, path, Created: false) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The mark for <see cref="Reopen"/>: of this instance, under this key.</summary>
    public StoredKey Mark(Opened opened, ReadOnlySpan<byte> inOrder, DateTime now) =>
        new() { Name = MarkRow, Purpose = MarkRow, Wrapped = Wrap(MarkOf(opened.Instance, inOrder), MarkRow), CreatedAt = now };

    private static byte[] MarkOf(Guid instance, ReadOnlySpan<byte> inOrder) => [.. instance.ToByteArray(), .. inOrder];

    public byte[] Wrap(ReadOnlySpan<byte> secret, string purpose) => Key.Wrap(secret, purpose);

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose) => Key.Unwrap(wrapped, purpose);

    public void Dispose() => _key?.Dispose();

    private MasterKey Key => _key ?? throw new InvalidOperationException("the master key is opened at start, before its first use");

    private string? PathOf(Guid instance) =>
        options.KeyFile is { Length: > 0 } configured ? Path.GetFullPath(configured)
        : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? Path.Combine(home, "peercert", $"{instance}.key")
            : null;

    private static void Create(string path)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        var key = RandomNumberGenerator.GetBytes(MasterKey.Length);
        OwnerOnly.WriteWhole(path, Encoding.ASCII.GetBytes($"{Heading} {Convert.ToBase64String(key)}\n"));
        CryptographicOperations.ZeroMemory(key);
    }

    private Result<Done> Load(string path)
    {
        if (!File.Exists(path))
            return Refuse("master-key-missing", ("path", path));
        if (OwnerOnly.IsOpenToOthers(path))
            return Refuse("master-key-open-to-others", ("path", path));
        var key = new byte[MasterKey.Length];
        if (File.ReadAllText(path).Trim().Split(' ') is not [Heading, var typed]
            || !Base64.IsValid(typed) || !Convert.TryFromBase64String(typed, key, out var length) || length != MasterKey.Length)
            return Refuse("master-key-unreadable", ("path", path));
        _key?.Dispose();
        _key = new(key);
        CryptographicOperations.ZeroMemory(key);
        return new Done();
    }

    private Problem.Refused? Confirms(StoredKey check, Guid instance)
    {
        try
        {
            return new Guid(Unwrap(check.Wrapped, CheckPurpose)) == instance ? null : Refuse("instance-other-folder", ("folder", options.DataFolder));
        }
        catch (CryptographicException)
        {
            return Refuse("master-key-wrong", ("path", PathOf(instance)!));
        }
    }

    private static bool IsInside(string folder, string path) =>
        !Path.GetRelativePath(OwnerOnly.Real(folder), OwnerOnly.Real(path)).StartsWith("..", StringComparison.Ordinal);

    private static Problem.Refused Refuse(string code, params Argument[] arguments) => new(code, Text.Of($"start.{code}", arguments));
}
