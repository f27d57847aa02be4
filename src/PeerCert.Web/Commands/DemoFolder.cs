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

    public static bool IsMarked(string folder) => File.Exists(Path.Combine(folder, Marker));

    /// <summary>The demo that a folder is or lies in; null where it is a real program's.</summary>
    public static string? Around(string folder) =>
        IsMarked(folder) ? folder
        : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) is { } above && IsMarked(above) ? above
        : null;

    /// <summary>The settings of the demo in <paramref name="folder"/>. Whatever is configured for a real program does not reach it.</summary>
    public static StartSettings Settings(Terminal terminal, string folder, string? urls = null) => new()
    {
        Time = terminal.Time,
        DataFolder = Path.Combine(folder, "data"),
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
