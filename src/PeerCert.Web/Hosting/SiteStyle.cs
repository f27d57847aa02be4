using Microsoft.AspNetCore.StaticAssets;

namespace PeerCert.Web.Hosting;

/// <summary>Where the style sheet is: under a name that carries its hash, so that a browser keeps it for a year.</summary>
public sealed class SiteStyle(EndpointDataSource endpoints, IWebHostEnvironment environment)
{
    private const string Plain = "css/site.css";
    private string? _path;

    public string Path => _path ??= "/" + (endpoints.Endpoints
        .Select(e => e.Metadata.GetMetadata<StaticAssetDescriptor>())
        .FirstOrDefault(d => d is not null && d.Properties.Any(p => p.Name == "label" && p.Value == Plain))?.Route ?? Plain);

    /// <summary>The style sheet itself, for a page that stands alone.</summary>
    public string Sheet
    {
        get
        {
            if (_sheet is not null)
                return _sheet;
            using var reader = new StreamReader(environment.WebRootFileProvider.GetFileInfo(Plain).CreateReadStream());
            return _sheet = reader.ReadToEnd();
        }
    }

    private string? _sheet;
}
