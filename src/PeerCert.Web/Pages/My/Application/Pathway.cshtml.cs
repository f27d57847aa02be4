using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>How the person applies; all later parts follow from it.</summary>
public sealed class PathwayModel(OpenMyApplication open, SaveAnswers.Handler save, ProgramClock clock) : ApplicationPage(open)
{
    [BindProperty, Display(Name = "apply.pathway.title")]
    public string? Value { get; set; }

    public override FormPart? Part => Mine.Form.Parts.FirstOrDefault(p => p.Page is FormPartKind.Pathway);

    public IEnumerable<Choice> Options(Wording words) => ApplicationForm.OpenPathways(Mine.Form.Pack, clock.Today)
        .Select(v => new Choice(v, PartWords.Word(words, Mine.Form.Pack, Mine.Form.Pack.Kinds[ApplicationFacts.Pathway], v)));

    protected override Task<IActionResult> FillAsync(CancellationToken ct)
    {
        Value = Mine.Answers.Chosen.GetValueOrDefault(ApplicationFacts.Pathway);
        return Task.FromResult<IActionResult>(Page());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        await NextAsync(await save.HandleAsync(new SaveAnswers.Pathway(Id, Value, User.ActorOf()), ct), ct);
}
