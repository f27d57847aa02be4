using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>Reads a folder of standards. Whatever is wrong comes back as values, all of it at once.</summary>
public static class StandardsLoader
{
    private static readonly (string Key, GoverningQuestion Question)[] Questions =
    [
        ("filing", GoverningQuestion.Filing), ("standing", GoverningQuestion.Standing),
        ("conduct", GoverningQuestion.Conduct), ("fee", GoverningQuestion.Fee),
    ];

    /// <summary>Every pack below <paramref name="folder"/> and which of them governs what, or every reason why not.</summary>
    public static LoadResult Load(string folder) => Load(new StandardsFiles(folder));

    internal static LoadResult Load(StandardsFiles files)
    {
        var (folder, errors) = (files.Folder, new List<LoadError>());
        if (!Directory.Exists(folder))
        {
            new Reading(folder, errors, []).Refuse(1, Fault.FolderMissing());
            return LoadResult.Refused([.. errors]);
        }

        try
        {
            var packs = Packs(files, errors);
            var governing = Governing(files, packs, errors);
            return errors.Count == 0 ? LoadResult.Loaded(new(packs, governing)) : LoadResult.Refused([.. errors]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that goes away or may not be listed; files are guarded one by one.
            new Reading(folder, errors, []).Refuse(1, Fault.Unreadable(e.GetType().Name));
            return LoadResult.Refused([.. errors]);
        }
    }

    private static ImmutableArray<Pack> Packs(StandardsFiles files, List<LoadError> errors)
    {
        var chosen = OperatorSettings.Read(files, errors);
        var packs = ImmutableArray.CreateBuilder<Pack>();
        foreach (var name in Names(files.Folder))
        {
            if (new PackReader(files, name, chosen, errors).Read() is not { } pack)
                continue;

            if (packs.Any(p => NameOf(p) == NameOf(pack)))
                new Reading($"{name}/pack.yaml", errors, []).Refuse(1, Fault.TwoPacks(NameOf(pack)));
            packs.Add(pack);
        }

        chosen.RefusePacksOtherThan(packs.Select(NameOf), errors);
        return packs.ToImmutable();
    }

    /// <summary>The folders of packs, as authority/version.</summary>
    internal static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateDirectories(folder).Where(d => Path.GetFileName(d) is not ("schema" or "cases"))
            .SelectMany(Directory.EnumerateDirectories).Select(d => Path.GetRelativePath(folder, d).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static ImmutableArray<Governs> Governing(StandardsFiles files, ImmutableArray<Pack> packs, List<LoadError> errors)
    {
        const string file = "governing.yaml";
        if (!files.Exists(file))
        {
            new Reading(file, errors, []).Refuse(1, Fault.FileMissing(file));
            return [];
        }

        if (files.Read(file, errors) is not { } node)
            return [];

        var head = new Reading(file, errors, []).Root(node).Map("format", "documents", "governing");
        head.Required("format").OneOf("1");
        var documents = head.Required("documents").Named().Select(d => (d.Name, Title: d.Text())).Select(d => d.Name).ToImmutableArray();
        var map = new Reading(file, errors, documents).Root(head.Required("governing").Node).Map([.. Questions.Select(q => q.Key)]);
        return [.. Questions.SelectMany(q => Of(q.Question, map.Required(q.Key), packs))];
    }

    private static IEnumerable<Governs> Of(GoverningQuestion question, Field field, ImmutableArray<Pack> packs)
    {
        Governs? before = null;
        foreach (var item in field.List())
        {
            var map = item.Map("from", "pack", "cite", "note");
            map.Optional("note")?.Text();
            var from = map.Required("from").Day();
            if (before is not null && from <= before.From)
                map.Required("from").Refuse(Fault.Overlapping(from));

            var name = map.Required("pack").Text();
            var pack = packs.FirstOrDefault(p => NameOf(p) == name);
            if (pack is null && name.Length > 0)
                map.Required("pack").Refuse(Fault.Undeclared("pack", name, "a folder of that name"));

            // A standing needs the words of its day; everything else needs the pack to speak at all.
            var speaksFrom = question is GoverningQuestion.Standing ? pack?.Lifecycle.TiersFrom : pack?.From;
            if (speaksFrom is { } day && from < day)
                map.Required("from").Refuse(Fault.GovernsTooEarly(from, day));

            yield return before = new(question, from, pack?.Stamp.Authority ?? "", pack?.Stamp.Version ?? "", map.Cite());
        }
    }

    internal static string NameOf(Pack pack) => $"{pack.Stamp.Authority}/{pack.Stamp.Version}";
}
