using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Tests.Standards;

/// <summary>One rule by itself, asked of some facts, and what it says in one line.</summary>
internal static class OneRule
{
    public static readonly Citation Source = new("Guide", "§1");

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A figure that holds from 2020 on.</summary>
    public static Dated<int> Figure(int value, string section = "§9") => new("figure", [new(Day("2020-01-01"), value, new("Guide", section), Provenance.Sourced, null)]);

    /// <summary>A figure that is not known from 2025-06-01 on.</summary>
    public static Dated<int> Ended(int value) => new("figure", [.. Figure(value).Entries, new(Day("2025-06-01"), null, new("Guide", "§9"), Provenance.Sourced, null)]);

    public static Pack With(params ImmutableArray<Requirement> rules) => Packs.CalMhsa with
    {
        Questions = new Dictionary<string, Question> { ["q"] = new("q", "application", Source, rules) }.ToFrozenDictionary(),
    };

    public static Pack Choosing(this Pack pack, string setting, string value) => pack with
    {
        Settings = pack.Settings.Values.Append(new(setting, [new(default, value, Source, null)])).ToLookup(s => s.Name).ToFrozenDictionary(s => s.Key, s => s.Last()),
    };

    public static Pack Pricing(this Pack pack, string line, params (string From, long? Cents)[] prices) => pack with
    {
        Fees = pack.Fees.Values
            .Append(new(line, new(line, [.. prices.Select(p => new InForce<long>(Day(p.From), p.Cents, new("Guide", "§8"), Provenance.Sourced, null))]), Source, ""))
            .ToLookup(f => f.Code).ToFrozenDictionary(f => f.Key, f => f.Last()),
    };

    public static Finding Ask(this Pack pack, string asOf, params IEnumerable<Fact> facts) =>
        Evaluator.Decide(pack, "q", Facts.Of(facts), Day(asOf)).Roots.Single();

    /// <summary>Such as <c>not-met too-young(18, 2026-01-01) wait-until from 2026-01-01 [Guide §9]</c>.</summary>
    public static string Says(this Pack pack, string asOf, params IEnumerable<Fact> facts) => pack.Ask(asOf, facts).Said();

    public static string Said(this Finding finding) => string.Join(' ', new[]
    {
        Word(finding.Verdict),
        $"{finding.Because.Key[(finding.Because.Key.LastIndexOf('.') + 1)..]}({string.Join(", ", finding.Because.Arguments.Select(Written))})",
        finding.Remedy is { } remedy ? Word(remedy) : null,
        finding.FirstDay is { } first ? $"from {Written(first)}" : null,
        finding.LastDay is { } last ? $"until {Written(last)}" : null,
        finding.FeeLine is { } line ? $"{line} {finding.FeeCents}" : null,
        $"[{finding.Source}]",
    }.OfType<string>());

    private static string Word<T>(T word) where T : Enum => JsonNamingPolicy.KebabCaseLower.ConvertName($"{word}");

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Written(Argument argument) => argument switch
    {
        Argument.Count a => $"{a.Value}",
        Argument.Quantity a => a.Value.ToString(CultureInfo.InvariantCulture),
        Argument.Day a => Written(a.Value),
        Argument.Amount a => $"{a.Cents} cents",
        Argument.Words a => $"“{a.Value}”",
        Argument.Term a => a.Key,
        _ => $"{argument}",
    };
}
