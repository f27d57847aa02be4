using System.Globalization;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Demo;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Commands;

/// <summary>
/// Where an invented program lives: a marked folder with the data one below its key, so that deleting the folder deletes
/// all of a demo.
/// </summary>
internal static class DemoFolder
{
    /// <summary>Marks a folder whose people are invented: a real program never starts on it, a demo on no other.</summary>
    public const string Marker = "this-is-a-demo";

    /// <summary>Is there once all invented people are.</summary>
    private const string Filled = "all-are-there";

    /// <summary>Holds how far ahead of the real time the demo stands; not there for one that stands on the real day.</summary>
    private const string Ahead = "ahead";

    /// <summary>Whether a start was ended before all people were there. What is there is of no use then.</summary>
    public static bool IsHalfFilled(string folder) => Directory.Exists(DataOf(folder)) && !File.Exists(Path.Combine(folder, Filled));

    public static void MarkFilled(string folder) => File.WriteAllText(Path.Combine(folder, Filled), "");

    /// <summary>Takes everything out of a demo that is running nowhere; a problem where it is.</summary>
    public static Problem? Empty(string folder)
    {
        if (!FolderLock.Take(DataOf(folder)).Succeeded(out var held, out var problem))
            return problem;
        using (held)
            foreach (var entry in Directory.EnumerateFileSystemEntries(DataOf(folder)))
                if (Directory.Exists(entry))
                    Directory.Delete(entry, recursive: true);
                else
                    File.Delete(entry);
        File.Delete(Path.Combine(folder, "master.key"));
        return null;
    }

    /// <summary>
    /// Lets the demo in a folder stand on a later day than today. It is chosen at the first start and kept: its clock runs on from ten in the morning of that day
    /// and never goes back.
    /// </summary>
    /// <param name="on">The day to stand on; null for the one that is kept, else today.</param>
    public static Problem? Stand(Terminal terminal, string folder, DateOnly? on)
    {
        var now = terminal.Time.GetUtcNow();
        var stands = DateOnly.FromDateTime((now + AheadOf(folder)).UtcDateTime);
        if (on is not { } day || day == stands)
            return null;
        if (File.Exists(Path.Combine(folder, Ahead)) || File.Exists(Path.Combine(folder, Filled)))
            return new Problem.Refused("demo-stands", Text.Of("start.demo-stands", ("day", stands), ("folder", folder)));
        var morning = new DateTimeOffset(day.ToDateTime(new(18, 0)), TimeSpan.Zero);
        if (morning < now)
            return new Problem.Refused("demo-past", Text.Of("start.demo-past", ("day", day)));
        File.WriteAllText(Path.Combine(folder, Ahead), (morning - now).ToString("c", CultureInfo.InvariantCulture));
        return null;
    }

    private static TimeSpan AheadOf(string folder) =>
        File.Exists(Path.Combine(folder, Ahead)) && TimeSpan.TryParseExact(File.ReadAllText(Path.Combine(folder, Ahead)), "c", CultureInfo.InvariantCulture, out var ahead) ? ahead : TimeSpan.Zero;

    private static string DataOf(string folder) => Path.Combine(folder, "data");

    public static bool IsMarked(string folder) => File.Exists(Path.Combine(folder, Marker));

    /// <summary>The demo that a folder is or lies in; null where it is a real program's.</summary>
    public static string? Around(string folder) =>
        IsMarked(folder) ? folder
        : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) is { } above && IsMarked(above) ? above
        : null;

    /// <summary>The settings of the demo in <paramref name="folder"/>. Whatever is configured for a real program does not reach it.</summary>
    public static StartSettings Settings(Terminal terminal, string folder, string? urls = null) => new()
    {
        Time = AheadOf(folder) is { Ticks: > 0 } ahead ? new LaterTime(terminal.Time, ahead) : terminal.Time,
        DataFolder = DataOf(folder),
        Overrides = new Dictionary<string, string?>
        {
            ["PeerCert:MasterKeyFile"] = Path.Combine(folder, "master.key"),
            ["ConnectionStrings:PeerCert"] = null,
            // Invented people have no mailboxes: whatever is written to them stays in this folder.
            ["Program:Address"] = urls?.Split(';')[0],
            ["Mail:Smtp:Host"] = null,
            ["Mail:From"] = "program@demo.example",
            ["Mail:ReturnTo"] = null,
            ["Mail:OutgoingFolder"] = null,
            ["Mail:ReturnedFolder"] = null,
        },
    };
}
