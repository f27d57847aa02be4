using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;
using Outcome = PeerCert.Standards.Model.Outcome;

namespace PeerCert.Tests.Standards;

/// <summary>
/// What must hold for every file, not only for those that somebody thought of: files of every question and pathway of every
/// pack, made of the worked ones by leaving facts out, moving them and adding others of the same pack.
/// </summary>
public class EvaluatorProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20250515, 1);   // one seed: the gate says the same each time

    private static readonly ImmutableArray<(Pack Pack, Case.Decided Case)> Worked = Packs.Files;

    private static readonly Dictionary<PackStamp, Fact[]> Known =
        Worked.GroupBy(w => w.Pack.Stamp).ToDictionary(g => g.Key, g => g.SelectMany(w => w.Case.Facts.All).Distinct().ToArray());

    /// <summary>A file to be decided, and something that may be done to it.</summary>
    private sealed record Asked(Pack Pack, string Question, DateOnly AsOf, ImmutableArray<Fact> Facts)
    {
        public Decision Decide() => Evaluator.Decide(Pack, Question, new(Facts), AsOf);

        public override string ToString() => $"{Pack.Stamp.Authority} {Question} {AsOf:o} {JsonSerializer.Serialize(Facts, StandardsJson.Options)}";
    }

    private static Fact Moved(Fact fact, int days) => fact switch
    {
        Fact.Event f => f with { On = f.On.AddDays(days) },
        Fact.Span f => f with { From = f.From?.AddDays(days), To = f.To.AddDays(days) },
        Fact.Document f => f with { ReceivedOn = f.ReceivedOn.AddDays(days) },
        Fact.Attestation f => f with { On = f.On.AddDays(days) },
        Fact.Agreement f => f with { On = f.On.AddDays(days) },
        Fact.Attempt f => f with { On = f.On.AddDays(days) },
        Fact.Overlay f => f with { From = f.From.AddDays(days), Until = f.Until?.AddDays(days) },
        Fact.Filing f => f with { On = f.On.AddDays(days) },
        _ => fact,
    };

    /// <summary>A worked file: some facts left out, some moved a little, some others of the pack added.</summary>
    private static Gen<Asked> AnyFile =>
        from worked in Gen.Elements(Worked.AsEnumerable())
        from kept in Gen.Choose(0, 29).ArrayOf(worked.Case.Facts.All.Length)
        from moved in Gen.Frequency((15, Gen.Constant(0)), (1, Gen.Choose(-400, 400))).ArrayOf(worked.Case.Facts.All.Length)
        from added in Gen.Choose(0, 3).SelectMany(n => Gen.Elements(Known[worked.Pack.Stamp]).ArrayOf(n))
        from later in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(-500, 500)))
        select new Asked(
            worked.Pack, worked.Case.Question, worked.Case.AsOf.AddDays(later),
            [.. worked.Case.Facts.All.Where((_, n) => kept[n] > 0).Select((f, n) => Moved(f, moved[n])).Concat(added)]);

    private static int Rank(Verdict verdict) => verdict switch { Verdict.Met => 2, Verdict.Unknown => 1, _ => 0 };

    private static void ForAll(Func<Asked, bool> holds) => Prop.ForAll(AnyFile.ToArbitrary(), holds).Check(Many);

    /// <summary>The files that are tried reach every outcome of every question, often enough to say something.</summary>
    [Fact]
    public void The_files_that_are_tried_are_of_all_kinds()
    {
        var tried = new HashSet<(string, string, Outcome)>();
        ForAll(file => tried.Add((file.Pack.Stamp.Authority, file.Question, file.Decide().Outcome)) || true);

        HashSet<(string, string, Outcome)> wanted =
            [
                ("calmhsa", "application", Outcome.Grant), ("calmhsa", "application", Outcome.Hold), ("calmhsa", "application", Outcome.Deficient), ("calmhsa", "application", Outcome.Refuse),
                ("calmhsa", "exam", Outcome.Grant), ("calmhsa", "exam", Outcome.Refuse), ("calmhsa", "certificate", Outcome.Grant), ("calmhsa", "certificate", Outcome.Deficient),
                ("dhcs", "application", Outcome.Grant), ("dhcs", "application", Outcome.Deficient), ("dhcs", "application", Outcome.Refuse),
            ];
        Assert.Superset(wanted, tried);
    }

    /// <summary>
    /// A fact of a file that was granted, given back to what is left of it amid others. An approval is no such fact: it opens
    /// a window, and what nobody could say before is then open.
    /// </summary>
    [Fact]
    public void A_fact_that_meets_a_rule_never_makes_anything_worse()
    {
        var granted = Worked.Where(w => w.Case is { Expected.Outcome: Outcome.Grant, Question: not "exam" }).ToList();
        var files =
            from whole in Gen.Elements<(Pack Pack, Case.Decided Case)>(granted)
            let good = whole.Case.Facts.All.Where(f => f is not (Fact.PersonAttribute or Fact.Filing or Fact.Overlay { Kind: not "out-of-state-certification" } or Fact.Event { Kind: "application-approved" or "ce-period-began" } or Fact.Attempt { Outcome: not AttemptOutcome.Pass }) && f.Begins <= whole.Case.AsOf).ToArray()
            where good.Length > 0
            from back in Gen.Elements(good)
            from kept in Gen.Choose(0, 2).ArrayOf(whole.Case.Facts.All.Length)
            from added in Gen.Elements(Known[whole.Pack.Stamp].Where(f => f is not (Fact.PersonAttribute or Fact.Filing)).ToArray()).ListOf(2)
            let left = whole.Case.Facts.All.Where((f, n) => f is Fact.PersonAttribute or Fact.Filing || (kept[n] > 0 && f != back))
            select (File: new Asked(whole.Pack, whole.Case.Question, whole.Case.AsOf, [.. left, .. added]), Back: back);

        Prop.ForAll(files.ToArbitrary(), given =>
        {
            var (before, after) = (given.File.Decide(), (given.File with { Facts = given.File.Facts.Add(given.Back) }).Decide());
            return before.All().Zip(after.All()).All(p => p.First.Rule == p.Second.Rule && Rank(p.First.Verdict) <= Rank(p.Second.Verdict))
                && (before.Outcome is Outcome.Refuse || after.Outcome is not Outcome.Refuse)
                && (before.Outcome is not Outcome.Grant || after.Outcome is Outcome.Grant);
        }).Check(Many);
    }

    [Fact]
    public void An_open_root_never_grants_and_only_never_denies() =>
        ForAll(file =>
        {
            var decision = file.Decide();
            return (decision.Outcome is Outcome.Grant) == (!decision.Roots.IsEmpty && decision.Roots.All(r => r.Verdict is Verdict.Met))
                && (decision.Outcome is Outcome.Refuse) == decision.Roots.Any(r => r is { Verdict: Verdict.NotMet, Remedy: Remedy.Never })
                && (decision.Outcome is Outcome.Hold) == (decision.Roots.All(r => r.Verdict is not Verdict.NotMet) && decision.Outcome is not Outcome.Grant);
        });

    [Fact]
    public void Only_what_is_not_met_has_a_remedy_and_it_always_has_one() =>
        ForAll(file => file.Decide().All().All(f =>
            (f.Verdict is Verdict.NotMet) == f.Remedy is not null
            && (f.Remedy is Remedy.WaitUntil) == f.FirstDay is not null
            && (f.LastDay is null || f.Remedy is Remedy.Supply)
            && (f.FeeLine is null) == (f.FeeCents is null) && f.FeeCents is not 0
            && (f.FeeLine is null || f.Remedy is Remedy.Supply)));

    /// <summary>Of two answers of one day the later given counts, so only files without such are tried.</summary>
    [Fact]
    public void The_order_of_facts_decides_nothing() =>
        ForAll(file =>
        {
            var facts = file.Facts.DistinctBy(f => f is Fact.PersonAttribute or Fact.Attestation ? f.Kind : $"{f}").ToImmutableArray();
            static IEnumerable<object?> Said(Asked file) =>
                file.Decide().All().Select(f => (f.Rule, f.Verdict, f.Because.Key, f.Remedy, f.FirstDay, f.LastDay, f.FeeLine, f.FeeCents, f.Source)).Cast<object?>();
            return Said(file with { Facts = facts }).SequenceEqual(Said(file with { Facts = [.. facts.Reverse()] }));
        });

    [Fact]
    public void The_same_arguments_give_the_same_decision() =>
        ForAll(file =>
        {
            static string Written(Decision decision) => JsonSerializer.Serialize(decision, StandardsJson.Options);
            return Written(file.Decide()) == Written((file with { Facts = [.. file.Facts.Select(f => f with { })] }).Decide());
        });

    [Fact]
    public void What_comes_later_does_not_count_yet() =>
        ForAll(file =>
        {
            static string Written(Decision decision) => JsonSerializer.Serialize(decision, StandardsJson.Options);
            return Written(file.Decide()) == Written((file with { Facts = [.. file.Facts.Where(f => f.Begins is not { } day || day <= file.AsOf)] }).Decide());
        });

    [Fact]
    public void What_is_asked_is_what_is_found_and_what_is_left_to_do_is_open() =>
        ForAll(file =>
        {
            var decision = file.Decide();
            return Evaluator.Asked(file.Pack, file.Question, new(file.Facts), file.AsOf).Select(r => r.Id).SequenceEqual(decision.All().Select(f => f.Rule))
                && decision.NextSteps.All(f => f is { Verdict: Verdict.NotMet, Parts.IsEmpty: true })
                && decision.NextSteps.Any() == decision.Outcome is Outcome.Deficient or Outcome.Refuse;
        });

    /// <summary>What is granted or refused while nobody has looked at a document stays so, whether it is accepted or not.</summary>
    [Fact]
    public void Nothing_is_decided_by_what_nobody_has_looked_at()
    {
        var files =
            from file in AnyFile
            from unseen in Gen.Choose(0, 2).ArrayOf(file.Facts.Length)
            from found in Gen.Elements(DocumentCheck.Accepted, DocumentCheck.NotAccepted)
            select (Open: file with { Facts = [.. file.Facts.Select((f, n) => f is Fact.Document d && unseen[n] == 0 ? d with { Check = null } : f)] }, Found: found);

        Prop.ForAll(files.ToArbitrary(), given =>
        {
            var open = given.Open.Decide().Outcome;
            var settled = (given.Open with { Facts = [.. given.Open.Facts.Select(f => f is Fact.Document { Check: null } d ? d with { Check = given.Found } : f)] }).Decide().Outcome;
            return open is not (Outcome.Grant or Outcome.Refuse) || open == settled;
        }).Check(Many);
    }

    // --- trees of rules that no pack has ---

    private static readonly DateOnly Today = new(2025, 7, 1);
    private static readonly string[] Kinds = ["diploma", "transcript", "passport", "work-record", "self-letter"];

    /// <summary>A tree of rules about documents; some of which nobody has looked at.</summary>
    private static Gen<Requirement> Tree(int depth) => depth == 0
        ? Gen.Elements(Kinds).Select(k => (Requirement)new DocumentAccepted([new(k, [])], OneRule.Source) { Id = "leaf" })
        : Gen.OneOf(
            Tree(0),
            Gen.Choose(1, 3).SelectMany(n => Tree(depth - 1).ArrayOf(n)).Select(p => (Requirement)new AllOf([.. p]) { Id = "all" }),
            Gen.Choose(1, 3).SelectMany(n => Tree(depth - 1).ArrayOf(n)).Select(p => (Requirement)new AnyOf([.. p]) { Id = "any" }));

    private static Gen<ImmutableArray<Fact>> Documents =>
        Gen.Elements<DocumentCheck?>(null, null, DocumentCheck.Accepted, DocumentCheck.NotAccepted, DocumentCheck.Falsified).ArrayOf(Kinds.Length)
            .Select(checks => checks.Select((check, n) => (Fact)new Fact.Document(Kinds[n], Today, check)).ToImmutableArray());

    [Fact]
    public void Nothing_is_decided_by_an_unknown_however_rules_are_combined() =>
        Prop.ForAll(Tree(3).ToArbitrary(), Documents.ToArbitrary(), Gen.Elements(DocumentCheck.Accepted, DocumentCheck.NotAccepted).ToArbitrary(), (rule, documents, found) =>
        {
            var pack = OneRule.With(rule);
            var open = Evaluator.Decide(pack, "q", new(documents), Today).Outcome;
            var settled = Evaluator.Decide(pack, "q", Facts.Of(documents.Select(d => d is Fact.Document { Check: null } unseen ? unseen with { Check = found } : d)), Today).Outcome;
            return open is not (Outcome.Grant or Outcome.Refuse) || open == settled;
        }).Check(Many);
}
