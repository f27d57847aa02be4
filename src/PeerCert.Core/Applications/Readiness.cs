using System.Collections.Immutable;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>A stretch of training or work as somebody recalls it; <see cref="OfTopic"/> says how much of it was about what.</summary>
public sealed record RecalledStretch(TypedDay From, TypedDay To, string? Quantity, ImmutableDictionary<string, string?> OfTopic);

/// <summary>
/// What somebody says of themselves before they have an account. All of it may be left out, none of it is kept.
/// <see cref="Yes"/> holds what was answered with yes: statements by their kind, documents by their rule; <see cref="By"/>
/// who certified them elsewhere.
/// </summary>
public sealed record ReadinessAnswers(
    string Pathway, TypedDay BirthDate, ImmutableHashSet<string> Yes, ImmutableDictionary<string, string?> By,
    ImmutableDictionary<string, RecalledStretch> Stretches);

/// <summary>A fee on the way to a certificate, in US cents, as priced today.</summary>
public sealed record FeeAhead(string Line, long Cents, Citation Source);

/// <summary>
/// What the standard says to these answers. <see cref="Has"/> is met; <see cref="Lacks"/> is what is still missing, a last
/// or first day with it; <see cref="Open"/> is for staff to see; what comes with the application itself is not held against
/// anybody and stands in <see cref="InApplication"/>.
/// </summary>
public sealed record Readiness(
    PackStamp Pack, ImmutableArray<Finding> Has, ImmutableArray<Finding> Lacks, ImmutableArray<Finding> Open, ImmutableArray<Finding> InApplication,
    ImmutableArray<FeeAhead> Fees)
{
    public bool IsReady => Lacks.IsEmpty && Open.IsEmpty;

    public bool IsImpossible => Lacks.Any(f => f.Remedy is Remedy.Never);
}

/// <summary>"Am I ready, and what will it cost?", asked by anybody and answered by the pack of today.</summary>
public static class ReadinessCheck
{
    /// <summary>What has to be known first: which way somebody would apply.</summary>
    public static Result<ApplicationForm> Ask(StandardsLibrary library, string? pathway, DateOnly today) =>
        library.On(GoverningQuestion.Filing, today) is not { } pack ? new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", today)))
        : pathway is null || !ApplicationForm.OpenPathways(pack, today).Contains(pathway) ? Problem.Invalid.At("pathway", Text.Of("field.choice-missing"))
        : ApplicationForm.Of(pack, new DraftAnswers { Chosen = ImmutableDictionary<string, string>.Empty.Add(ApplicationFacts.Pathway, pathway) }, today);

    /// <summary>Everything that is wrong with the answers; null where nothing is.</summary>
    public static Problem? Check(ReadinessAnswers answers, ApplicationForm form, DateOnly today) => Problem.Invalid.Of(
    [
        answers.BirthDate.IsEmpty ? null : answers.BirthDate.ReadPast("BirthDate", today).Problem,
        .. form.Entries.Where(k => k.Shape == "span" && answers.Stretches.ContainsKey(k.Name)).SelectMany(k => Check(answers.Stretches[k.Name], k, today)),
    ]);

    /// <summary>Asks the pack. Documents that somebody has count as good ones: whether they are, staff will see.</summary>
    public static Readiness Consider(ReadinessAnswers answers, ApplicationForm form, DateOnly today)
    {
        var facts = Facts.Of(FactsOf(answers, form, today));
        var decision = Evaluator.Decide(form.Pack, ApplicationFacts.Question, facts, today);
        var rules = Evaluator.Asked(form.Pack, ApplicationFacts.Question, facts, today).ToDictionary(r => r.Id);
        var answered = form.Statements.Concat(form.Entries).Select(k => k.Name).Concat(form.Documents.SelectMany(d => d.Kinds.Select(k => k.Name))).Append(ApplicationFacts.BirthDate).ToHashSet();
        var (fees, steps) = (decision.NextSteps.Where(f => f.FeeLine is not null).ToList(), decision.NextSteps.Where(f => f.FeeLine is null).ToList());
        return new(
            decision.Pack,
            [.. decision.Roots.SelectMany(r => r.Tree()).Where(f => f is { Verdict: Verdict.Met, Parts.IsEmpty: true } && Asked(f))],
            [.. steps.Where(Asked)],
            [.. decision.Roots.Where(f => f.Verdict is Verdict.Unknown)],
            [.. steps.Where(f => !Asked(f))],
            [.. fees.Select(f => new FeeAhead(f.FeeLine!, f.FeeCents ?? 0, f.Source))]);

        bool Asked(Finding finding) => rules.TryGetValue(finding.Rule, out var rule) && rule.FromApplicant.Any(answered.Contains);
    }

    private static IEnumerable<Fact> FactsOf(ReadinessAnswers answers, ApplicationForm form, DateOnly today)
    {
        yield return new Fact.PersonAttribute(ApplicationFacts.Pathway, null, answers.Pathway);
        if (answers.BirthDate.Read("").Succeeded(out var born, out _))
            yield return new Fact.PersonAttribute(ApplicationFacts.BirthDate, born, null);
        foreach (var kind in form.Statements.Where(k => answers.Yes.Contains(k.Name)))
            yield return new Fact.Attestation(kind.Name, today, true);
        foreach (var document in form.Documents.Where(d => answers.Yes.Contains(d.Rule)))
            yield return new Fact.Document(document.Kinds[0].Name, today, DocumentCheck.Accepted) { Features = [.. document.Kinds[0].Features] };
        foreach (var kind in form.Entries)
            if (kind.Shape == "overlay" && answers.By.GetValueOrDefault(kind.Name)?.Trim() is { Length: > 0 } by)
                yield return new Fact.Overlay(kind.Name, today, null) { By = by };
            else if (answers.Stretches.TryGetValue(kind.Name, out var stretch) && Read(stretch, kind, today).Succeeded(out var spans, out _))
                foreach (var span in spans)
                    yield return span;
    }

    /// <summary>The stretch as one span for each topic and one for the rest of it; none where nothing was typed.</summary>
    private static Result<ImmutableArray<Fact.Span>> Read(RecalledStretch stretch, FactKind kind, DateOnly today)
    {
        if (Check(stretch, kind, today).FirstOrDefault(p => p is not null) is { } problem)
            return problem;
        if (!EntryAnswers.Quantity(stretch.Quantity).Succeeded(out var all, out _) || !stretch.To.Read("").Succeeded(out var to, out _))
            return ImmutableArray<Fact.Span>.Empty;
        var from = stretch.From.Read("").Match<DateOnly?>(d => d, _ => null);
        var topics = kind.Topics.Select(t => (Topic: t, Quantity: Of(stretch, t))).Where(t => t.Quantity > 0).ToList();
        var spans = topics.Select(t => new Fact.Span(kind.Name, from, to, t.Quantity, kind.Unit!) { Topics = [t.Topic] });
        var rest = all - topics.Sum(t => t.Quantity);
        return ImmutableArray.CreateRange(rest > 0 ? spans.Append(new(kind.Name, from, to, rest, kind.Unit!)) : spans);
    }

    private static IEnumerable<Problem?> Check(RecalledStretch stretch, FactKind kind, DateOnly today)
    {
        if (stretch.To.IsEmpty && stretch.From.IsEmpty && string.IsNullOrWhiteSpace(stretch.Quantity) && stretch.OfTopic.Values.All(string.IsNullOrWhiteSpace))
            yield break;
        yield return At("Quantity", EntryAnswers.Quantity(stretch.Quantity).Problem);
        yield return At("To", stretch.To.ReadPast("", today).Problem);
        if (kind.FromRequired)
            yield return At("From", stretch.From.ReadPast("", today).Problem);
        yield return At("To", EntryAnswers.NotBefore(stretch.To, stretch.From));
        foreach (var (topic, typed) in stretch.OfTopic.Where(t => !string.IsNullOrWhiteSpace(t.Value)))
            yield return At($"OfTopic[{topic}]", EntryAnswers.Quantity(typed).Problem);
        if (EntryAnswers.Quantity(stretch.Quantity).Succeeded(out var all, out _) && kind.Topics.Sum(t => Of(stretch, t)) > all)
            yield return At("Quantity", Problem.Invalid.At("", Text.Of("ready.less-than-its-parts")));

        Problem? At(string field, Problem? problem) =>
            problem is Problem.Invalid { Fields: [var first, ..] } ? Problem.Invalid.At($"Stretches[{kind.Name}].{field}", first.Message) : null;
    }

    private static decimal Of(RecalledStretch stretch, string topic) => EntryAnswers.Quantity(stretch.OfTopic.GetValueOrDefault(topic)).Match(q => q, _ => 0);
}
