using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My.Application;

public sealed class TrainingModel(OpenMyApplication open, SaveAnswers.Handler save) : ApplicationPage(open)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        [Required, Display(Name = "apply.training.provider")]
        public string? Provider { get; set; }
        [Required, Display(Name = "apply.training.hours")]
        public string? Hours { get; set; }
        [DateRequired, Display(Name = "apply.training.ended")]
        public DateInput Ended { get; set; } = new();
    }

    protected override Task<IActionResult> FillAsync(CancellationToken ct)
    {
        var saved = Mine.Answers;
        Input = new() { Provider = saved.TrainingProvider, Hours = saved.TrainingHours, Ended = DateInput.Of(saved.TrainingEnded) };
        return Task.FromResult<IActionResult>(Page());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await NextAsync(
        await save.HandleAsync(new SaveAnswers.Training(Id, Input.Provider, Input.Hours, Input.Ended.Typed, User.ActorOf()), ct),
        "/My/Application/Evidence", ct);
}
