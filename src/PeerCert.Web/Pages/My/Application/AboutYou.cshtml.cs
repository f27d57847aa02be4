using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My.Application;

public sealed class AboutYouModel(OpenMyApplication open, SaveAnswers.Handler save) : ApplicationPage(open)
{
    [BindProperty]
    public Form Input { get; set; } = new();

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

    protected override Task<IActionResult> FillAsync(CancellationToken ct)
    {
        var saved = Mine.Answers;
        Input = new() { AsPrinted = saved.AsPrinted, Given = saved.Given, Family = saved.Family, BirthDate = DateInput.Of(saved.BirthDate) };
        return Task.FromResult<IActionResult>(Page());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await NextAsync(
        await save.HandleAsync(new SaveAnswers.AboutYou(Id, Input.AsPrinted, Input.Given, Input.Family, Input.BirthDate.Typed, User.ActorOf()), ct), ct);
}
