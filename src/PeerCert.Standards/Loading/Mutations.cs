using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>One value of a standard, changed by one unit: where it stands, what it says and what was tried.</summary>
public sealed record Mutation(string File, int Line, string Path, string Before, string After);

/// <summary>How many changes were tried and which of them nobody noticed.</summary>
public sealed record MutationReport(int Tried, ImmutableArray<Mutation> Survivors);

/// <summary>
/// Changes every normative number, date, amount and flag by one unit, one at a time and both ways, and asks whether the
/// loader refuses it or some case comes out otherwise. A figure that nothing notices is proven by nothing.
/// </summary>
public static partial class Mutations
{
    /// <summary>Keys whose values name or explain, and decide nothing.</summary>
    private static readonly string[] Names = ["format", "version", "authority", "name", "tag", "title", "cite", "falsified", "note", "documents", "pack", "id", "wording", "provenance"];

    /// <summary>Tries every change in a folder that loads and whose cases come out as written.</summary>
    public static MutationReport Run(string folder, CancellationToken ct)
    {
        var files = new StandardsFiles(folder);
        var library = StandardsLoader.Load(files).Library ?? throw new ArgumentException("The folder does not load.", nameof(folder));
        var governing = CaseFile.ReadGoverning(folder).Cases;
        var cases = library.Packs.ToDictionary(StandardsLoader.NameOf, p => CaseFile.ReadAll(folder, p).Cases);
        var tried = 0;
        var survivors = ImmutableArray.CreateBuilder<Mutation>();

        foreach (var name in cases.Keys)
            foreach (var file in Normative(files, name))
                Try(file, changed =>
                {
                    var errors = new List<LoadError>();
                    var pack = new PackReader(changed, name, OperatorSettings.Read(changed, errors), errors).Read();
                    return errors.Count > 0 || cases[name].Any(c => CaseRun.Differences(c, pack!).Length > 0);
                });

        foreach (var file in ((string[])["governing.yaml", OperatorSettings.File]).Where(files.Exists))
            Try(file, changed => StandardsLoader.Load(changed).Library is not { } loaded
                || governing.OfType<Case.Governed>().Any(c => CaseRun.Differences(c, loaded).Length > 0)
                || loaded.Packs.Any(p => cases[StandardsLoader.NameOf(p)].Any(c => CaseRun.Differences(c, p).Length > 0)));

        return new(tried, survivors.ToImmutable());

        void Try(string file, Func<StandardsFiles, bool> isNoticed)
        {
            var root = files.Read(file, [])!;
            foreach (var (mutation, node) in Of(file, root))
            {
                ct.ThrowIfCancellationRequested();
                tried++;
                if (!isNoticed(files.With(file, node)))
                    survivors.Add(mutation);
            }
        }
    }

    private static IEnumerable<string> Normative(StandardsFiles files, string pack) =>
        ((string[])["pack.yaml", "facts.yaml", "lifecycle.yaml", "clocks.yaml", "fees.yaml", "ethics.yaml", "exam.yaml", "ce.yaml", "specialisations.yaml", "settings.yaml", "demographics.yaml"])
            .Select(f => $"{pack}/{f}").Where(files.Exists)
            .Concat(files.In($"{pack}/requirements", "*.yaml")).Concat(files.In($"{pack}/amendments", "*.yaml"));

    /// <summary>Every change of one file, each with the whole file as it would then be.</summary>
    private static IEnumerable<(Mutation Mutation, YamlNode Root)> Of(string file, YamlNode root) =>
        Below(root, "").SelectMany(place => Changes(place.Scalar).Select(after =>
            (new Mutation(file, place.Scalar.Line, place.Path, place.Scalar.Text, after), Replace(root, place.Scalar, place.Scalar with { Text = after }))));

    private static IEnumerable<(YamlNode.Scalar Scalar, string Path)> Below(YamlNode node, string path) => node switch
    {
        YamlNode.Scalar scalar => [(scalar, path)],
        YamlNode.Sequence list => list.Items.SelectMany((item, n) => Below(item, $"{path}[{n}]")
            // A first entry without a value says what would hold without it, so its day is no figure.
            .Where(p => !(n == 0 && p.Path.EndsWith("[0].from", StringComparison.Ordinal) && item is YamlNode.Mapping m && m["value"]?.Value is YamlNode.Scalar { IsNull: true }))),
        YamlNode.Mapping map => map.Entries.Where(e => !Names.Contains(e.Key)).SelectMany(e => Below(e.Value, path.Length == 0 ? e.Key : $"{path}.{e.Key}")),
        _ => [],
    };

    private static IEnumerable<string> Changes(YamlNode.Scalar scalar)
    {
        if (scalar.Whole is { } whole)
            return whole > 0 ? [$"{whole + 1}", $"{whole - 1}"] : [$"{whole + 1}"];
        if (scalar.Flag is { } flag)
            return [flag ? "false" : "true"];
        if (DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return [Written(day.AddDays(1)), Written(day.AddDays(-1))];
        if (Dollars().Match(scalar.Text) is { Success: true } match && decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is var amount)
            return amount > 0 ? [Written(amount + 0.01m), Written(amount - 0.01m)] : [Written(amount + 0.01m)];
        return [];
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Written(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"USD {amount:0.00}");

    private static YamlNode Replace(YamlNode node, YamlNode.Scalar old, YamlNode.Scalar with) => node switch
    {
        YamlNode.Scalar scalar => ReferenceEquals(scalar, old) ? with : scalar,
        YamlNode.Sequence list => list with { Items = [.. list.Items.Select(i => Replace(i, old, with))] },
        YamlNode.Mapping map => map with { Entries = [.. map.Entries.Select(e => e with { Value = Replace(e.Value, old, with) })] },
        _ => node,
    };

    [GeneratedRegex(@"^USD ([0-9]+\.[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Dollars();
}
