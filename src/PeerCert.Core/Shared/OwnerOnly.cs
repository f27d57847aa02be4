using System.Runtime.InteropServices;

namespace PeerCert.Core.Shared;

/// <summary>Files and folders that only the program's own user may open, and that survive a power cut once written.</summary>
public static class OwnerOnly
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder700 = File600 | UnixFileMode.UserExecute;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder and what is missing above it; a new folder's name is itself synced to disk.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Folder700);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent)
            SyncFolder(parent);
    }

    /// <summary>Opens a file that does not exist yet.</summary>
    public static FileStream CreateFile(string path) => new(path, Writing());

    /// <summary>Writes a new small file whole or not at all: temporary file, sync, rename, sync of the folder. Never replaces one.</summary>
    public static void WriteWhole(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = CreateFile(temporary))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: false);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        SyncFolder(folder);
    }

    /// <summary>Whether anybody but the owner may do anything with the file.</summary>
    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    /// <summary>Syncs the names in a folder, without which a renamed file can be lost with the power. Windows keeps its own log of names.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = open(path, flags: 0);
        if (folder < 0)
            throw new IOException($"open of a folder failed ({Marshal.GetLastPInvokeError()})");
        try
        {
            if (fsync(folder) != 0 && Marshal.GetLastPInvokeError() is var error && error != NotSupportedHere)
                throw new IOException($"fsync of a folder failed ({error})", error);
        }
        finally
        {
            _ = close(folder);
        }
    }

    /// <summary>The path with every link on it followed, as far as it exists.</summary>
    public static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } parent)
            return full;
        var here = Path.Combine(Real(parent), Path.GetFileName(full));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return info.LinkTarget is null ? here : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? here;
    }

    private static FileStreamOptions Writing()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = File600;
        return options;
    }

    private const int NotSupportedHere = 22;   // EINVAL: some network file systems cannot sync a folder and need not

#pragma warning disable SYSLIB1054, CA2101 // three calls with plain arguments: not worth unsafe code in the whole project
    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int fd);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int fd);
#pragma warning restore SYSLIB1054, CA2101
}
