using System.Diagnostics;

namespace PeerCert.Testing;

/// <summary>A theory that mounts a disk of its own, which only root can.</summary>
public sealed class TheoryAsRootAttribute : Xunit.TheoryAttribute
{
    public TheoryAsRootAttribute() => Skip = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? null! : "only root can mount a small disk";
}

/// <summary>A real disk of a few megabytes, in memory, that can be filled to the last byte.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _mountPoint = new();

    public SmallDisk(int megabytes) => Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0755", "tmpfs", Path);

    public string Path => _mountPoint.Path;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public void GiveTo(string user) => Run("chown", user, Path);

    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // full
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _mountPoint.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
