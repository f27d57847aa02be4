using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards.Rules;

/// <summary>Wholes of several rules, and what is left to do.</summary>
public class CombinedTests
{
    private static readonly Fact Young = new Fact.PersonAttribute("birth-date", Day("2008-01-01"), null);
    private static readonly Fact Unseen = new Fact.Document("training-certificate", Day("2025-07-01"), null);
    private static readonly Fact Seen = new Fact.Document("training-certificate", Day("2025-07-01"), DocumentCheck.Accepted);
    private static readonly Fact False = new Fact.Document("training-certificate", Day("2025-07-01"), DocumentCheck.Falsified);

    private static AgeAtLeast Age(string id, int years) => new("birth-date", Figure(years)) { Id = id, Source = Source };

    private static DocumentAccepted Proof(string id) => new([new("training-certificate", [])], new("Guide", "§9")) { Id = id, Source = Source };

    private static FeePaid Fee(string id) => new("APP", "fee-paid") { Id = id, Source = Source };

    /// <summary>A sitting still to be passed, by a day.</summary>
    private static Passed Exam(string id, string after, int months) =>
        new("exam", new(new SittingWindow.AfterApproval(after, Figure(months)), Figure(3), "no-show-consumes-attempt")) { Id = id, Source = Source };

    private static readonly Fact Approved = new Fact.Event("application-approved", Day("2025-06-01"), null);

    private static AllOf All(params Requirement[] parts) => new([.. parts]) { Id = "all", Source = Source };

    private static AnyOf Any(params Requirement[] parts) => new([.. parts]) { Id = "any", Source = Source };

    private static string Says(Requirement rule, params Fact[] facts) => With(rule).Says("2025-07-01", facts);

    [Fact]
    public void Of_all_the_hardest_way_out_is_that_of_the_whole()
    {
        Assert.Equal("not-met not-met() supply [Guide §1]", Says(All(Proof("a"), Fee("b"))));
        Assert.Equal("not-met not-met() wait-until from 2029-01-01 [Guide §1]", Says(All(Age("c", 21), Proof("a"), Age("b", 18)), Young));
        Assert.Equal("not-met not-met() never [Guide §1]", Says(All(Proof("a"), Age("b", 18), Fee("c")), False, Young));
        Assert.Equal("met met() [Guide §1]", Says(All(Proof("a")), Seen));
        Assert.Equal("unknown unknown() [Guide §1]", Says(All(Proof("a")), Unseen));
    }

    [Fact]
    public void Of_any_the_easiest_way_out_is_that_of_the_whole()
    {
        Assert.Equal("not-met not-met() supply [Guide §1]", Says(Any(Age("a", 18), Fee("b")), Young));
        Assert.Equal("not-met not-met() supply [Guide §1]", Says(Any(Proof("a"), Fee("b")), False));
        Assert.Equal("not-met not-met() never [Guide §1]", Says(Any(Proof("a")), False));
        Assert.Equal("not-met not-met() wait-until from 2026-01-01 [Guide §1]", Says(Any(Age("b", 21), Age("a", 18), Proof("c")), Young, False));
        Assert.Equal("unknown unknown() [Guide §1]", Says(Any(Proof("a"), Fee("b")), Unseen));
        Assert.Equal("met met() [Guide §1]", Says(Any(Proof("a"), Fee("b")), Seen));
    }

    [Fact]
    public void Of_all_the_first_last_day_binds_and_of_any_the_last()
    {
        Assert.Equal("not-met not-met() supply until 2025-12-01 [Guide §1]", Says(All(Exam("a", "application-approved", 12), Exam("b", "application-approved", 6), Fee("c")), Approved));
        Assert.Equal("not-met not-met() supply until 2026-06-01 [Guide §1]", Says(Any(Exam("a", "application-approved", 12), Exam("b", "application-approved", 6)), Approved));
        Assert.Equal("not-met not-met() supply [Guide §1]", Says(Any(Exam("a", "application-approved", 12), Fee("c")), Approved));
    }

    [Fact]
    public void A_day_of_something_that_is_met_binds_nobody() =>
        Assert.Equal(
            "not-met not-met() supply [Guide §1]",
            Says(All(Exam("a", "application-approved", 12), Fee("c")), Approved, new Fact.Attempt("exam", Day("2025-06-05"), AttemptOutcome.Pass)));

    [Fact]
    public void An_unknown_part_neither_meets_all_nor_fails_any()
    {
        Assert.Equal("not-met not-met() supply [Guide §1]", Says(All(Proof("a"), Fee("b")), Unseen));
        Assert.Equal("unknown unknown() [Guide §1]", Says(All(Proof("a"), Age("b", 16)), Unseen, Young));
        Assert.Equal("met met() [Guide §1]", Says(Any(Proof("a"), Age("b", 16)), Unseen, Young));
    }

    [Fact]
    public void A_tree_keeps_every_part()
    {
        var whole = With(All(Proof("a"), Any(Fee("b"), Age("c", 18)))).Ask("2025-07-01", Seen, Young);

        Assert.Equal(["all", "a", "any", "b", "c"], whole.Tree().Select(f => f.Rule));
        Assert.Equal(("all.not-met", "any.not-met"), (whole.Because.Key, whole.Parts[1].Because.Key));
    }

    [Fact]
    public void What_is_left_to_do_are_the_open_leaves_of_what_is_not_met()
    {
        var decision = Evaluator.Decide(With(All(Proof("a"), Any(Fee("b"), Age("c", 18)), Any(Fee("d"), Age("e", 16)))), "q", Facts.Of(Young), Day("2025-07-01"));
        Assert.Equal(["a", "b", "c"], decision.NextSteps.Select(f => f.Rule));

        var open = Evaluator.Decide(With(Proof("a"), Fee("b")), "q", Facts.Of(Unseen), Day("2025-07-01"));
        Assert.Equal(["b"], open.NextSteps.Select(f => f.Rule));
        Assert.Equal(100_00, open.NextSteps.Single().FeeCents);
    }

    [Fact]
    public void A_rule_speaks_with_its_own_words_or_those_it_borrows()
    {
        var finding = With(Age("young", 18) with { Wording = "age" }).Ask("2025-07-01", Young);

        Assert.Equal(("young", "age.too-young", "age.title"), (finding.Rule, finding.Because.Key, finding.Title.Key));
        Assert.Equal("young.title", With(Age("young", 18)).Ask("2025-07-01", Young).Title.Key);
    }

    // --- whom a rule is asked of ---

    private static readonly When OutOfState = new("pathway", ["out-of-state", "grandparenting"]);

    private static Fact Pathway(string value) => new Fact.PersonAttribute("pathway", null, value);

    [Theory]
    [InlineData("out-of-state", true)]
    [InlineData("grandparenting", true)]
    [InlineData("initial", false)]
    [InlineData("", false)]
    public void A_rule_is_asked_only_of_those_whom_it_concerns(string pathway, bool asked)
    {
        var pack = With(Fee("a"), Proof("b") with { When = OutOfState });
        var facts = pathway.Length > 0 ? Facts.Of(Pathway(pathway)) : Facts.Of();

        Assert.Equal(asked ? ["a", "b"] : ["a"], Evaluator.Decide(pack, "q", facts, Day("2025-07-01")).Roots.Select(f => f.Rule));
        Assert.Equal(asked ? ["a", "b"] : ["a"], Evaluator.Asked(pack, "q", facts, Day("2025-07-01")).Select(r => r.Id));
    }

    [Fact]
    public void A_part_that_is_not_asked_does_not_count()
    {
        var rule = All(Age("a", 16), Fee("b") with { When = OutOfState });

        Assert.Equal("met met() [Guide §1]", Says(rule, Young, Pathway("initial")));
        Assert.Equal("not-met not-met() supply [Guide §1]", Says(rule, Young, Pathway("out-of-state")));
        Assert.Equal("unknown unknown() [Guide §1]", Says(All(Fee("b") with { When = OutOfState })));
        Assert.Equal(["all", "a"], Evaluator.Asked(With(rule), "q", Facts.Of(Pathway("initial")), Day("2025-07-01")).Select(r => r.Id));
        Assert.Empty(Evaluator.Asked(With(All(Fee("b")) with { When = OutOfState }), "q", Facts.Of(), Day("2025-07-01")));
    }

    [Fact]
    public void The_last_word_given_decides_who_is_asked() =>
        Assert.Single(Evaluator.Decide(With(Fee("b") with { When = OutOfState }), "q", Facts.Of(Pathway("initial"), Pathway("out-of-state")), Day("2025-07-01")).Roots);

    [Fact]
    public void A_question_that_the_pack_does_not_know_holds()
    {
        var decision = Evaluator.Decide(Packs.Dhcs, "registration", Facts.Of(), Day("2024-01-01"));

        Assert.Empty(decision.Roots);
        Assert.Equal(Outcome.Hold, decision.Outcome);
        Assert.Empty(Evaluator.Asked(Packs.Dhcs, "registration", Facts.Of(), Day("2024-01-01")));
    }

    /// <summary>Days that several rules say are shared between them, but never another rule's day or name.</summary>
    [Fact]
    public void Each_part_says_its_own_day()
    {
        static Attested Stated(string id) => new(id) { Id = id, Source = Source };
        static Fact Yes(string id, string day) => new Fact.Attestation(id, Day(day), true);
        var parts = With(All(Stated("willing-to-share"), Stated("dedicated-to-recovery"), Stated("willing-to-share"), Fee("fee"), new Happened("application-approved", false) { Id = "approved", Source = Source }))
            .Ask("2025-08-01", Yes("willing-to-share", "2025-07-01"), Yes("dedicated-to-recovery", "2025-07-02"), new Fact.Event("fee-paid", Day("2025-07-01"), "APP"), Approved).Parts;

        Assert.Equal(
            ["2025-07-01", "2025-07-02", "2025-07-01", "2025-07-01", "2025-06-01"],
            parts.Select(p => p.Because.Arguments.OfType<Argument.Day>().Single()).Select(a => $"{a.Value:yyyy-MM-dd}"));

        // The same day by another name is another argument.
        var named = With(All(Stated("willing-to-share"), new TotalAtLeast("continuing-education", Figure(1), null, Figure(2), null) { Id = "ce", Source = Source }))
            .Ask("2025-07-01", Yes("willing-to-share", "2023-07-01"), new Fact.Span("continuing-education", null, Day("2024-07-01"), 5, "hours")).Parts;
        Assert.Equal(["day", "from"], named.Select(p => p.Because.Arguments.OfType<Argument.Day>().Single().Name));
    }
}
