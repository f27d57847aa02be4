using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>The cases of one file, or every reason why they cannot be read.</summary>
public sealed record CasesResult(ImmutableArray<Case> Cases, ImmutableArray<LoadError> Errors);

/// <summary>
/// Reads case files (<c>format: 1</c>): the facts of the model as they are, in YAML. A kind that the pack does not declare,
/// another shape or unit, a duplicate and an unknown key are errors with their line.
/// </summary>
public static class CaseFile
{
    /// <summary>Reads <paramref name="path"/>, to be decided by <paramref name="pack"/>; errors call it <paramref name="name"/>.</summary>
    public static CasesResult Read(string path, string name, Pack pack)
    {
        var errors = new List<LoadError>();
        if (YamlFile.Read(path, name, errors) is not { } node)
            return new([], [.. errors]);

        var map = new Reading(name, errors, []).Root(node).Map("format", "cases");
        map.Required("format").OneOf("1");
        var cases = ImmutableArray.CreateBuilder<Case>();
        foreach (var item in map.Required("cases").List())
        {
            var read = One(item, pack);
            if (cases.Any(c => c.Name == read.Name))
                item.Refuse(Fault.DuplicateName("case", read.Name));
            cases.Add(read);
        }

        return errors.Count == 0 ? new(cases.ToImmutable(), []) : new([], [.. errors]);
    }

    /// <summary>Every case in the folder <c>cases</c> of a pack.</summary>
    public static CasesResult ReadAll(string standardsFolder, Pack pack)
    {
        var folder = Path.Combine(standardsFolder, pack.Stamp.Authority, pack.Stamp.Version, "cases");
        var results = (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml") : []).Order(StringComparer.Ordinal)
            .Select(f => Read(f, $"{pack.Stamp.Authority}/{pack.Stamp.Version}/cases/{Path.GetFileName(f)}", pack)).ToImmutableArray();
        return new([.. results.SelectMany(r => r.Cases)], [.. results.SelectMany(r => r.Errors)]);
    }

    private static Case One(Field field, Pack pack)
    {
        var map = field.Map("name", "question", "asOf", "facts", "expect", "provisions");
        var name = map.Required("name").Text();
        var question = map.Required("question");
        if (question.Text() is { Length: > 0 } asked && !pack.Questions.ContainsKey(asked))
            question.Refuse(Fault.Undeclared("question", asked, "requirements/"));

        var asOf = map.Required("asOf").Day();
        var facts = FactReader.Facts(map.Optional("facts"), pack);
        var rules = pack.Questions.GetValueOrDefault(question.Text())?.Rules().Select(r => r.Id).ToHashSet() ?? [];
        var expect = map.Optional("expect")?.Map("outcome", "findings");
        return new(
            name, question.Text(), asOf, facts,
            expect?.Optional("outcome") is { } outcome ? Word<Outcome>(outcome) : null,
            [.. (expect?.Optional("findings")?.Named() ?? []).Select(f => Finding(f, rules))],
            [.. (map.Optional("provisions")?.List() ?? []).Select(p => p.Text())],
            field.Reading.File, field.Line);
    }

    private static ExpectedFinding Finding(Field field, HashSet<string> rules)
    {
        if (!rules.Contains(field.Name))
            field.Refuse(Fault.Undeclared("rule in this question", field.Name, "requirements/"));

        var map = field.Map("verdict", "remedy", "firstDay", "lastDay", "feeLine", "text", "cite");
        return new(field.Name, Word<Verdict>(map.Required("verdict")))
        {
            Remedy = map.Optional("remedy") is { } remedy ? Word<Remedy>(remedy) : null,
            FirstDay = map.Optional("firstDay")?.Day(),
            LastDay = map.Optional("lastDay")?.Day(),
            FeeLine = map.Optional("feeLine")?.Text(),
            Text = map.Optional("text")?.Text(),
            Cite = map.Optional("cite")?.Text(),
        };
    }

    internal static T Word<T>(Field field) where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(v => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName($"{v}"));
        return words.GetValueOrDefault(field.OneOf([.. words.Keys]));
    }
}
