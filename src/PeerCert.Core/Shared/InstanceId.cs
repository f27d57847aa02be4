using System.Text;

namespace PeerCert.Core.Shared;

/// <summary>Which running program a data folder belongs to: a random id, made at the first start, in the file <c>instance</c>.</summary>
public static class InstanceId
{
    public const string EvidenceFolder = "evidence";
    public const string CheckpointFolder = "checkpoints";

    public static Guid? Of(string dataFolder) =>
        FileOf(dataFolder) is var file && File.Exists(file) ? Guid.Parse(File.ReadAllText(file).Trim()) : null;

    internal static void Write(string dataFolder, Guid instance) =>
        OwnerOnly.WriteWhole(FileOf(dataFolder), Encoding.ASCII.GetBytes($"{instance}\n"));

    /// <summary>Whether there is something a wrong database could destroy: the sweep removes evidence that no row names.</summary>
    internal static bool HasData(string dataFolder) =>
        new[] { EvidenceFolder, CheckpointFolder }.Select(name => Path.Combine(dataFolder, name))
            .Any(folder => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any());

    private static string FileOf(string dataFolder) => Path.Combine(dataFolder, "instance");
}
