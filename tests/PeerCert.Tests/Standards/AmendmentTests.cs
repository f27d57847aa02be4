using System.Collections.Immutable;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards;

/// <summary>What changes a published pack without editing it: amendments and an operator's own choices, each from its day on.</summary>
public class AmendmentTests
{
    private const string Amendment = "example/one/amendments/2022.yaml";
    private const string Settings = "example/one/settings.yaml";
    private const string Rules = "example/one/requirements/request.yaml";

    private static readonly string Stamp = Read(_ => { }).Stamp.Sha256;

    private static Pack Read(Action<StandardsFolder> change)
    {
        using var folder = new StandardsFolder();
        change(folder);
        var result = folder.Load();
        Assert.Empty(result.Errors);
        return result.Library!.Packs.Single();
    }

    private static LoadError Error(Action<StandardsFolder> change)
    {
        using var folder = new StandardsFolder();
        change(folder);
        return folder.Load().Errors.First();
    }

    private static string Changing(string values, string from = "2022-01-01", string name = "changes-of-2022") =>
        $"format: 1\nname: {name}\nfrom: {from}\ndocuments: {{Guide 2022: A later guide}}\nvalues:\n{string.Concat(values.Split('\n').Select(v => $"  {v}\n"))}";

    private static Pack Amended(string values) => Read(f => f.Write(Amendment, Changing(values)));

    [Fact]
    public void Each_value_holds_from_the_day_of_the_amendment_under_its_own_citation()
    {
        var pack = Amended(
            "age.years: {value: 21, cite: Guide 2022 §2.1}\ncourse.quantity: {value: 100, cite: Guide 2022 §2.2}\nfee.APP: {value: USD 30.00, cite: Guide 2022 §3}\n"
            + "clock.notice: {value: 21, cite: Guide 2022 §4, provenance: placeholder, note: Not printed yet.}\nterm.years: {value: 3, cite: Guide 2022 §5}");

        static string At<T>(Dated<T> value, string day) where T : struct => value.On(Day(day)) is { } held ? $"{held.Value} {held.Source}" : "none";
        Assert.Equal(("18 Guide §2.1", "21 Guide 2022 §2.1"), (At(pack.Figures["age.years"], "2021-12-31"), At(pack.Figures["age.years"], "2022-01-01")));
        Assert.Equal(("80 Guide §2.2", "100 Guide 2022 §2.2"), (At(pack.Figures["course.quantity"], "2021-12-31"), At(pack.Figures["course.quantity"], "2022-01-01")));
        Assert.Equal(("2000 Guide §3", "3000 Guide 2022 §3"), (At(pack.Fees["APP"].Cents, "2021-12-31"), At(pack.Fees["APP"].Cents, "2022-01-01")));
        Assert.Equal(("30 Guide §4", "21 Guide 2022 §4"), (At(pack.Clocks["notice"].Length, "2021-12-31"), At(pack.Clocks["notice"].Length, "2022-01-01")));
        Assert.Equal((Day("2023-12-31"), Day("2025-01-01")), (Standing.Due(pack, Day("2021-12-31")), Standing.Due(pack, Day("2022-01-01"))));
        Assert.Equal((Provenance.Placeholder, "Not printed yet."), (pack.Clocks["notice"].Length.Entries[1].Provenance, pack.Clocks["notice"].Length.Entries[1].Note));
    }

    [Fact]
    public void A_decision_says_with_which_amendments_it_was_made()
    {
        var pack = Amended("age.years: {value: 21, cite: Guide 2022 §2.1}");
        Decision On(string day) => Evaluator.Decide(pack, "request", Facts.Of(new Fact.PersonAttribute("birth-date", Day("2002-06-01"), null)), Day(day));

        Assert.Equal(("met met(18) [Guide §2.1]", "not-met too-young(21, 2023-06-01) wait-until from 2023-06-01 [Guide 2022 §2.1]"), (On("2021-12-31").Roots[0].Said(), On("2022-01-01").Roots[0].Said()));
        Assert.Equal(Stamp, pack.Stamp.Sha256);
        var stamp = Assert.Single(On("2022-01-01").Amendments);
        Assert.Equal(("changes-of-2022", Assert.Single(pack.Amendments).Stamp.Sha256), (stamp.Name, stamp.Sha256));
        Assert.Equal(stamp.Sha256, CanonicalJson.Sha256(System.Text.Json.Nodes.JsonNode.Parse(pack.Amendments[0].CanonicalJson)));
        Assert.Equal(Day("2022-01-01"), pack.Amendments[0].From);
        Assert.Equal(stamp, Assert.Single(Evaluator.Decide(pack, "nothing", Facts.Of(), Day("2022-01-01")).Amendments));
    }

    [Theory]
    [InlineData("value: 22", true)]
    [InlineData("value: 21 # a remark", false)]
    public void What_an_amendment_says_is_in_its_stamp(string value, bool changes)
    {
        var (one, other) = (Amended("age.years: {value: 21, cite: Guide 2022 §2.1}"), Amended($"age.years:\n  cite: Guide 2022 §2.1\n  {value}"));

        Assert.Equal(changes, one.Amendments[0].Stamp != other.Amendments[0].Stamp);
        Assert.Equal(one.Stamp, other.Stamp);
    }

    [Fact]
    public void Amendments_follow_each_other_in_order_of_their_days()
    {
        var pack = Read(f => f
            .Write("example/one/amendments/a.yaml", Changing("age.years: {value: 30, cite: Guide 2022 §1}", "2023-01-01", "later"))
            .Write("example/one/amendments/b.yaml", Changing("age.years: {value: 21, cite: Guide 2022 §1}", "2022-01-01", "earlier")));

        Assert.Equal(["earlier", "later"], pack.Amendments.Select(a => a.Stamp.Name));
        Assert.Equal([18, 21, 30], pack.Figures["age.years"].Entries.Select(e => e.Value!.Value));
        Assert.Equal(["earlier", "later"], Evaluator.Decide(pack, "request", Facts.Of(), Day("2022-06-01")).Amendments.Select(a => a.Name));
    }

    [Fact]
    public void An_amendment_may_say_that_a_value_is_no_longer_known()
    {
        var pack = Amended("age.years: {value: null, cite: Guide 2022 §2.1}");

        Assert.Equal(18, pack.Figures["age.years"].On(Day("2021-12-31"))?.Value);
        Assert.Null(pack.Figures["age.years"].On(Day("2022-01-01")));
    }

    [Theory]
    [InlineData("agee.years: {value: 21, cite: Guide 2022 §2.1}", "amends-nothing", 6)]
    [InlineData("strict: {value: 21, cite: Guide 2022 §2.1}", "amends-nothing", 6)]
    [InlineData("age.years: {value: 21}", "citation-missing", 6)]
    [InlineData("age.years: {value: 21, cite: Booklet §2.1}", "citation-unknown", 6)]
    [InlineData("age.years: {value: 21, cite: Guide 2022 §2.1, from: 2022-01-01}", "unknown-key", 6)]
    [InlineData("age.years: {value: many, cite: Guide 2022 §2.1}", "wrong-type", 6)]
    [InlineData("fee.APP: {value: 30.00, cite: Guide 2022 §2.1}", "currency-missing", 6)]
    [InlineData("age.years: 21", "wrong-type", 6)]
    public void An_amendment_that_cannot_be_is_refused_with_its_line(string values, string code, int line)
    {
        var error = Error(f => f.Write(Amendment, Changing(values)));

        Assert.Equal((Amendment, line, code), (error.File, error.Line, error.Code));
    }

    [Theory]
    [InlineData("2020-12-31")]
    [InlineData("2021-01-01")]
    public void Two_values_cannot_hold_on_one_day(string from)
    {
        var error = Error(f => f.Write(Amendment, Changing("fee.APP: {value: USD 30.00, cite: Guide 2022 §3}", from)));   // the pack has a price from 2021-01-01

        Assert.Equal((Amendment, 6, "overlapping-entries"), (error.File, error.Line, error.Code));
    }

    [Fact]
    public void Two_amendments_cannot_share_a_day_for_one_value_or_a_name()
    {
        Assert.Equal("overlapping-entries", Error(f => f
            .Write("example/one/amendments/a.yaml", Changing("age.years: {value: 30, cite: Guide 2022 §1}", name: "a"))
            .Write("example/one/amendments/b.yaml", Changing("age.years: {value: 21, cite: Guide 2022 §1}", name: "b"))).Code);
        Assert.Equal("duplicate-name", Error(f => f
            .Write("example/one/amendments/a.yaml", Changing("age.years: {value: 30, cite: Guide 2022 §1}"))
            .Write("example/one/amendments/b.yaml", Changing("course.quantity: {value: 21, cite: Guide 2022 §1}"))).Code);
    }

    [Fact]
    public void No_amendment_has_the_name_of_the_operators_choices() =>
        Assert.Equal("reserved-name", Error(f => f.Write(Amendment, Changing("age.years: {value: 30, cite: Guide 2022 §1}", name: "operator"))).Code);

    // --- what an operator chose ---

    private static string Choosing(string choices, string pack = "example/one") => $"format: 1\nsettings:\n  {pack}:\n{choices}";

    [Fact]
    public void A_choice_holds_from_its_day_on_and_is_in_the_decision()
    {
        var pack = Read(f => f.Write("operator.yaml", Choosing("    strict:\n      - {from: 2022-01-01, value: true, note: Decision of the board.}\n      - {from: 2023-01-01, value: false}\n")));

        Assert.Equal(["false", "false", "true", "true", "false"], ((string[])["1990-01-01", "2021-12-31", "2022-01-01", "2022-12-31", "2023-01-01"]).Select(d => pack.Settings["strict"].On(Day(d))));
        Assert.Equal("Decision of the board.", pack.Settings["strict"].Entries[1].Note);
        Assert.Equal(Stamp, pack.Stamp.Sha256);
        Assert.Equal("operator", Assert.Single(Evaluator.Decide(pack, "request", Facts.Of(), Day("2022-01-01")).Amendments).Name);
    }

    [Fact]
    public void What_an_operator_chose_is_in_the_stamp_of_the_choice()
    {
        AmendmentStamp Of(string value) => Evaluator.Decide(Read(f => f.Write("operator.yaml", Choosing($"    strict: [{{from: 2022-01-01, value: {value}}}]\n"))), "request", Facts.Of(), Day("2022-01-01")).Amendments.Single();

        Assert.NotEqual(Of("true"), Of("false"));
        Assert.Equal(Of("true"), Of("true "));
        Assert.Empty(Evaluator.Decide(Read(_ => { }), "request", Facts.Of(), Day("2022-01-01")).Amendments);
    }

    [Theory]
    [InlineData("    strict: [{from: 2022-01-01, value: maybe}]\n", "example/one", "not-one-of", 4)]
    [InlineData("    strict: [{from: 2022-01-01, value: 1}]\n", "example/one", "not-one-of", 4)]
    [InlineData("    digits: [{from: 2022-01-01, value: six}]\n", "example/one", "wrong-type", 4)]
    [InlineData("    stric: [{from: 2022-01-01, value: true}]\n", "example/one", "setting-unknown", 4)]
    [InlineData("    strict: [{from: 2022-01-01, value: true}]\n", "example/two", "undeclared", 4)]
    [InlineData("    strict: [{from: 2022-01-01, value: true}, {from: 2022-01-01, value: false}]\n", "example/one", "overlapping-entries", 4)]
    [InlineData("    strict: [{value: true}]\n", "example/one", "missing-key", 4)]
    [InlineData("    strict: []\n", "example/one", "empty-list", 4)]
    [InlineData("    strict: true\n", "example/one", "wrong-type", 4)]
    public void A_choice_that_the_pack_does_not_offer_is_refused_with_its_line(string choices, string pack, string code, int line)
    {
        var error = Error(f => f.Replace(Settings, "settings:", "settings:\n  digits: {value: 6, cite: Guide §7}").Write("operator.yaml", Choosing(choices, pack)));

        Assert.Equal(("operator.yaml", line, code), (error.File, error.Line, error.Code));
    }

    [Fact]
    public void A_choice_of_several_parts_is_made_part_by_part()
    {
        var pack = Read(f => f
            .Replace(Settings, "settings:", "settings:\n  number: {value: {prefix: AB, digits: 6}, cite: Guide §7}")
            .Write("operator.yaml", Choosing("    number.digits: [{from: 2022-01-01, value: 7}]\n")));

        Assert.Equal(("AB", "6", "7"), (pack.Settings["number.prefix"].On(Day("2022-01-01")), pack.Settings["number.digits"].On(Day("2021-12-31")), pack.Settings["number.digits"].On(Day("2022-01-01"))));
    }

    [Fact]
    public void A_choice_decides_from_its_day_on()
    {
        static Pack Choice(Pack pack, bool wider) => pack.Choosing("reciprocity-hours-wider-reading", wider ? "true" : "false");
        var worked = Packs.Files.Where(w => w.Case.Expected.Findings.Any(f => f.Text == "experience-one-year.wider")).ToImmutableArray();

        Assert.NotEmpty(worked);
        Assert.All(worked, w => Assert.NotEqual(w.Case.Decide(Choice(w.Pack, true)).All().Single(f => f.Rule == "experience-one-year").Verdict, w.Case.Decide(Choice(w.Pack, false)).All().Single(f => f.Rule == "experience-one-year").Verdict));
    }
}
