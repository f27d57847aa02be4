namespace PeerCert.Web.Hosting;

/// <summary>Who runs this program: shown in the header, in titles and on the certificate. From the settings file.</summary>
public sealed class ProgramIdentity
{
    public const string Section = "Program";

    public string Name { get; set; } = "PeerCert";
    public string EntityName { get; set; } = "";
    public string ContactEmail { get; set; } = "";
    public string TimeZone { get; set; } = "America/Los_Angeles";
}
