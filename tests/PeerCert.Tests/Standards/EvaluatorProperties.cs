using System.Collections.Frozen;
using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using Outcome = PeerCert.Standards.Model.Outcome;

namespace PeerCert.Tests.Standards;

/// <summary>What must hold for every file, not only for those that somebody thought of.</summary>
public class EvaluatorProperties
{
    private static readonly DateOnly Today = new(2025, 7, 1);
    private static readonly Citation Source = new("Guide", "§1");
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20250515, 1);   // one seed: the gate says the same each time

    private static Gen<DateOnly> Days => Gen.Choose(-1_200, 60).Select(Today.AddDays);

    private static Gen<Fact> AnyFact => Gen.OneOf(
        Days.Select(d => (Fact)new Fact.Filing("application", d)),
        Days.SelectMany(d => Gen.Elements(20m, 79.9m, 80m, 120m), (d, hours) => (Fact)new Fact.Span("core-training", null, d, hours, "hours")),
        Days.SelectMany(_ => Gen.Elements<DocumentCheck?>(null, DocumentCheck.Accepted, DocumentCheck.NotAccepted, DocumentCheck.Falsified), (d, check) => (Fact)new Fact.Document("training-certificate", d, check)),
        Days.SelectMany(_ => Gen.Elements("2021", "2025", "1999"), (d, version) => (Fact)new Fact.Agreement("code-of-ethics", version, d)),
        Days.SelectMany(_ => Gen.Elements("APP", "EXAM"), (d, line) => (Fact)new Fact.Event("fee-paid", d, line)),
        Days.Select(d => (Fact)new Fact.Event("application-approved", d, null)),
        Days.SelectMany(_ => Gen.Elements(Enum.GetValues<AttemptOutcome>()), (d, outcome) => (Fact)new Fact.Attempt("exam", d, outcome)));

    private static Gen<ImmutableArray<Fact>> AnyFile =>
        Gen.Choose(0, 9).SelectMany(n => AnyFact.ArrayOf(n))
            .SelectMany(_ => Gen.Elements(10, 17, 18, 40), (facts, age) => facts.Append(new Fact.PersonAttribute("birth-date", Today.AddYears(-age), null)).ToImmutableArray());

    /// <summary>Facts that meet a rule by themselves on any file that is filed by today.</summary>
    private static Gen<Fact> GoodFact => Gen.Elements<Fact>(
        new Fact.Span("core-training", null, Today, 80, "hours"),
        new Fact.Document("training-certificate", Today, DocumentCheck.Accepted),
        new Fact.Agreement("code-of-ethics", "2025", Today),
        new Fact.Event("fee-paid", Today, "APP"),
        new Fact.Attempt("exam", Today, AttemptOutcome.Pass));

    private static Gen<string> Question => Gen.Elements("application", "certificate");

    private static Decision Decide(string question, IEnumerable<Fact> facts) => Evaluator.Decide(Packs.CalMhsa, question, Facts.Of(facts), Today);

    private static ImmutableArray<int> Ranks(Decision decision) =>
        [.. decision.Roots.SelectMany(r => r.Tree()).Select(f => f.Verdict switch { Verdict.Met => 2, Verdict.Unknown => 1, _ => 0 })];

    [Fact]
    public void A_fact_that_meets_a_rule_never_makes_anything_worse() =>
        Prop.ForAll(AnyFile.ToArbitrary(), GoodFact.ToArbitrary(), Question.ToArbitrary(), (file, good, question) =>
        {
            var before = Decide(question, file);
            var after = Decide(question, file.Add(good));
            return Ranks(before).Zip(Ranks(after)).All(p => p.First <= p.Second)
                && (before.Outcome is Outcome.Refuse || after.Outcome is not Outcome.Refuse)
                && (before.Outcome is not Outcome.Grant || after.Outcome is Outcome.Grant);
        }).Check(Many);

    [Fact]
    public void An_open_root_never_grants_and_only_never_denies() =>
        Prop.ForAll(AnyFile.ToArbitrary(), Question.ToArbitrary(), (file, question) =>
        {
            var decision = Decide(question, file);
            return (decision.Outcome is Outcome.Grant) == decision.Roots.All(r => r.Verdict is Verdict.Met)
                && (decision.Outcome is Outcome.Refuse) == decision.Roots.Any(r => r is { Verdict: Verdict.NotMet, Remedy: Remedy.Never });
        }).Check(Many);

    [Fact]
    public void Only_what_is_not_met_has_a_remedy_and_it_always_has_one() =>
        Prop.ForAll(AnyFile.ToArbitrary(), Question.ToArbitrary(), (file, question) =>
            Decide(question, file).Roots.SelectMany(r => r.Tree()).All(f => (f.Verdict is Verdict.NotMet) == f.Remedy is not null
                && (f.Remedy is Remedy.WaitUntil) == f.FirstDay is not null)).Check(Many);

    [Fact]
    public void The_order_of_facts_decides_nothing() =>
        Prop.ForAll(AnyFile.ToArbitrary(), Question.ToArbitrary(), (file, question) =>
            Ranks(Decide(question, file)).SequenceEqual(Ranks(Decide(question, file.Reverse())))).Check(Many);

    /// <summary>A tree of rules about the documents d0 to d4; some of which nobody has looked at.</summary>
    private static Gen<Requirement> Tree(int depth) => depth == 0
        ? Gen.Choose(0, 4).Select(n => (Requirement)new Requirement.DocumentAccepted($"d{n}", Source) { Id = "leaf", Source = Source })
        : Gen.OneOf(
            Tree(0),
            Gen.Choose(1, 3).SelectMany(n => Tree(depth - 1).ArrayOf(n)).Select(p => (Requirement)new Requirement.AllOf([.. p]) { Id = "all", Source = Source }),
            Gen.Choose(1, 3).SelectMany(n => Tree(depth - 1).ArrayOf(n)).Select(p => (Requirement)new Requirement.AnyOf([.. p]) { Id = "any", Source = Source }));

    private static Gen<ImmutableArray<Fact>> Documents =>
        Gen.Elements<DocumentCheck?>(null, null, DocumentCheck.Accepted, DocumentCheck.NotAccepted, DocumentCheck.Falsified).ArrayOf(5)
            .Select(checks => checks.Select((check, n) => (Fact)new Fact.Document($"d{n}", Today, check)).ToImmutableArray());

    /// <summary>What is granted or refused while something is open stays so, however the open thing turns out.</summary>
    [Fact]
    public void Nothing_is_decided_by_what_nobody_knows() =>
        Prop.ForAll(Tree(3).ToArbitrary(), Documents.ToArbitrary(), Gen.Elements(DocumentCheck.Accepted, DocumentCheck.NotAccepted).ToArbitrary(), (rule, documents, found) =>
        {
            var pack = Packs.CalMhsa with { Questions = new Dictionary<string, Question> { ["q"] = new("q", "application", Source, [rule]) }.ToFrozenDictionary() };
            var open = Evaluator.Decide(pack, "q", new(documents), Today).Outcome;
            var settled = Evaluator.Decide(pack, "q", Facts.Of(documents.Select(d => d is Fact.Document { Check: null } unseen ? unseen with { Check = found } : d)), Today).Outcome;
            return open is not (Outcome.Grant or Outcome.Refuse) || open == settled;
        }).Check(Many);
}
