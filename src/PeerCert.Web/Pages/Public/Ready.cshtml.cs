using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Pages.My.Application;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Public;

/// <summary>
/// "Am I ready, and what will it cost?" Nothing is stored and nothing stands in the address but the pathway: the answers are
/// sent, looked at and forgotten.
/// </summary>
public sealed class ReadyModel(StandardsLibrary library, ProgramClock clock) : PageModel
{
    private const string Yes = "yes";

    /// <summary>How the person would apply. What is asked follows from it.</summary>
    [BindProperty(SupportsGet = true, Name = "pathway")]
    public string? Pathway { get; set; }

    [BindProperty]
    public Answers Input { get; set; } = new();

    public sealed class Answers
    {
        [Display(Name = "apply.about-you.birth-date")]
        public DateInput BirthDate { get; set; } = new();

        public Dictionary<string, Stretch> Stretches { get; set; } = [];
    }

    public sealed class Stretch
    {
        public string? Quantity { get; set; }
        [Display(Name = "apply.entries.from")]
        public DateInput From { get; set; } = new();
        [Display(Name = "apply.entries.span.to")]
        public DateInput To { get; set; } = new();
        public Dictionary<string, string?> OfTopic { get; set; } = [];
    }

    /// <summary>Null while no pathway is chosen, or none of this name is open.</summary>
    public ApplicationForm? Form { get; private set; }

    /// <summary>Null before anything was answered.</summary>
    public Readiness? Result { get; private set; }

    public ImmutableArray<FeeAhead> Fees { get; private set; } = [];

    public Pack? Pack => library.On(GoverningQuestion.Filing, clock.Today);

    public IEnumerable<string> Pathways => Pack is { } pack ? ApplicationForm.OpenPathways(pack, clock.Today) : [];

    public IActionResult OnGet()
    {
        if (Pathway is null)
            return Page();
        return Load() is { } problem ? this.Show(problem) : Page();
    }

    public IActionResult OnPost()
    {
        if (Load() is { } problem)
            return this.Show(problem);
        var answers = Given(Form!);
        if (ReadinessCheck.Check(answers, Form!, clock.Today) is { } wrong)
            return this.Show(wrong);
        if (!ModelState.IsValid)
            return this.AskAgain();
        Result = ReadinessCheck.Consider(answers, Form!, clock.Today);
        Fees = [.. Result.Fees, .. FeesOfTheExam.Ahead(Form!.Pack, clock.Today)];
        return Page();
    }

    /// <summary>What was sent for a question whose name comes from the pack.</summary>
    public string? Sent(string name) => Request.HasFormContentType && Request.Form.TryGetValue(name, out var sent) ? sent.ToString() : null;

    public IEnumerable<Choice> YesNo(Wording words) => [new(Yes, words["apply.statements.yes"]), new("no", words["apply.statements.no"])];

    public IEnumerable<Choice> Ways(Wording words) =>
        Pathways.Select(v => new Choice(v, PartWords.Word(words, Pack!, Pack!.Kinds[ApplicationFacts.Pathway], v)));

    /// <summary>Nobody has looked at any document yet, so what a rule says of one that was accepted is not shown.</summary>
    public bool IsDocument(Finding finding) => Form!.Documents.Any(d => d.Rule == finding.Rule);

    public string Documents(Wording words, FormDocument document) =>
        words[document.Kinds.Length == 1 ? "ready.one-document" : "ready.document", ("documents", string.Join(", ", document.Kinds.Select(k => PartWords.Kind(words, Form!.Pack, k))))];

    public Stretch Of(FactKind kind) => Input.Stretches.TryGetValue(kind.Name, out var stretch) ? stretch : Input.Stretches[kind.Name] = new();

    private Problem? Load()
    {
        if (!ReadinessCheck.Ask(library, Pathway, clock.Today).Succeeded(out var form, out var problem))
            return problem;
        Form = form;
        foreach (var kind in form.Entries.Where(k => k.Shape == "span"))
        {
            var stretch = Of(kind);
            foreach (var topic in kind.Topics)
                stretch.OfTopic.TryAdd(topic, null);
        }
        return null;
    }

    private ReadinessAnswers Given(ApplicationForm form) => new(
        Pathway!, Input.BirthDate.Typed,
        [.. form.Statements.Select(k => k.Name).Concat(form.Documents.Select(d => d.Rule)).Where(name => Sent(name) == Yes)],
        form.Entries.Where(k => k.Shape == "overlay").ToImmutableDictionary(k => k.Name, k => Sent(k.Name)),
        form.Entries.Where(k => k.Shape == "span").ToImmutableDictionary(k => k.Name, k => new RecalledStretch(
            Of(k).From.Typed, Of(k).To.Typed, Of(k).Quantity, Of(k).OfTopic.ToImmutableDictionary())));
}
