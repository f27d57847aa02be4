using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>
/// What an operator chose otherwise than a pack proposes, each from a day on. The file is one for all packs, and stamped,
/// so that a decision can say with which choices it was made.
/// </summary>
internal sealed class OperatorSettings
{
    public const string File = "operator.yaml";

    private readonly Dictionary<string, Field> _packs = [];
    private readonly Dictionary<string, Amendment> _stamped = [];

    /// <summary>The choices of the folder; none where the file is not there.</summary>
    public static OperatorSettings Read(StandardsFiles files, List<LoadError> errors)
    {
        var chosen = new OperatorSettings();
        if (!files.Exists(File) || files.Read(File, errors) is not { } node)
            return chosen;

        var map = new Reading(File, errors, []).Root(node).Map("format", "settings");
        map.Required("format").OneOf("1");
        foreach (var pack in map.Required("settings").Named())
        {
            chosen._packs[pack.Name] = pack;
            var canonical = CanonicalJson.Write(pack.Node.ToJson());
            chosen._stamped[pack.Name] = new(new("operator", CanonicalJson.Sha256(canonical)), default, canonical);
        }

        return chosen;
    }

    /// <summary>The choices for a pack, stamped; null where there are none.</summary>
    public Amendment? StampedFor(string pack) => _stamped.GetValueOrDefault(pack);

    /// <summary>Later choices for one setting. A flag stays a flag and a number a number.</summary>
    public IEnumerable<Chosen> For(string pack, string setting, string proposed, Citation source)
    {
        DateOnly? before = null;
        foreach (var item in _packs.GetValueOrDefault(pack)?.Named().FirstOrDefault(f => f.Name == setting)?.List() ?? [])
        {
            var map = item.Map("from", "value", "note");
            var from = map.Required("from").Day();
            if (from <= before)
                map.Required("from").Refuse(Fault.Overlapping(from));
            before = from;
            var value = map.Required("value");
            yield return new(from, Like(value, proposed), source, map.Optional("note")?.Text());
        }
    }

    public void RefuseUnknown(string pack, IEnumerable<string> settings)
    {
        foreach (var field in _packs.GetValueOrDefault(pack)?.Named() ?? [])
            if (!settings.Contains(field.Name))
                field.Refuse(Fault.SettingUnknown(field.Name));
    }

    public void RefusePacksOtherThan(IEnumerable<string> packs, List<LoadError> errors)
    {
        foreach (var (name, field) in _packs)
            if (!packs.Contains(name))
                new Reading(File, errors, []).Refuse(field.Line, Fault.Undeclared("pack", name, "a folder of that name"));
    }

    private static string Like(Field value, string proposed) => proposed switch
    {
        "true" or "false" => value.OneOf("true", "false"),
        _ when proposed.All(char.IsAsciiDigit) => $"{value.Count()}",
        _ => value.Word(),
    };
}
