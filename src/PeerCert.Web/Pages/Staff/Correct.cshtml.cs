using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Corrections;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Corrects one thing of a file: sent once it shows what would follow, sent again with that it is made or waits for a second person.</summary>
[Authorize(Policy = Permissions.CorrectRecords)]
public sealed class CorrectModel(OpenCorrections open, ProposeCorrection.Handler propose, Proof proof) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Core.Applications.Application> Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public CorrectionKind What { get; set; }

    /// <summary>The result that is wrong, where it is one.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<ExamAttempt>? Attempt { get; set; }

    /// <summary>What was shown to follow; null where nothing was shown yet.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public string Reference { get; private set; } = "";

    /// <summary>What is on record; null where nothing is to be corrected, which the page says on top.</summary>
    public Correctable? Before { get; private set; }

    /// <summary>What would follow; null before it was asked.</summary>
    public ForeseenCorrection? Foreseen { get; private set; }

    public sealed class Form
    {
        [Display(Name = "staff.correct.day")]
        public DateInput Day { get; set; } = new();
        [Display(Name = "staff.correct.outcome")]
        public AttemptOutcome? Outcome { get; set; }
        [Display(Name = "staff.correct.as-printed")]
        public string? AsPrinted { get; set; }
        [Display(Name = "staff.correct.given")]
        public string? Given { get; set; }
        [Display(Name = "staff.correct.family")]
        public string? Family { get; set; }
        [Display(Name = "staff.correct.reason")]
        public string? Reason { get; set; }
    }

    public IEnumerable<Choice> Outcomes(Wording words) =>
        Enum.GetValues<AttemptOutcome>().Select(o => new Choice(o.ToString(), o is AttemptOutcome.Cancelled ? words["staff.correct.never-sat"] : words.Name(o)));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } gone)
            return gone;
        switch (Before)
        {
            case Correctable.Birth birth:
                Input.Day = DateInput.Of(birth.Day);
                break;
            case Correctable.IssueDay issued:
                Input.Day = DateInput.Of(issued.Day);
                break;
            case Correctable.Sitting sitting:
                (Input.Day, Input.Outcome) = (DateInput.Of(sitting.SatOn), sitting.Outcome);
                break;
            case Correctable.Name name:
                (Input.AsPrinted, Input.Given, Input.Family) = (name.AsPrinted, name.Given, name.Family);
                break;
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        if (!Enum.IsDefined(What))
            return NotFound();
        if (!Read().Succeeded(out var after, out var problem))
            return await LoadAsync(ct) ?? this.Show(Problem.Invalid.Of(problem, Reason.Read(Input.Reason, "Reason").Problem) ?? problem);
        if (!(await propose.HandleAsync(new(Id, after, Seen, Input.Reason, User.Session()), ct)).Succeeded(out var outcome, out problem))
            return await LoadAsync(ct) ?? this.Show(problem);
        if (outcome.Correction is { } made)
            return RedirectToPage("/Staff/Correction", new { id = made });
        if (await LoadAsync(ct) is { } gone)
            return gone;
        Foreseen = outcome.Foreseen;
        // What was shown before is not what follows now.
        return Seen is null ? Page() : this.Show(new Problem.Refused("effects-changed", Text.Of("problem.effects-changed")));
    }

    private Result<Correctable> Read() => What switch
    {
        CorrectionKind.BirthDate => Day(day => new Correctable.Birth(day)),
        CorrectionKind.IssueDay => Day(day => new Correctable.IssueDay(day)),
        CorrectionKind.ExamResult => Input.Outcome is { } outcome && Enum.IsDefined(outcome)
            ? Day(day => new Correctable.Sitting(Attempt ?? default, day, outcome))
            : Problem.Invalid.At("Outcome", Text.Of("exam.outcome-missing")),
        CorrectionKind.LegalName => PrintedName.Read(Input.AsPrinted, Input.Given, Input.Family).Succeeded(out var name, out var problem) ? new Correctable.Name(name.AsPrinted, name.Given, name.Family) : problem,
        _ => new Correctable.Issue(Stands: false),
    };

    private Result<Correctable> Day(Func<DateOnly, Correctable> made) => Input.Day.Typed.Read("Day").Succeeded(out var day, out var problem) ? made(day) : problem;

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!Enum.IsDefined(What) || !User.Session().May(Core.Corrections.Correction.PermissionFor(What)))
            return NotFound();
        if (!(await open.OfFileAsync(Id, User.Session(), ct)).Succeeded(out var file, out var problem))
            return this.Show(problem);
        (Reference, Before) = (file.Application.Reference, What switch
        {
            CorrectionKind.BirthDate => file.Birth,
            CorrectionKind.LegalName => file.Name,
            CorrectionKind.ExamResult => file.Sittings.FirstOrDefault(s => s.Attempt == Attempt),
            CorrectionKind.IssueDay => file.IssueDay,
            _ => file.Certificate is null ? null : new Correctable.Issue(Stands: true),
        });
        return Before is null ? NotFound() : null;
    }
}
