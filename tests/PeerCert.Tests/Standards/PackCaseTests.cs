using System.Text.RegularExpressions;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>Runs every worked case under <c>standards</c>; each names the provisions it proves.</summary>
public partial class PackCaseTests
{
    /// <summary>Endings that no file can reach under the texts we have, and why.</summary>
    private static readonly Dictionary<string, string> OutOfReach = new()
    {
        ["calmhsa application-fee.free"] = "APP has always had a price.",
        ["calmhsa exam-fee.free"] = "Neither EXAM nor RETAKE has ever been free.",
        ["calmhsa lived-experience.unknown"] = "A statement and a word are given or not; nobody has to look at them first.",
        ["dhcs renewal-time.no-figure"] = "That a certificate is current through its due date has no figure.",
        ["calmhsa renewal-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa late-renewal-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa late-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa exam-way-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa exam-way-late-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa exam-way-exam-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa return-sitting-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa refresher-way-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa refresher-way-late-fee.free"] = "RENEW, LATE, EXAM and RETAKE have never been free.",
        ["calmhsa good-standing-elsewhere.unknown"] = "A statement and what was found are there or not.",
    };

    private static readonly CasesResult Governing = CaseFile.ReadGoverning(Repository.Standards);

    public static IEnumerable<object[]> Cases =>
        from pack in Packs.Library.Packs
        from given in Packs.Cases(pack).Cases
        select new object[] { pack.Stamp.Authority, Path.GetFileName(given.Place.File), given.Place.Name };

    public static IEnumerable<object[]> GoverningCases => Governing.Cases.Select(c => new object[] { c.Place.Name });

    private static IEnumerable<Case> All => Packs.Library.Packs.SelectMany(p => Packs.Cases(p).Cases).Concat(Governing.Cases);

    [Fact]
    public void Every_case_file_can_be_read() => Assert.Empty(Packs.Library.Packs.SelectMany(p => Packs.Cases(p).Errors).Concat(Governing.Errors));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_comes_out_as_written(string authority, string file, string name)
    {
        var pack = Packs.Library.Packs.Single(p => p.Stamp.Authority == authority);
        var given = Packs.Cases(pack).Cases.Single(c => Path.GetFileName(c.Place.File) == file && c.Place.Name == name);

        Assert.Empty(CaseRun.Differences(given, pack));
    }

    [Theory]
    [MemberData(nameof(GoverningCases))]
    public void The_pack_that_governs_is_the_one_written(string name) =>
        Assert.Empty(CaseRun.Differences((Case.Governed)Governing.Cases.Single(c => c.Place.Name == name), Packs.Library));

    [Fact]
    public void A_case_that_expects_otherwise_is_noticed()
    {
        var wrong = Packs.Case(Packs.CalMhsa, "A whole initial application is granted") with
        {
            Expected = new(
                Outcome.Refuse,
                [
                    new("age", Verdict.NotMet)
                    {
                        Remedy = Remedy.Supply, FirstDay = new(2025, 1, 1), LastDay = new(2025, 1, 1), FeeLine = "X", FeeCents = 1, Text = "x", Cite = "x",
                    },
                    new("reciprocity-age", Verdict.Met),
                ],
                ["adult", "reciprocity-adult"]),
        };

        Assert.Equal(
            [
                " outcome refuse/grant", "age verdict not-met/met", "age remedy supply/none", "age firstDay 2025-01-01/none", "age lastDay 2025-01-01/none",
                "age feeLine X/none", "age fee USD 0.01/none", "age text x/age.met", "age cite x/CalMHSA 2025 §202(1)(A)",
                "reciprocity-age asked yes/no", "adult asked no/yes",
            ],
            CaseRun.Differences(wrong, Packs.CalMhsa).Select(d => $"{d.Rule} {d.Field} {d.Expected}/{d.Actual}"));
    }

    /// <summary>Each kind of case with a wrong answer in every place where it gives one.</summary>
    [Fact]
    public void A_value_that_is_expected_otherwise_is_noticed()
    {
        var (place, day) = (new CasePlace("x", [], "x", 1), new DateOnly(2025, 7, 1));
        Dictionary<Case, string[]> wrong = new()
        {
            [new Case.ClockRuns(place, "submission-notice", day, day, day, "x")] = ["due", "cite"],
            [new Case.HoursRun(place, "test-center-change", new(2025, 7, 1, 9, 0, 0), day, new(2025, 7, 1, 9, 0, 0), "x")] = ["due", "cite"],
            [new Case.Stands(place, new(2023, 7, 1), day, day, null, "lapsed", new(2026, 1, 1), "x")] = ["tier", "lastDay", "cite"],
            [new Case.TermEnds(place, day, day)] = ["due"],
            [new Case.FeeCosts(place, "APP", day, 1, "x")] = ["amount", "cite"],
            [new Case.CodeIs(place, day, "2021", "x")] = ["version", "cite"],
            [new Case.SettingIs(place, "no-show-consumes-attempt", day, "true")] = ["value"],
        };

        Assert.All(wrong, w => Assert.Equal(w.Value, CaseRun.Differences(w.Key, Packs.CalMhsa).Select(d => d.Field)));
        // what runs by the hour is told with its hour
        Assert.Equal(
            new CaseDifference("", "due", "2025-07-01T09:00", "2025-06-29T09:00"),
            CaseRun.Differences(new Case.HoursRun(place, "test-center-change", new(2025, 7, 1, 9, 0, 0), day, new(2025, 7, 1, 9, 0, 0), "x"), Packs.CalMhsa)[0]);
        Assert.Equal(
            new CaseDifference("", "pack", "none", "calmhsa/2025-05-15"),
            Assert.Single(CaseRun.Differences(new Case.Governed(place, GoverningQuestion.Fee, day, null), Packs.Library)));
    }

    [Fact]
    public void Every_case_about_people_prices_and_codes_names_provisions() =>
        Assert.All(All.Where(c => c is Case.Decided or Case.CodeIs or Case.FeeCosts or Case.Governed), c => Assert.NotEmpty(c.Place.Provisions));

    /// <summary>By the catalogue, where it lies beside the repository; else only by their form.</summary>
    [Fact]
    public void Every_provision_that_a_case_names_exists()
    {
        var named = All.SelectMany(c => c.Place.Provisions).Distinct().ToList();
        Assert.All(named, id => Assert.Matches(ProvisionId(), id));

        if (Catalogue() is { Count: > 0 } known)
            Assert.Empty(named.Except(known));
    }

    private static HashSet<string> Catalogue()
    {
        for (var folder = new DirectoryInfo(Repository.Root).Parent; folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "spec", "provisions") is var catalogue && Directory.Exists(catalogue))
                return [.. Directory.EnumerateFiles(catalogue, "*.yaml").SelectMany(File.ReadLines).Select(l => Listed().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value)];
        return [];
    }

    /// <summary>Each way in which a rule can end is shown by some case, so that no sentence stands there untried.</summary>
    [Fact]
    public void Cases_reach_every_ending_of_every_rule()
    {
        var missing =
            from pack in Packs.Library.Packs
            let said = Packs.Cases(pack).Cases.OfType<Case.Decided>().SelectMany(c => c.Decide(pack).All()).Select(f => (f.Rule, f.Because.Key)).ToHashSet()
            from rule in pack.Questions.Values.SelectMany(q => q.Rules())
            from ending in rule.Endings
            where !said.Contains((rule.Id, $"{rule.Wording}.{ending.Name}"))
            select $"{pack.Stamp.Authority} {rule.Id}.{ending.Name}";

        Assert.Equal(OutOfReach.Keys.Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_that_is_said_has_the_arguments_that_are_promised()
    {
        foreach (var pack in Packs.Library.Packs)
        {
            var slots = TextSlots.Of(pack).DistinctBy(s => s.Key).ToDictionary(s => s.Key, s => s.Arguments);
            var said = Packs.Cases(pack).Cases.OfType<Case.Decided>().SelectMany(c => c.Decide(pack).All()).ToList();

            Assert.NotEmpty(said);
            Assert.All(said, f => Assert.Equal(slots[f.Because.Key].Order(), f.Because.Arguments.Select(a => a.Name).Order()));
        }
    }

    [GeneratedRegex(@"^[A-Z]+[0-9]*-[A-Z0-9]+(\.[A-Za-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex ProvisionId();

    [GeneratedRegex(@"^\s*- \{?\s*id: ([^\s,}]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Listed();
}
