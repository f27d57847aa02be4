using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

public enum ChangedThing { Rule, Figure, Fee, Clock, Term, Tier, Code, Setting, Kind }

/// <summary>
/// One thing that two packs say differently. Null where one of them says nothing. <see cref="Questions"/> are the questions
/// whose answers can change with it, <see cref="Only"/> whom it concerns where that is not everybody.
/// </summary>
public sealed record PackChange(ChangedThing Thing, string Name, string? Before, string? After, ImmutableArray<string> Questions, When? Only);

/// <summary>A worked case that two packs decide differently.</summary>
public sealed record OutcomeChange(string Case, string Question, Outcome Before, Outcome After, ImmutableArray<string> Rules);

/// <summary>What changes from one pack to another, and which worked cases come out otherwise.</summary>
public sealed record PackDiff(ImmutableArray<PackChange> Changes, ImmutableArray<OutcomeChange> Outcomes, int Cases)
{
    public static PackDiff Between(Pack before, Pack after, IEnumerable<Case> cases)
    {
        var decided = cases.OfType<Case.Decided>().Where(c => before.Questions.ContainsKey(c.Question) && after.Questions.ContainsKey(c.Question)).ToList();
        return new([.. Changed(before, after)], [.. decided.Select(c => Outcome(c, before, after)).OfType<OutcomeChange>()], decided.Count);
    }

    private static IEnumerable<PackChange> Changed(Pack before, Pack after)
    {
        var (old, now) = (Rules(before), Rules(after));
        PackChange Change(ChangedThing thing, string name, string? was, string? now) => new(thing, name, was, now, [], null);

        return
        [
            .. Each(old, now, r => r.Written).Select(c => new PackChange(
                ChangedThing.Rule, c.Name, c.Before, c.After, Questions(c.Name, before, after), (now.GetValueOrDefault(c.Name) ?? old[c.Name]).Only)),
            .. Each(before.Figures, after.Figures, Written).Where(c => c.Before is not null && c.After is not null)
                .Select(c => new PackChange(
                    ChangedThing.Figure, c.Name, c.Before, c.After, Questions(c.Name[..c.Name.IndexOf('.', StringComparison.Ordinal)], before, after),
                    now.GetValueOrDefault(c.Name[..c.Name.IndexOf('.', StringComparison.Ordinal)])?.Only)),
            .. Each(before.Fees, after.Fees, f => Written(f.Cents, v => string.Create(CultureInfo.InvariantCulture, $"USD {v / 100m:0.00}"))).Select(c => Change(ChangedThing.Fee, c.Name, c.Before, c.After)),
            .. Each(before.Clocks, after.Clocks, c => $"{Written(c.Length)} {c.Unit}").Select(c => Change(ChangedThing.Clock, c.Name, c.Before, c.After)),
            .. Written(before.Lifecycle.TermYears) == Written(after.Lifecycle.TermYears) ? [] : (PackChange[])[Change(ChangedThing.Term, "term.years", Written(before.Lifecycle.TermYears), Written(after.Lifecycle.TermYears))],
            .. Each(Tiers(before), Tiers(after), t => t).Select(c => Change(ChangedThing.Tier, c.Name, c.Before, c.After)),
            .. Each(Codes(before), Codes(after), t => t).Select(c => Change(ChangedThing.Code, c.Name, c.Before, c.After)),
            .. Each(before.Settings, after.Settings, s => string.Join(", ", s.Entries.Select(e => e.From == default ? e.Value : $"{e.Value} from {Written(e.From)}")))
                .Select(c => Change(ChangedThing.Setting, c.Name, c.Before, c.After)),
            .. Each(before.Kinds, after.Kinds, k => $"{k.Shape} {k.Unit} {string.Join(" ", [.. k.Values, .. k.Topics, .. k.Features])}{(k.Printed ? " printed" : "")}".TrimEnd())
                .Concat(Each(Words(before), Words(after), w => w)).Select(c => Change(ChangedThing.Kind, c.Name, c.Before, c.After)),
        ];
    }

    private static OutcomeChange? Outcome(Case.Decided given, Pack before, Pack after)
    {
        var (was, now) = (Evaluator.Decide(before, given.Question, given.Facts, given.AsOf), Evaluator.Decide(after, given.Question, given.Facts, given.AsOf));
        if (was.Outcome == now.Outcome)
            return null;

        var verdicts = was.Roots.SelectMany(r => r.Tree()).Where(f => f.Parts.IsEmpty).ToDictionary(f => f.Rule, f => f.Verdict);
        var rules = now.Roots.SelectMany(r => r.Tree()).Where(f => f.Parts.IsEmpty)
            .Where(f => !verdicts.TryGetValue(f.Rule, out var verdict) || verdict != f.Verdict).Select(f => f.Rule);
        return new(given.Place.Name, given.Question, was.Outcome, now.Outcome, [.. rules]);
    }

    private static IEnumerable<(string Name, string? Before, string? After)> Each<T>(IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after, Func<T, string> written) =>
        from name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
        let was = before.TryGetValue(name, out var b) ? written(b) : null
        let now = after.TryGetValue(name, out var a) ? written(a) : null
        where was != now
        select (name, was, now);

    /// <summary>A rule as it is written, without its figures and parts (they are compared by themselves), and whom it concerns.</summary>
    private sealed record RuleText(string Written, When? Only);

    private static Dictionary<string, RuleText> Rules(Pack pack)
    {
        var written = JsonNode.Parse(pack.CanonicalJson)!["questions"]!.AsObject().SelectMany(q => q.Value!["roots"]!.AsArray()).SelectMany(Texts)
            .ToDictionary(r => r.Id, r => r.Text);
        return pack.Questions.Values.SelectMany(q => q.Roots).SelectMany(r => Below(r, null)).ToDictionary(r => r.Rule.Id, r => new RuleText(written[r.Rule.Id], r.Only));

        IEnumerable<(string Id, string Text)> Texts(JsonNode? rule)
        {
            var own = rule!.DeepClone().AsObject();
            own.Remove("parts");
            var id = own["id"]!.GetValue<string>();
            foreach (var figure in pack.Figures.Keys.Where(f => f.StartsWith($"{id}.", StringComparison.Ordinal)))
                own.Remove(figure[(id.Length + 1)..]);
            return (rule["parts"]?.AsArray().SelectMany(Texts) ?? []).Prepend((id, CanonicalJson.Write(own)));
        }

        static IEnumerable<(Requirement Rule, When? Only)> Below(Requirement rule, When? only) =>
            rule.Parts.SelectMany(p => Below(p, rule.When ?? only)).Prepend((rule, rule.When ?? only));
    }

    private static ImmutableArray<string> Questions(string rule, Pack before, Pack after) =>
        [.. before.Questions.Values.Concat(after.Questions.Values).Where(q => q.Rules().Any(r => r.Id == rule)).Select(q => q.Name).Distinct()];

    private static Dictionary<string, string> Tiers(Pack pack) =>
        pack.Lifecycle.Tiers.ToDictionary(t => t.Name, t => $"{t.YearsAfterDue?.ToString(CultureInfo.InvariantCulture) ?? "no end"} from {Written(pack.Lifecycle.TiersFrom)}");

    /// <summary>The words that an entry of continuing education chooses from, the areas of specialisation, and how they are advertised.</summary>
    private static Dictionary<string, string> Words(Pack pack) =>
        ((IEnumerable<(string Name, string Words)>)[
            .. (pack.ContinuingEducation is { } ce ? [ce.Sources, ce.Areas, ce.Modes, ce.Topics] : Array.Empty<ImmutableArray<CeWord>>()).Select(l => ($"ce-{l[0].List}", string.Join(" ", l.Select(w => w.Name)))),
            .. pack.ContinuingEducation is { } learning ? [("ce-proof", $"{learning.Proof.Kind}: {string.Join(" ", learning.Proof.Needs)}")] : Array.Empty<(string, string)>(),
            .. (pack.Specialisations?.Areas ?? []).Select(a => (a.TextKey, $"{a.Title}: {string.Join(" ", a.Competencies)}")),
            .. pack.Specialisations?.Advertising is { } words ? [("advertising", $"{words.Title}, {words.Abbreviation}, {words.BeforeNumber}, {words.CaptionOfOne}, {words.CaptionOfSeveral}")] : Array.Empty<(string, string)>(),
        ]).ToDictionary(w => w.Name, w => w.Words);

    private static Dictionary<string, string> Codes(Pack pack) => pack.CodeVersions.ToDictionary(c => c.Version, c => $"from {Written(c.From)}");

    private static string Written(Dated<int> dated) => Written(dated, v => v.ToString(CultureInfo.InvariantCulture));

    private static string Written<T>(Dated<T> dated, Func<T, string> written) where T : struct =>
        string.Join(", ", dated.Entries.Select(e => $"{(e.Value is { } value ? written(value) : "none")} from {Written(e.From)}"));

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
