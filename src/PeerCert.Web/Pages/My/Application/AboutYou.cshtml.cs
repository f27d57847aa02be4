using System.ComponentModel.DataAnnotations;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My.Application;

public sealed class AboutYouModel(OpenMyApplication open, SaveAnswers.Handler save) : AnswersPage<AboutYouModel.Form>(open)
{
    public sealed class Form
    {
        [Required, Display(Name = "apply.about-you.as-printed")]
        public string? AsPrinted { get; set; }
        [Display(Name = "apply.about-you.given")]
        public string? Given { get; set; }
        [Display(Name = "apply.about-you.family")]
        public string? Family { get; set; }
        [DateRequired, Display(Name = "apply.about-you.birth-date")]
        public DateInput BirthDate { get; set; } = new();
    }

    public override FormPart? Part => Mine.Form.Parts.FirstOrDefault(p => p.Page is FormPartKind.AboutYou);

    protected override Form Saved(DraftAnswers answers) =>
        new() { AsPrinted = answers.AsPrinted, Given = answers.Given, Family = answers.Family, BirthDate = DateInput.Of(answers.BirthDate) };

    protected override Task<Result<Done>> SaveAsync(CancellationToken ct) => save.HandleAsync(
        new SaveAnswers.AboutYou(Id, Input.AsPrinted, Input.Given, Input.Family, Input.BirthDate.Typed, User.ActorOf(), SeenAnswers, IsKept), ct);
}
