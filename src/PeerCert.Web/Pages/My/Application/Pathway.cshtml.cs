using System.ComponentModel.DataAnnotations;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>How the person applies; all later parts follow from it.</summary>
public sealed class PathwayModel(OpenMyApplication open, SaveAnswers.Handler save, ProgramClock clock) : AnswersPage<PathwayModel.Form>(open)
{
    public sealed class Form
    {
        [Display(Name = "apply.pathway.title")]
        public string? Value { get; set; }
    }

    public override FormPart? Part => Mine.Form.Parts.FirstOrDefault(p => p.Page is FormPartKind.Pathway);

    public IEnumerable<Choice> Options(Wording words) => ApplicationForm.OpenPathways(Mine.Form.Pack, clock.Today)
        .Select(v => new Choice(v, PartWords.Word(words, Mine.Form.Pack, Mine.Form.Pack.Kinds[ApplicationFacts.Pathway], v)));

    protected override Form Saved(DraftAnswers answers) => new() { Value = answers.Chosen.GetValueOrDefault(ApplicationFacts.Pathway) };

    protected override Task<Result<Done>> SaveAsync(CancellationToken ct) => save.HandleAsync(new SaveAnswers.Pathway(Id, Input.Value, User.ActorOf(), SeenAnswers, IsKept), ct);
}
