using System.Diagnostics;

namespace PeerCert.Testing;

/// <summary>
/// A folder, for its owner only, that is there for one test; in memory where the machine has room for it. All of one
/// process lie in one folder whose lock file the process holds: what a killed process left is swept by the next one.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "peercert-tests-";
    private const long RoomNeeded = 1L << 30;

    private static readonly Lazy<string> OfThisProcess = new(CreateAndSweep);
    private static FileStream? _lock;

    public TemporaryFolder(string? under = null)
    {
        Path = System.IO.Path.Combine(under ?? OfThisProcess.Value, $"{Guid.NewGuid():n}");
        CreateOwnerOnly(Path);
    }

    public static string Root { get; } =
        Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > RoomNeeded ? "/dev/shm" : System.IO.Path.GetTempPath().TrimEnd('/');

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private static string CreateAndSweep()
    {
        var mine = System.IO.Path.Combine(Root, $"{Prefix}{Guid.NewGuid():n}");
        _lock = new($"{mine}.lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        CreateOwnerOnly(mine);
        if (!OperatingSystem.IsWindows())   // PostgreSQL, another user, must get through to a small disk
            File.SetUnixFileMode(mine, File.GetUnixFileMode(mine) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Remove(mine);
            _lock.Dispose();
        };
        foreach (var left in Directory.EnumerateFiles(Root, $"{Prefix}*.lock").Where(l => l != $"{mine}.lock"))
            Sweep(left);
        return mine;
    }

    private static void Sweep(string lockFile)
    {
        try
        {
            using var abandoned = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            Remove(lockFile[..^".lock".Length]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // held by a running process, or somebody else's
        }
    }

    private static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        if (File.Exists("/proc/mounts"))   // small disks that a killed test left mounted
            foreach (var mount in File.ReadLines("/proc/mounts").Select(l => l.Split(' ')[1]).Where(m => m.StartsWith(folder + "/", StringComparison.Ordinal)))
                Process.Start("umount", ["-l", mount]).WaitForExit();
        Directory.Delete(folder, recursive: true);
    }

    internal static void CreateOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
