using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards;

/// <summary>What changes from one pack to another, and for whom.</summary>
public class PackDiffTests
{
    private const string Rules = "example/one/requirements/request.yaml";

    private static Pack Read(string? file = null, string find = "", string with = "")
    {
        using var folder = new StandardsFolder();
        if (file is not null)
            folder.Replace(file, find, with);
        var result = folder.Load();
        Assert.Empty(result.Errors);
        return result.Library!.Packs.Single();
    }

    private static PackDiff Changed(string file, string find, string with) => PackDiff.Between(Read(), Read(file, find, with), []);

    [Theory]
    [InlineData(Rules, "years: 18", "years: 19", "Figure age.years: 18 from 2020-01-01 → 19 from 2020-01-01 (request)")]
    [InlineData(Rules, "years: 18", "years: [{from: 2020-01-01, value: 18, cite: Guide §2.1}, {from: 2022-01-01, value: null, cite: Guide §2.1}]", "Figure age.years: 18 from 2020-01-01 → 18 from 2020-01-01, none from 2022-01-01 (request)")]
    [InlineData("example/one/fees.yaml", "USD 20.00", "USD 20.01", "Fee APP: USD 10.00 from 2020-01-01, USD 20.00 from 2021-01-01 → USD 10.00 from 2020-01-01, USD 20.01 from 2021-01-01 ()")]
    [InlineData("example/one/clocks.yaml", "length: 30", "length: 31", "Clock notice: 30 from 2020-01-01 Days → 31 from 2020-01-01 Days ()")]
    [InlineData("example/one/clocks.yaml", "unit: days", "unit: months", "Clock notice: 30 from 2020-01-01 Days → 30 from 2020-01-01 Months ()")]
    [InlineData("example/one/lifecycle.yaml", "years: 2", "years: 3", "Term term.years: 2 from 2020-01-01 → 3 from 2020-01-01 ()")]
    [InlineData("example/one/lifecycle.yaml", "yearsAfterDue: 0", "yearsAfterDue: 1", "Tier current: 0 from 2020-01-01 → 1 from 2020-01-01 ()")]
    [InlineData("example/one/ethics.yaml", "2021-01-01", "2021-01-02", "Code 2: from 2021-01-01 → from 2021-01-02 ()")]
    [InlineData("example/one/settings.yaml", "value: false", "value: true", "Setting strict: false → true ()")]
    public void One_change_is_one_line(string file, string find, string with, string told)
    {
        var change = Assert.Single(Changed(file, find, with).Changes);

        Assert.Equal(told, $"{change.Thing} {change.Name}: {change.Before} → {change.After} ({string.Join(", ", change.Questions)})");
    }

    [Fact]
    public void The_same_pack_twice_differs_in_nothing()
    {
        Assert.Empty(PackDiff.Between(Read(), Read(), []).Changes);
        Assert.Empty(PackDiff.Between(Packs.CalMhsa, Packs.CalMhsa, Packs.Cases(Packs.CalMhsa).Cases).Outcomes);
    }

    [Fact]
    public void A_rule_is_told_as_it_is_written_without_its_figures()
    {
        var change = Assert.Single(Changed(Rules, "cite: Guide §2.1", "cite: Guide §2.9").Changes);

        Assert.Equal((ChangedThing.Rule, "age", """{"attribute":"birth-date","cite":"Guide §2.9","id":"age","rule":"age-at-least"}"""), (change.Thing, change.Name, change.After));
    }

    [Fact]
    public void A_kind_is_told_with_its_words()
    {
        using var folder = new StandardsFolder()
            .Replace("example/one/facts.yaml", "[long, short]", "[long, short, middle]").Replace("example/one/texts/en.yaml", "kind.request:", "kind.path.middle: The middle way\n  kind.request:");
        var change = Assert.Single(PackDiff.Between(Read(), folder.Load().Library!.Packs.Single(), []).Changes);

        Assert.Equal((ChangedThing.Kind, "path", "attribute  long short", "attribute  long short middle"), (change.Thing, change.Name, change.Before, change.After));
    }

    [Fact]
    public void What_an_entry_of_continuing_education_chooses_from_is_told()
    {
        var ce = Packs.CalMhsa.ContinuingEducation!;
        var change = Assert.Single(PackDiff.Between(Packs.CalMhsa, Packs.CalMhsa with { ContinuingEducation = ce with { Modes = ce.Modes[..1] } }, []).Changes);

        Assert.Equal((ChangedThing.Kind, "ce-mode", "asynchronous in-person online", "asynchronous"), (change.Thing, change.Name, change.Before, change.After));
    }

    [Fact]
    public void What_a_document_may_show_and_what_a_course_may_be_about_are_words_of_their_kind()
    {
        Pack With(string name, FactKind kind) => Packs.CalMhsa with
        {
            Kinds = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(Packs.CalMhsa.Kinds.Select(k => k.Key == name ? new(k.Key, kind) : k)),
        };
        var feature = Assert.Single(PackDiff.Between(Packs.CalMhsa, With("transcript", Packs.CalMhsa.Kinds["transcript"] with { Features = ["graduated"] }), []).Changes);
        var topic = Assert.Single(PackDiff.Between(Packs.CalMhsa, With("continuing-education", Packs.CalMhsa.Kinds["continuing-education"] with { Topics = [] }), []).Changes);

        Assert.Equal(("transcript", "document  graduated graduation-date", "document  graduated"), (feature.Name, feature.Before, feature.After));
        Assert.Equal(("continuing-education", "span hours law-and-ethics", "span hours"), (topic.Name, topic.Before, topic.After));
    }

    [Fact]
    public void A_changed_part_is_not_told_again_with_the_whole_that_it_is_part_of()
    {
        const string was = "\"cite\":\"CalMHSA 2025 §202(1)(G)\",\"id\":\"training-course\"";
        Assert.Contains(was, Packs.CalMhsa.CanonicalJson, StringComparison.Ordinal);
        var changed = Packs.CalMhsa with { CanonicalJson = Packs.CalMhsa.CanonicalJson.Replace(was, was.Replace("(G)", "(H)", StringComparison.Ordinal), StringComparison.Ordinal) };

        Assert.Equal((ChangedThing.Rule, "training-course"), PackDiff.Between(Packs.CalMhsa, changed, []).Changes.Select(c => (c.Thing, c.Name)).Single());
    }

    [Fact]
    public void Whom_a_change_concerns_is_told_also_where_a_whole_asks_only_them()
    {
        var age = new When("pathway", ["initial"]);
        var figure = PackDiff.Between(Packs.CalMhsa, Packs.CalMhsa with
        {
            Figures = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(Packs.CalMhsa.Figures.Select(f => f.Key == "age.years" ? new(f.Key, Figure(21)) : f)),
        }, []).Changes.Single();

        Assert.Equal((ChangedThing.Figure, "age.years"), (figure.Thing, figure.Name));
        Assert.Equal((age.Attribute, "initial"), (figure.Only!.Attribute, Assert.Single(figure.Only.Values)));
        Assert.Equal("application", Assert.Single(figure.Questions));
    }

    [Fact]
    public void What_one_pack_does_not_have_is_added_or_gone()
    {
        var diff = PackDiff.Between(Packs.Dhcs, Packs.CalMhsa, []);

        Assert.Contains(diff.Changes, c => c is { Thing: ChangedThing.Fee, Name: "APP", Before: null, After: "USD 100.00 from 2024-08-26" });
        Assert.Contains(diff.Changes, c => c is { Thing: ChangedThing.Rule, Name: "peer-training", After: null });
        Assert.DoesNotContain(diff.Changes, c => c.Thing is ChangedThing.Figure && (c.Before is null || c.After is null));   // with its rule
    }

    [Fact]
    public void A_case_that_comes_out_otherwise_is_named_with_the_rules_that_did_it()
    {
        var (before, after) = (Read(), Read(Rules, "years: 18", "years: 21"));
        Case.Decided Aged(int years) => new(
            new($"{years} years old", [], "a.yaml", 1), "request", Day("2021-06-01"),
            Facts.Of(
                new Fact.PersonAttribute("birth-date", Day("2021-06-01").AddYears(-years), null), new Fact.Span("course", null, Day("2021-05-01"), 80, "hours"), new Fact.Event("paid", Day("2021-05-01"), "APP")),
            ExpectedDecision.Anything);

        var diff = PackDiff.Between(before, after, [Aged(18), Aged(21)]);

        Assert.Equal(2, diff.Cases);
        var outcome = Assert.Single(diff.Outcomes);
        Assert.Equal(("18 years old", "request", Outcome.Grant, Outcome.Deficient), (outcome.Case, outcome.Question, outcome.Before, outcome.After));
        Assert.Equal("age", Assert.Single(outcome.Rules));
        Assert.Equal(0, PackDiff.Between(Packs.Dhcs, Packs.CalMhsa, [Aged(18)]).Cases);   // a question that neither knows
    }

    [Fact]
    public void A_question_that_only_one_pack_knows_is_compared_in_no_case()
    {
        var with = Read();
        var without = with with { Questions = System.Collections.Frozen.FrozenDictionary<string, Question>.Empty };
        var asked = new Case.Decided(new("anybody", [], "a.yaml", 1), "request", Day("2021-06-01"), Facts.Of(), ExpectedDecision.Anything);

        Assert.Equal(1, PackDiff.Between(with, with, [asked]).Cases);
        Assert.Equal(0, PackDiff.Between(with, without, [asked]).Cases);
        Assert.Equal(0, PackDiff.Between(without, with, [asked]).Cases);
    }
}
