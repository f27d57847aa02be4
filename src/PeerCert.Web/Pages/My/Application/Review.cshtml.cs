using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>Everything on one page before it is sent, with what the standard says of it.</summary>
public sealed class ReviewModel(OpenMyApplication open, SubmitApplication.Handler submit, ProgramClock clock) : ApplicationPage(open)
{
    public Considered? PreCheck { get; private set; }

    public IReadOnlyList<FormPart> Missing { get; private set; } = [];

    /// <summary>What a part holds, line by line.</summary>
    public IEnumerable<string> Lines(Wording words, FormPart part)
    {
        var (form, answers) = (Mine.Form, Mine.Answers);
        return part.Page switch
        {
            FormPartKind.Pathway => answers.Chosen.TryGetValue(ApplicationFacts.Pathway, out var pathway)
                ? [PartWords.Word(words, form.Pack, form.Pack.Kinds[ApplicationFacts.Pathway], pathway)] : [],
            FormPartKind.AboutYou => [answers.AsPrinted ?? "", answers.BirthDate?.Read("").Match(words.Day, _ => "") ?? ""],
            FormPartKind.Statements =>
            [
                .. form.Choices.Where(k => answers.Chosen.ContainsKey(k.Name)).Select(k => words["apply.review.answer", ("question", PartWords.Kind(words, form.Pack, k)), ("answer", PartWords.Word(words, form.Pack, k, answers.Chosen[k.Name]))]),
                .. form.Statements.Where(k => answers.Stated.ContainsKey(k.Name)).Select(k => words[
                    "apply.review.answer", ("question", PartWords.Kind(words, form.Pack, k)), ("answer", words[answers.Stated[k.Name].Yes ? "apply.statements.yes" : "apply.statements.no"])]),
            ],
            FormPartKind.Entries => answers.Entries.Where(e => e.Kind == part.Kind!.Name).Select(e => EntryWords.Line(words, form.Pack, e)),
            FormPartKind.Evidence => Mine.Evidence.Where(e => form.Pack.Kinds.ContainsKey(e.Kind))
                .Select(e => words["apply.review.answer", ("question", PartWords.Kind(words, form.Pack, form.Pack.Kinds[e.Kind])), ("answer", e.OriginalName)]),
            _ => Mine.Agreement is { } agreement ? [words["apply.ethics.signed", ("name", agreement.SignedName), ("day", agreement.SignedOn)]] : [],
        };
    }

    protected override async Task<IActionResult> FillAsync(CancellationToken ct)
    {
        await CheckAsync(ct);
        return await base.FillAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var sent = await submit.HandleAsync(new(Id, User.ActorOf()), ct);
        if (sent.Problem is not { } problem)
            return RedirectToPage("/My/Application/Index", new { Id });
        if (await LoadAsync(ct) is { } refused)
            return refused;
        await CheckAsync(ct);
        return this.Show(problem);
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        Missing = Mine.Missing(clock.Today);
        PreCheck = (await Open.PreCheckAsync(Mine, ct)).Match<Considered?>(c => c, _ => null);
    }
}
