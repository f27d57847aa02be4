namespace PeerCert.Standards.Loading;

/// <summary>
/// The files of a standards folder as nodes, each read once. <see cref="With"/> gives the same folder with one file
/// changed in memory: that is how every figure is tried with another value.
/// </summary>
internal sealed class StandardsFiles(string folder)
{
    private readonly Dictionary<string, (YamlNode? Node, List<LoadError> Errors)> _read = [];

    public string Folder => folder;

    public bool Exists(string name) => File.Exists(Path.Combine(folder, name));

    /// <summary>The document in a file, or null where it was refused; errors name the file by its path in the folder.</summary>
    public YamlNode? Read(string name, List<LoadError> errors)
    {
        if (!_read.TryGetValue(name, out var read))
        {
            var found = new List<LoadError>();
            _read[name] = read = (YamlFile.Read(Path.Combine(folder, name), name, found), found);
        }

        errors.AddRange(read.Errors);
        return read.Node;
    }

    public string? ReadText(string name, List<LoadError> errors) => YamlFile.ReadText(Path.Combine(folder, name), name, errors);

    /// <summary>Files of a subfolder with that ending, as paths in the folder, in a fixed order.</summary>
    public IEnumerable<string> In(string subfolder, string pattern) =>
        Directory.Exists(Path.Combine(folder, subfolder))
            ? Directory.EnumerateFiles(Path.Combine(folder, subfolder), pattern).Select(f => $"{subfolder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal)
            : [];

    /// <summary>What lies in a subfolder and would not be read: other endings and folders.</summary>
    public IEnumerable<string> Strangers(string subfolder, string ending) =>
        Directory.EnumerateFileSystemEntries(Path.Combine(folder, subfolder)).Where(e => Directory.Exists(e) || Path.GetExtension(e) != ending)
            .Select(e => $"{subfolder}/{Path.GetFileName(e)}").Order(StringComparer.Ordinal);

    public StandardsFiles With(string name, YamlNode node)
    {
        var changed = new StandardsFiles(folder);
        foreach (var (file, read) in _read)
            changed._read[file] = read;
        changed._read[name] = (node, []);
        return changed;
    }
}
