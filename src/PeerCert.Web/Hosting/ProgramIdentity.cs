namespace PeerCert.Web.Hosting;

/// <summary>Who runs this program: shown in the header, in titles and on the certificate. From the settings file.</summary>
public sealed class ProgramIdentity
{
    public const string Section = "Program";

    public string Name { get; set; } = "PeerCert";
    public string EntityName { get; set; } = "";

    /// <summary>Who stands on the certificate: the entity, or the program where no entity is named.</summary>
    public string Issuer => EntityName is { Length: > 0 } entity ? entity : Name;

    /// <summary>Where people find the program: the address that stands in mail. Never taken from a request, which anybody can word.</summary>
    public string Address { get; set; } = "";

    public string ContactEmail { get; set; } = "";
    public string TimeZone { get; set; } = "America/Los_Angeles";
}
