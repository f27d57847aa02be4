using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My;

/// <summary>What comes before the filing that brings an expired certificate back: the exam, or a course with its proof.</summary>
[RequestSizeLimit(RequestSizes.Upload)]
public sealed class ReinstatementModel(
    OpenReinstatement open, AskForSitting.Handler ask, StateTraining.Handler state, RemoveTraining.Handler removeTraining,
    AddReinstatementEvidence.Handler add, RemoveReinstatementEvidence.Handler remove, ReadEvidence.Handler read, ProgramClock clock) : PageModel
{
    [BindProperty]
    public CourseForm Course { get; set; } = new();

    [BindProperty]
    public ProofForm Proof { get; set; } = new();

    public OpenedReinstatement Mine { get; private set; } = null!;

    public sealed class CourseForm
    {
        [Display(Name = "reinstatement.field.kind")]
        public string? Kind { get; set; }
        [Display(Name = "apply.entries.span.who")]
        public string? Who { get; set; }
        [Display(Name = "unit.hours.how-many")]
        public string? Quantity { get; set; }
        [Display(Name = "apply.entries.span.to")]
        public DateInput To { get; set; } = new();
    }

    public sealed class ProofForm
    {
        [Display(Name = "apply.evidence.kind")]
        public string? Kind { get; set; }
        [Display(Name = "apply.evidence.file")]
        public IFormFile? Upload { get; set; }
    }

    /// <summary>What the pack says about the next sitting: how many are left, until when, what is to be paid.</summary>
    public IEnumerable<Finding> OfSitting => Mine.Sitting!.Roots.Where(f => !(f.FeeLine is not null && Mine.Exam is { Eligibility.State: not ExamEligibilityState.Open }));

    public bool MayAsk => Mine.Asks.AsksForExam && Mine.Exam is null or { Eligibility.State: ExamEligibilityState.Open } && !Mine.HasFiled;

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    public IReadOnlyList<Choice> Trainings(Wording words) => Choices(words, Mine.Asks.Trainings);

    public IReadOnlyList<Choice> Documents(Wording words) => Choices(words, Mine.Asks.Documents);

    private Choice[] Choices(Wording words, IEnumerable<FactKind> kinds) => [.. kinds.Select(k => new Choice(k.Name, words.Say(Text.Of(k.TextKey), Mine.Pack.Stamp)))];

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await LoadAsync(number, ct) ?? Page();

    public async Task<IActionResult> OnPostAskAsync(string number, CancellationToken ct) => await DoneAsync(number, (await ask.HandleAsync(new(number, User.ActorOf()), ct)).Problem, ct);

    public async Task<IActionResult> OnPostTrainingAsync(string number, CancellationToken ct) => await DoneAsync(
        number, (await state.HandleAsync(new(number, Course.Kind, Course.Who, Course.Quantity, Course.To.Typed, User.ActorOf()), ct)).Problem?.In("Course"), ct);

    public async Task<IActionResult> OnPostRemoveTrainingAsync(string number, string? fact, CancellationToken ct) =>
        await DoneAsync(number, (await removeTraining.HandleAsync(new(number, fact, User.ActorOf()), ct)).Problem, ct);

    public async Task<IActionResult> OnPostEvidenceAsync(string number, CancellationToken ct)
    {
        if (Proof.Upload is not { } upload)
            return await DoneAsync(number, Problem.Invalid.At("Proof.Upload", Text.Of("evidence.missing")), ct);
        await using var content = upload.OpenReadStream();
        var added = await add.HandleAsync(new(number, Proof.Kind, upload.FileName, content, User.ActorOf()), ct);
        return await DoneAsync(number, added.Problem?.Renamed("File", "Upload").In("Proof"), ct);
    }

    public async Task<IActionResult> OnPostRemoveEvidenceAsync(string number, Id<EvidenceFile> evidence, CancellationToken ct) =>
        await DoneAsync(number, (await remove.HandleAsync(new(number, evidence, User.ActorOf()), ct)).Problem, ct);

    /// <summary>One's own file back.</summary>
    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        this.Download(await read.HandleAsync(new(evidence, AsStaff: false, User.ActorOf()), ct));

    private async Task<IActionResult> DoneAsync(string number, Problem? problem, CancellationToken ct) =>
        problem is null ? RedirectToPage(new { number }) : await LoadAsync(number, ct) ?? this.Show(problem);

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.OwnAsync(number, User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }
}
