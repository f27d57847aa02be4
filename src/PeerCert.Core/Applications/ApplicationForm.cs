using System.Collections.Immutable;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>What a page of the application asks for.</summary>
public enum FormPartKind { Pathway, AboutYou, Statements, Entries, Evidence, Ethics }

/// <summary>One part of the application; <see cref="Kind"/> names what a page of entries is about.</summary>
public sealed record FormPart(FormPartKind Page, FactKind? Kind = null)
{
    /// <summary>Stable name, also where a missing part is reported.</summary>
    public string Name => Kind is null ? Shared.TextKeys.Kebab($"{Page}") : Kind.Name;
}

/// <summary>A document that a rule asks for, and the kinds that would do.</summary>
public sealed record FormDocument(string Rule, Text Title, ImmutableArray<FactKind> Kinds);

/// <summary>
/// The application as this person has to fill it in: the pack's rules, asked with what is known, say which parts there are
/// (CAL-801.5). A pack with other kinds of fact gets other parts, without a change of code.
/// </summary>
public sealed record ApplicationForm(
    Pack Pack, ImmutableArray<FormPart> Parts, ImmutableArray<FactKind> Choices, ImmutableArray<FactKind> Statements, ImmutableArray<FormDocument> Documents)
{
    public IEnumerable<FactKind> Entries => Parts.Select(p => p.Kind).OfType<FactKind>();

    /// <summary>Every kind of fact that the answers speak for.</summary>
    public IEnumerable<string> Kinds =>
        [ApplicationFacts.Pathway, ApplicationFacts.BirthDate, .. Choices.Select(k => k.Name), .. Statements.Select(k => k.Name), .. Entries.Select(k => k.Name)];

    public static ApplicationForm Of(Pack pack, DraftAnswers answers, DateOnly today)
    {
        Fact[] known = answers.Chosen.TryGetValue(ApplicationFacts.Pathway, out var pathway) ? [new Fact.PersonAttribute(ApplicationFacts.Pathway, null, pathway)] : [];
        var rules = Evaluator.Asked(pack, ApplicationFacts.Question, Facts.Of(known), today);
        var kinds = rules.SelectMany(r => r.FromApplicant).Distinct().Select(k => pack.Kinds[k]).ToImmutableArray();
        var choices = kinds.Where(k => k is { Shape: "attribute", Values.IsEmpty: false } && k.Name != ApplicationFacts.Pathway).ToImmutableArray();
        var statements = kinds.Where(k => k.Shape == "attestation").ToImmutableArray();
        var documents = rules.OfType<DocumentAccepted>().Select(r => new FormDocument(r.Id, r.Title, [.. r.FromApplicant.Select(k => pack.Kinds[k])])).ToImmutableArray();
        return new(pack,
        [
            .. kinds.Any(k => k.Name == ApplicationFacts.Pathway) ? [new FormPart(FormPartKind.Pathway)] : Array.Empty<FormPart>(),
            new(FormPartKind.AboutYou),
            .. choices.IsEmpty && statements.IsEmpty ? [] : (FormPart[])[new(FormPartKind.Statements)],
            .. kinds.Where(k => k.Shape is "span" or "overlay").Select(k => new FormPart(FormPartKind.Entries, k)),
            .. documents.IsEmpty ? [] : (FormPart[])[new(FormPartKind.Evidence)],
            .. kinds.Any(k => k.Shape == "agreement") ? (FormPart[])[new(FormPartKind.Ethics)] : [],
        ], choices, statements, documents);
    }

    /// <summary>The pathways that somebody who files on this day can still take: none that the standard has closed.</summary>
    public static IEnumerable<string> OpenPathways(Pack pack, DateOnly today) =>
        (pack.Kinds.GetValueOrDefault(ApplicationFacts.Pathway)?.Values ?? []).Where(value =>
            Evaluator.Decide(pack, ApplicationFacts.Question, Facts.Of(new Fact.PersonAttribute(ApplicationFacts.Pathway, null, value)), today).Outcome is not Outcome.Refuse);
}
