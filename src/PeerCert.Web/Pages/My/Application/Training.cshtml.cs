using System.ComponentModel.DataAnnotations;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My.Application;

public sealed class TrainingModel(OpenMyApplication open, SaveAnswers.Handler save) : AnswersPage<TrainingModel.Form>(open)
{
    public sealed class Form
    {
        [Required, Display(Name = "apply.training.provider")]
        public string? Provider { get; set; }
        [Required, Display(Name = "apply.training.hours")]
        public string? Hours { get; set; }
        [DateRequired, Display(Name = "apply.training.ended")]
        public DateInput Ended { get; set; } = new();
    }

    protected override string NextPage => "/My/Application/Evidence";

    protected override Form Saved(DraftAnswers answers) =>
        new() { Provider = answers.TrainingProvider, Hours = answers.TrainingHours, Ended = DateInput.Of(answers.TrainingEnded) };

    protected override Task<Result<Done>> SaveAsync(CancellationToken ct) => save.HandleAsync(
        new SaveAnswers.Training(Id, Input.Provider, Input.Hours, Input.Ended.Typed, User.ActorOf()), ct);
}
