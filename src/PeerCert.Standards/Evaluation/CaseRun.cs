using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>One point in which a case came out otherwise than its author wrote. <see cref="Rule"/> is empty for the outcome.</summary>
public sealed record CaseDifference(string Rule, string Field, string Expected, string Actual);

/// <summary>Decides a case and compares.</summary>
public static class CaseRun
{
    /// <summary>In what a case comes out otherwise than written, by this pack alone; nothing where all is as written.</summary>
    public static ImmutableArray<CaseDifference> Differences(Case given, Pack pack) => given switch
    {
        Case.Decided c => [.. Differences(c, pack)],
        Case.ClockRuns c => Clock(c, pack.Clocks[c.Clock].Run(c.Start, c.FiledOn)),
        Case.HoursRun c => Hours(c, pack),
        Case.Stands c => Standing(c, Evaluation.Standing.On(pack, CertificateLife.Of(c.ActiveFrom, c.Due) with { PendingSince = c.PendingSince }, c.On).Date),
        Case.TermEnds c => [.. Difference("", "due", c.Due, Evaluation.Standing.Due(pack, c.IssuedOn))],
        Case.FeeCosts c => Fee(c, pack.Fees[c.Line].Cents.On(c.On)),
        Case.CodeIs c => Code(c, pack.CodeOn(c.On)),
        Case.UnitsAre c => Units(c, pack.ContinuingEducation?.HoursPerUnit.On(c.On)),
        Case.SettingIs c => [.. Difference("", "value", c.Value, pack.Settings[c.Setting].On(c.On))],
        _ => throw new UnreachableException(given.GetType().Name),
    };

    /// <summary>In what a case about which pack governs comes out otherwise than written.</summary>
    public static ImmutableArray<CaseDifference> Differences(Case.Governed given, StandardsLibrary library) =>
        [.. Difference("", "pack", given.Pack, library.On(given.Question, given.On) is { } pack ? $"{pack.Stamp.Authority}/{pack.Stamp.Version}" : null)];

    private static IEnumerable<CaseDifference> Differences(Case.Decided given, Pack pack)
    {
        var decision = Evaluator.Decide(pack, given.Question, given.Facts, given.AsOf);
        var found = decision.Roots.SelectMany(r => r.Tree()).ToDictionary(f => f.Rule);
        return
        [
            .. Difference("", "outcome", given.Expected.Outcome ?? decision.Outcome, decision.Outcome),
            .. given.Expected.Findings.SelectMany(e => found.TryGetValue(e.Rule, out var actual) ? Differences(e, actual) : [new(e.Rule, "asked", "yes", "no")]),
            .. given.Expected.Absent.Where(found.ContainsKey).Select(rule => new CaseDifference(rule, "asked", "no", "yes")),
        ];
    }

    private static IEnumerable<CaseDifference> Differences(ExpectedFinding expected, Finding actual) =>
    [
        .. Difference(expected.Rule, "verdict", expected.Verdict, actual.Verdict),
        .. Difference(expected.Rule, "remedy", expected.Remedy, actual.Remedy),
        .. Difference(expected.Rule, "firstDay", expected.FirstDay ?? actual.FirstDay, actual.FirstDay),
        .. Difference(expected.Rule, "lastDay", expected.LastDay ?? actual.LastDay, actual.LastDay),
        .. Difference(expected.Rule, "feeLine", expected.FeeLine ?? actual.FeeLine, actual.FeeLine),
        .. Difference(expected.Rule, "fee", expected.FeeCents ?? actual.FeeCents, actual.FeeCents),
        .. Difference(expected.Rule, "text", expected.Text ?? actual.Because.Key, actual.Because.Key),
        .. Cite(expected.Rule, expected.Cite, actual.Source),
    ];

    private static ImmutableArray<CaseDifference> Clock(Case.ClockRuns c, ClockRun? run) => [.. Difference("", "due", c.Due, run?.Due), .. Cite("", c.Cite, run?.Source)];

    private static ImmutableArray<CaseDifference> Hours(Case.HoursRun c, Pack pack)
    {
        var zone = CaseFile.Zone(pack, c.FiledOn);
        var run = pack.Clocks[c.Clock].RunHours(TimeZoneInfo.ConvertTimeToUtc(c.Start, zone), c.FiledOn);
        return [.. Difference("", "due", c.Due, run is null ? null : TimeZoneInfo.ConvertTimeFromUtc(run.Due, zone)), .. Cite("", c.Cite, run?.Source)];
    }

    private static ImmutableArray<CaseDifference> Standing(Case.Stands c, DateStanding standing) =>
    [
        .. Difference("", "tier", c.Tier, standing.Tier),
        .. Difference("", "lastDay", c.LastDay ?? standing.LastDay, standing.LastDay),
        .. Cite("", c.Cite, standing.Source),
    ];

    private static ImmutableArray<CaseDifference> Fee(Case.FeeCosts c, InForce<long>? price) =>
        [.. Difference("", "amount", c.Cents, price?.Value), .. Cite("", c.Cite, price?.Source)];

    private static ImmutableArray<CaseDifference> Code(Case.CodeIs c, CodeVersion? version) =>
        [.. Difference("", "version", c.Version, version?.Version), .. Cite("", c.Cite, version?.Source)];

    private static ImmutableArray<CaseDifference> Units(Case.UnitsAre c, InForce<int>? perUnit) =>
        [.. Difference("", "hours", c.Hours, perUnit?.Value * c.Units), .. Cite("", c.Cite, perUnit?.Source)];

    private static IEnumerable<CaseDifference> Cite(string rule, string? expected, Citation? actual) =>
        Difference(rule, "cite", expected ?? $"{actual}", $"{actual}");

    private static IEnumerable<CaseDifference> Difference<T>(string rule, string field, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? [] : [new(rule, field, Written(expected), Written(actual))];

    private static string Written<T>(T value) => value switch
    {
        null => "none",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        long cents => string.Create(CultureInfo.InvariantCulture, $"USD {cents / 100m:0.00}"),
        Enum word => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName($"{word}"),
        _ => $"{value}",
    };
}
