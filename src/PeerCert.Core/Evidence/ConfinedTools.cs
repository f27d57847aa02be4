using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PeerCert.Core.Evidence;

/// <summary>What a tool said when it ended. <see cref="Stopped"/>: it took too long and was ended.</summary>
public sealed record ToolRun(int ExitCode, string Said, string Complained, bool Stopped)
{
    public bool Worked => ExitCode is 0 && !Stopped;
}

/// <summary>
/// Programs of others that look at files of strangers, each in a process of its own that may do little: with limits of
/// time, memory, file size and processes, an empty environment, an empty folder, as another user where the program is
/// root, and without a network where the system can do that. See docs/adr/evidence-previews-and-limits.md.
/// </summary>
public sealed class ConfinedTools(EvidenceOptions options) : IDisposable
{
    /// <summary>What has to be there, and the Debian package that brings it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Packages = new Dictionary<string, string>
    {
        ["pdfinfo"] = "poppler-utils",
        ["pdftoppm"] = "poppler-utils",
        ["vipsheader"] = "libvips-tools",
        ["vipsthumbnail"] = "libvips-tools",
        ["prlimit"] = "util-linux",
        ["setpriv"] = "util-linux",
        ["timeout"] = "coreutils",
    };

    /// <summary>The most that is read of what a tool prints.</summary>
    private const int MostSaid = 64 * 1024;

    private const long LargestOutput = 64 * 1024 * 1024;

    /// <summary>Of one user, so only where that user is nobody else.</summary>
    private const int MostProcesses = 64;

    private const int MostThreads = 1024;

    private readonly SemaphoreSlim _atOnce = new(Environment.ProcessorCount);
    private readonly SemaphoreSlim _probing = new(1);
    private string[]? _noNetwork;

    /// <summary>The packages that are missing; files are refused until none is.</summary>
    public IReadOnlyList<string> MissingPackages =>
        [.. Packages.Where(p => Find(p.Key) is null).Select(p => p.Value).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A folder that is empty but for the file to be looked at; gone when disposed.</summary>
    public Task<ToolFolder> OpenFolderAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct) => OpenFolderAsync(name, content, options.ToolUser, ct);

    /// <summary>The same for the browser, which is a user of its own: its many threads would count against the tools'.</summary>
    public Task<ToolFolder> OpenBrowserFolderAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct) => OpenFolderAsync(name, content, options.BrowserUser, ct);

    private async Task<ToolFolder> OpenFolderAsync(string name, ReadOnlyMemory<byte> content, int user, CancellationToken ct)
    {
        var folder = new ToolFolder(Directory.CreateTempSubdirectory("peercert-look-").FullName);
        try
        {
            var file = folder.PathOf(name);
            await using (var written = new FileStream(file, FileMode.CreateNew))
                await written.WriteAsync(content, ct);
            if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
            {
                // Only the other user may enter the folder, so whoever else reads the mode finds a closed door.
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
                await StartAsync(folder, ["chown", $"{user}:{user}", folder.Path], ct);
            }
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Whether a program can be run.</summary>
    public bool IsThere(string tool) => Find(tool) is not null;

    /// <summary>Runs one tool in its folder.</summary>
    public Task<ToolRun> RunAsync(ToolFolder folder, string tool, IReadOnlyList<string> arguments, CancellationToken ct) =>
        RunAsync(folder, tool, arguments, options.ToolUser, [$"--as={options.ToolMegabytes * 1024L * 1024}"], MostProcesses, ct);

    /// <summary>Runs a browser in its folder: it sets much more memory aside than it uses, and has many threads.</summary>
    public Task<ToolRun> RunBrowserAsync(ToolFolder folder, string browser, IReadOnlyList<string> arguments, CancellationToken ct) =>
        RunAsync(folder, browser, arguments, options.BrowserUser, [], MostThreads, ct);

    private async Task<ToolRun> RunAsync(ToolFolder folder, string tool, IReadOnlyList<string> arguments, int user, string[] memory, int processes, CancellationToken ct)
    {
        await _atOnce.WaitAsync(ct);
        try
        {
            return await StartAsync(folder, [.. await NoNetworkAsync(folder, ct), .. Limits(user, memory, processes), Find(tool) ?? tool, .. arguments], ct);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    public void Dispose()
    {
        _atOnce.Dispose();
        _probing.Dispose();
    }

    private IEnumerable<string> Limits(int account, string[] memory, int processes)
    {
        var user = account.ToString(CultureInfo.InvariantCulture);
        if (Environment.IsPrivilegedProcess)
            foreach (var part in new[] { "setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--inh-caps=-all", "--no-new-privs", "--" })
                yield return part;
        yield return "prlimit";
        yield return $"--cpu={options.ToolSeconds}";
        foreach (var limit in memory)
            yield return limit;
        yield return $"--fsize={LargestOutput}";
        yield return "--core=0";
        if (Environment.IsPrivilegedProcess)
            yield return $"--nproc={processes}";
        yield return "--";
        yield return "timeout";
        yield return "--signal=KILL";
        yield return options.ToolSeconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>How to go without a network here: a namespace of its own, which some systems allow only to root and some not at all.</summary>
    private async Task<string[]> NoNetworkAsync(ToolFolder folder, CancellationToken ct)
    {
        if (_noNetwork is { } known)
            return known;
        await _probing.WaitAsync(ct);
        try
        {
            if (_noNetwork is null && Find("unshare") is not null)
                foreach (var way in new string[][] { ["unshare", "--net", "--"], ["unshare", "--user", "--map-current-user", "--net", "--"] })
                    if (_noNetwork is null && (await StartAsync(folder, [.. way, "true"], ct)).Worked)
                        _noNetwork = way;
            return _noNetwork ??= [];
        }
        finally
        {
            _probing.Release();
        }
    }

    private async Task<ToolRun> StartAsync(ToolFolder folder, IReadOnlyList<string> command, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Find(command[0]) ?? command[0])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
            UseShellExecute = false,
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = options.ToolPath;
        start.Environment["HOME"] = start.Environment["TMPDIR"] = folder.Path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";   // only readers that libvips itself trusts with files of strangers

        using var process = Process.Start(start) ?? throw new InvalidOperationException(command[0]);
        // timeout ends the tool; this ends timeout itself where something keeps it
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(options.ToolSeconds + 5));
        try
        {
            process.StandardInput.Close();
            var said = ReadAsync(process.StandardOutput, patience.Token);
            var complained = ReadAsync(process.StandardError, patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await said, await complained, Stopped: process.ExitCode is Killed or TimedOut or OutOfProcessor);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(Killed, "", "", Stopped: true);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private const int Killed = 137, TimedOut = 124, OutOfProcessor = 152;

    /// <summary>Reads all of it, so that the tool never waits, and keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader from, CancellationToken ct)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await from.ReadAsync(buffer, ct)) > 0)
            if (kept.Length < MostSaid)
                kept.Append(buffer, 0, read);
        return kept.ToString();
    }

    private string? Find(string tool) =>
        options.ToolPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
}

/// <summary>Where a tool works: one file in, pictures out.</summary>
public sealed class ToolFolder(string path) : IDisposable
{
    public string Path { get; } = path;

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What the tool made, by name. A link would lead out of the folder, and whoever follows it may read more than the tool may.</summary>
    public IReadOnlyList<string> Made(string start, string end) =>
    [
        .. Directory.EnumerateFiles(Path)
            .Where(f => System.IO.Path.GetFileName(f) is { } name && name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal))
            .Where(f => new FileInfo(f) is { LinkTarget: null, Length: > 0 })
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the system's own sweep of temporary folders takes it
        }
    }
}
