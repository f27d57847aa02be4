namespace PeerCert.Web.Hosting;

/// <summary>The operator's video of the orientation and its captions, where they lie in the data folder.</summary>
public sealed class OrientationFiles(string folder)
{
    public const string FolderName = "orientation";

    public string? Video => Found("video.mp4");

    public string? Captions(string language) => Found($"captions.{language}.vtt");

    private string? Found(string name) => Path.Combine(folder, name) is var file && File.Exists(file) ? file : null;
}
