using System.Collections.Immutable;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>What the worked cases do not reach: arguments, trees, rules that no pack uses yet.</summary>
public class EvaluatorTests
{
    private static readonly Citation Source = new("Guide", "§1");
    private static readonly DateOnly Today = new(2025, 7, 1);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    private static Dated<int> Figure(int value) => new("figure", [new(new(2020, 1, 1), value, Source, Provenance.Sourced, null)]);

    private static Finding Check(Requirement rule, params Fact[] facts)
    {
        var pack = Packs.CalMhsa with
        {
            Questions = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(
                new Dictionary<string, Question> { ["q"] = new("q", "application", Source, [rule]) }),
        };
        return Evaluator.Decide(pack, "q", Facts.Of(facts), Today).Roots.Single();
    }

    private static Requirement.AgeAtLeast Age(string id, int years) => new Requirement.AgeAtLeast("birth-date", Figure(years)) { Id = id, Source = Source };

    private static Requirement.DocumentAccepted Proof(string id) => new Requirement.DocumentAccepted("training-certificate", new("Guide", "§9")) { Id = id, Source = Source };

    private static Requirement.FeePaid Fee(string id) => new Requirement.FeePaid("APP", "fee-paid") { Id = id, Source = Source };

    private static Requirement.AllOf All(params Requirement[] parts) => new Requirement.AllOf([.. parts]) { Id = "all", Source = Source };

    private static Requirement.AnyOf Any(params Requirement[] parts) => new Requirement.AnyOf([.. parts]) { Id = "any", Source = Source };

    private static readonly Fact Young = new Fact.PersonAttribute("birth-date", new(2008, 1, 1), null);
    private static readonly Fact Unseen = new Fact.Document("training-certificate", Today, null);
    private static readonly Fact Seen = new Fact.Document("training-certificate", Today, DocumentCheck.Accepted);
    private static readonly Fact False = new Fact.Document("training-certificate", Today, DocumentCheck.Falsified);

    [Fact]
    [Provision("CAL-202.1.G")]
    public void A_finding_names_its_arguments()
    {
        var decision = Evaluator.Decide(
            Packs.CalMhsa, "application", Facts.Of(new Fact.Span("core-training", null, Day("2024-02-29"), 80.5m, "hours")), Today);
        var course = decision.Roots.SelectMany(r => r.Tree()).Single(f => f.Rule == "training-course");

        Assert.Equal(
            Text.Of("training-course.met", ("required", 80), ("have", 80.5m), ("ended", Day("2024-02-29")), ("until", Day("2026-02-28"))),
            course.Because);
    }

    [Fact]
    [Provision("CAL-601.1")]
    public void A_fee_is_named_with_its_amount()
    {
        var fee = Check(Fee("fee"));

        Assert.Equal(Text.Of("fee.due", new Argument.Amount("amount", 100_00)), fee.Because);
        Assert.Equal("APP", fee.FeeLine);
    }

    [Fact]
    [Provision("CAL-601.7")]
    public void A_free_line_needs_no_payment()
    {
        var fee = Check(new Requirement.FeePaid("SUPTRAIN", "fee-paid") { Id = "fee", Source = Source });

        Assert.Equal((Verdict.Met, "fee.free"), (fee.Verdict, fee.Because.Key));
    }

    [Fact]
    public void Hours_in_another_unit_are_not_hours()
    {
        var rule = new Requirement.SpanAtLeast("core-training", Figure(80), null) { Id = "r", Source = Source };

        Assert.Equal("r.missing", Check(rule, new Fact.Span("core-training", null, Today, 80, "days")).Because.Key);
        Assert.Equal(Verdict.Met, Check(rule, new Fact.Span("core-training", null, Today, 80, "hours")).Verdict);
    }

    [Fact]
    [Provision("CAL-403.6")]
    public void Where_the_program_chose_so_a_no_show_uses_an_attempt()
    {
        Requirement Exam(bool noShow) => new Requirement.Passed("exam", "application-approved", Figure(12), Figure(1), noShow) { Id = "r", Source = Source };
        Fact[] facts = [new Fact.Event("application-approved", Day("2025-06-01"), null), new Fact.Attempt("exam", Day("2025-06-10"), AttemptOutcome.NoShow)];

        Assert.Equal("r.open", Check(Exam(false), facts).Because.Key);
        Assert.Equal("r.used-up", Check(Exam(true), facts).Because.Key);
    }

    [Fact]
    public void Of_all_the_hardest_way_out_is_that_of_the_whole()
    {
        Assert.Equal(Remedy.Supply, Check(All(Proof("a"), Fee("b"))).Remedy);

        var waiting = Check(All(Proof("a"), Age("b", 18), Age("c", 21)), Young);
        Assert.Equal((Remedy.WaitUntil, Day("2029-01-01")), (waiting.Remedy, waiting.FirstDay));

        Assert.Equal(Remedy.Never, Check(All(Proof("a"), Fee("b")), False).Remedy);
        Assert.Null(Check(All(Proof("a")), Seen).Remedy);
        Assert.Null(Check(All(Proof("a")), Unseen).Remedy);
    }

    [Fact]
    public void Of_any_the_easiest_way_out_is_that_of_the_whole()
    {
        Assert.Equal(Remedy.Supply, Check(Any(Age("a", 18), Fee("b")), Young).Remedy);
        Assert.Equal(Remedy.Supply, Check(Any(Proof("a"), Fee("b")), False).Remedy);
        Assert.Equal(Remedy.Never, Check(Any(Proof("a")), False).Remedy);

        var waiting = Check(Any(Age("a", 18), Age("b", 21)), Young);
        Assert.Equal((Remedy.WaitUntil, Day("2026-01-01")), (waiting.Remedy, waiting.FirstDay));
        Assert.Equal((Verdict.Unknown, (Remedy?)null), (Check(Any(Proof("a"), Fee("b")), Unseen).Verdict, Check(Any(Proof("a"), Fee("b")), Unseen).Remedy));
        Assert.Equal(Verdict.Met, Check(Any(Proof("a"), Fee("b")), Seen).Verdict);
    }

    [Fact]
    public void A_tree_keeps_every_part()
    {
        var whole = Check(All(Proof("a"), Any(Fee("b"), Age("c", 18))), Seen, Young);

        Assert.Equal(["all", "a", "any", "b", "c"], whole.Tree().Select(f => f.Rule));
        Assert.Equal(("all.not-met", "any.not-met"), (whole.Because.Key, whole.Parts[1].Because.Key));
    }

    [Theory]
    [InlineData("2025-05-14", Verdict.Unknown, "Guide §1")]
    [InlineData("2025-05-15", Verdict.NotMet, "Amendment §2")]
    [InlineData("2025-05-31", Verdict.NotMet, "Amendment §2")]
    [InlineData("2025-06-01", Verdict.Met, "Amendment §3")]
    [InlineData("2025-07-01", Verdict.Unknown, "Guide §1")]
    public void The_figure_in_force_on_the_day_of_filing_decides_and_is_cited(string filed, Verdict verdict, string cite)
    {
        var years = new Dated<int>("years",
        [
            new(Day("2025-05-15"), 21, new("Amendment", "§2"), Provenance.Sourced, null),
            new(Day("2025-06-01"), 16, new("Amendment", "§3"), Provenance.Sourced, null),
            new(Day("2025-07-01"), null, new("Amendment", "§4"), Provenance.Sourced, null),
        ]);
        var finding = Check(
            new Requirement.AgeAtLeast("birth-date", years) { Id = "r", Source = Source },
            new Fact.PersonAttribute("birth-date", new(2007, 1, 1), null), new Fact.Filing("application", Day(filed)));

        Assert.Equal((verdict, cite), (finding.Verdict, $"{finding.Source}"));
        Assert.Equal(verdict is Verdict.Unknown, finding.Because.Key == "r.no-figure");
    }

    [Fact]
    public void A_question_that_the_pack_does_not_know_holds()
    {
        var decision = Evaluator.Decide(Packs.Dhcs, "application", Facts.Of(), new(2024, 1, 1));

        Assert.Empty(decision.Roots);
        Assert.Equal(Outcome.Hold, decision.Outcome);
    }

    [Fact]
    public void Every_text_that_is_said_has_the_arguments_that_are_promised()
    {
        var slots = TextSlots.Of(Packs.CalMhsa).DistinctBy(s => s.Key).ToDictionary(s => s.Key, s => s.Arguments);
        var cases = PeerCert.Standards.Loading.CaseFile.ReadAll(Repository.Standards, Packs.CalMhsa).Cases;
        var said = cases.SelectMany(c => Evaluator.Decide(Packs.CalMhsa, c.Question, c.Facts, c.AsOf).Roots).SelectMany(r => r.Tree()).ToImmutableArray();

        Assert.NotEmpty(said);
        Assert.All(said, f => Assert.Equal(slots[f.Because.Key].Order(), f.Because.Arguments.Select(a => a.Name).Order()));
    }
}
