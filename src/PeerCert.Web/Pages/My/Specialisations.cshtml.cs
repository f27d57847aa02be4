using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My;

/// <summary>One's trainings in areas of specialisation, how the certificate is advertised with them, and a form for the next one.</summary>
[RequestSizeLimit(RequestSizes.Upload)]
public sealed class SpecialisationsModel(OpenSpecialisedTrainings open, SendSpecialisedTraining.Handler send, WithdrawSpecialisedTraining.Handler withdraw, ReadEvidence.Handler read) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public MySpecialisedTrainings Mine { get; private set; } = null!;

    public sealed class Form
    {
        [Display(Name = "specialisation.field.area")]
        public string? Area { get; set; }
        [Display(Name = "apply.entries.span.who")]
        public string? Who { get; set; }
        [Display(Name = "unit.hours.how-many")]
        public string? Quantity { get; set; }
        [Display(Name = "apply.entries.span.to")]
        public DateInput To { get; set; } = new();
        [Display(Name = "specialisation.field.file")]
        public IFormFile? Upload { get; set; }
    }

    public static Tone ToneOf(SpecialisedTrainingState state) => state switch
    {
        SpecialisedTrainingState.Recorded => Tone.Good,
        SpecialisedTrainingState.Sent => Tone.Neutral,
        _ => Tone.Wait,
    };

    public IReadOnlyList<Choice> Areas(Wording words) => [.. Mine.Standard.Areas.Select(a => new Choice(a.Name, words.Say(Text.Of(a.TextKey), Mine.Pack.Stamp)))];

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await LoadAsync(number, ct) ?? Page();

    public async Task<IActionResult> OnPostSendAsync(string number, CancellationToken ct)
    {
        await using var content = Input.Upload?.OpenReadStream();
        return (await send.HandleAsync(new(number, Input.Area, Input.Who, Input.Quantity, Input.To.Typed, Input.Upload?.FileName ?? "", content, User.ActorOf()), ct)).Problem is not { } problem
            ? RedirectToPage(new { number })
            : await LoadAsync(number, ct) ?? this.Show(problem.Renamed("File", "Upload"));
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string number, Id<SpecialisedTraining> training, CancellationToken ct) =>
        (await withdraw.HandleAsync(new(training, User.ActorOf()), ct)).Problem is not { } problem
            ? RedirectToPage(new { number })
            : await LoadAsync(number, ct) ?? this.Show(problem);

    /// <summary>One's own file back.</summary>
    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        this.Download(await read.HandleAsync(new(evidence, AsStaff: false, User.ActorOf()), ct));

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.OwnAsync(number, User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }
}
