using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>
/// Checkpoints as small files, one beside the other and never replaced, with the public key. The operator copies the
/// folder to where nobody who can change the database can reach.
/// </summary>
public sealed class CheckpointFolder(string folder)
{
    public const string PublicKeyFile = "public-key.pem";

    private const string Prefix = "checkpoint-";

    private long? _last;

    /// <summary>The highest number written, by the files' names; they are listed once, since the folder only grows.</summary>
    public long LastNumber => _last ??= Files()
        .Select(f => long.TryParse(Path.GetFileNameWithoutExtension(f)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
        .DefaultIfEmpty(0).Max();

    /// <summary>Every file that looks like a checkpoint; null instead of one that cannot be read.</summary>
    public IEnumerable<(string File, Checkpoint? Checkpoint)> Read() =>
        Files().Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), Checkpoint.Read(File.ReadAllBytes(f))));

    /// <summary>Writes it unless that number is already there. Returns whether it did.</summary>
    public bool Write(Checkpoint checkpoint, ECDsa key)
    {
        OwnerOnly.CreateFolder(folder);
        WriteNew(PublicKeyFile, Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n"));
        var written = WriteNew(checkpoint.FileName, checkpoint.Write());
        _last = Math.Max(LastNumber, checkpoint.Number);
        return written;
    }

    /// <summary>The public key beside the checkpoints, as text; null where there is none.</summary>
    public string? PublicKey => Path.Combine(folder, PublicKeyFile) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    private string[] Files() => Directory.Exists(folder) ? Directory.GetFiles(folder, $"{Prefix}*.json") : [];

    private bool WriteNew(string name, byte[] content)
    {
        var file = Path.Combine(folder, name);
        if (File.Exists(file))
            return false;
        try
        {
            OwnerOnly.WriteWhole(file, content);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            return false;   // another node was first; what it wrote says the same
        }
    }
}
