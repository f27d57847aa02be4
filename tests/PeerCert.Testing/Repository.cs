namespace PeerCert.Testing;

/// <summary>Where the repository lies, for tests that read its files. The folder of the solution, looked for upwards.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Standards => Path.Combine(Root, "standards");

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PeerCert.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {from} holds PeerCert.slnx.");
    }
}
