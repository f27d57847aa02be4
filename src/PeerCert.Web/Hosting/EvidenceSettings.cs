using System.Globalization;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Hosting;

/// <summary>What the settings say about files of evidence; and what is wrong with it, told before the program starts.</summary>
public sealed class EvidenceSettings(IConfiguration configuration)
{
    private const long Megabyte = 1024 * 1024;

    private static readonly EvidenceOptions Defaults = new("");

    private string? Clamd => configuration[Key("Clamd")] is { Length: > 0 } typed ? typed : null;

    /// <summary>What stands against starting; null where nothing does.</summary>
    public Problem? Check()
    {
        foreach (var setting in new[] { "LargestFileMegabytes", "MostPages", "MostMegapixels", "ToolSeconds", "ToolMegabytes", "ToolUser", "BrowserUser" })
            if (configuration[Key(setting)] is { Length: > 0 } typed && !(int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0))
                return new Problem.Refused("evidence-settings", Text.Of("start.evidence-number", ("setting", Key(setting))));
        return Clamd is { } address && ClamdAddress.Read(address) is null
            ? new Problem.Refused("evidence-settings", Text.Of("start.evidence-clamd", ("setting", Key("Clamd"))))
            : null;
    }

    public EvidenceOptions Options(string folder) => new(folder, configuration.GetValue(Key("LargestFileMegabytes"), Defaults.LargestFile / Megabyte) * Megabyte)
    {
        MostPages = configuration.GetValue(Key("MostPages"), Defaults.MostPages),
        MostMegapixels = configuration.GetValue(Key("MostMegapixels"), Defaults.MostMegapixels),
        ToolSeconds = configuration.GetValue(Key("ToolSeconds"), Defaults.ToolSeconds),
        ToolMegabytes = configuration.GetValue(Key("ToolMegabytes"), Defaults.ToolMegabytes),
        ToolUser = configuration.GetValue(Key("ToolUser"), Defaults.ToolUser),
        BrowserUser = configuration.GetValue(Key("BrowserUser"), Defaults.BrowserUser),
        ToolPath = configuration.GetValue(Key("ToolPath"), Defaults.ToolPath)!,
        Clamd = Clamd is { } address ? ClamdAddress.Read(address) : null,
    };

    private static string Key(string setting) => $"{EvidenceOptions.Section}:{setting}";
}
