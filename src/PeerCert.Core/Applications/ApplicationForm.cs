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

    /// <summary>The rules that the standard asks of this person, depth first.</summary>
    public ImmutableArray<Requirement> Rules { get; init; } = [];

    /// <summary>Where the person can give what a rule wants; null where it is not theirs to give, such as what staff record.</summary>
    public FormPart? PartFor(string rule) =>
        KindsFor(rule).Select(kind => Parts.FirstOrDefault(p => p.Kind == kind || p.Page == PageOf(kind))).FirstOrDefault(p => p is not null);

    /// <summary>The kinds of fact that would meet a rule.</summary>
    public IEnumerable<FactKind> KindsFor(string rule) =>
        (Rules.FirstOrDefault(r => r.Id == rule)?.FromApplicant ?? []).Select(k => Pack.Kinds[k]);

    private FormPartKind? PageOf(FactKind kind) =>
        kind.Name == ApplicationFacts.Pathway ? FormPartKind.Pathway
        : Choices.Contains(kind) || Statements.Contains(kind) ? FormPartKind.Statements
        : Documents.Any(d => d.Kinds.Contains(kind)) ? FormPartKind.Evidence
        : kind.Shape switch { "attribute" => FormPartKind.AboutYou, "agreement" => FormPartKind.Ethics, _ => null };

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
        ], choices, statements, documents)
        { Rules = rules };
    }

    /// <summary>The pathways that somebody who files on this day can still take: none that the standard has closed.</summary>
    public static IEnumerable<string> OpenPathways(Pack pack, DateOnly today) =>
        (pack.Kinds.GetValueOrDefault(ApplicationFacts.Pathway)?.Values ?? []).Where(value =>
            Evaluator.Decide(pack, ApplicationFacts.Question, Facts.Of(new Fact.PersonAttribute(ApplicationFacts.Pathway, null, value)), today).Outcome is not Outcome.Refuse);
}
