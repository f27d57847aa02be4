using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Keys in one exam result.</summary>
[Authorize(Policy = Permissions.RecordExams)]
public sealed class ResultsModel(RecordResult.Handler record) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>What was recorded last, to be said on the empty form.</summary>
    [TempData]
    public string? Recorded { get; set; }

    public sealed class Form
    {
        [Required, Display(Name = "staff.results.candidate")]
        public string? CandidateId { get; set; }
        [DateRequired, Display(Name = "staff.results.sat-on")]
        public DateInput SatOn { get; set; } = new();
        [Required, Display(Name = "staff.results.outcome")]
        public AttemptOutcome? Outcome { get; set; }
    }

    /// <summary>What may be keyed in: a cancelled sitting is no result.</summary>
    public IEnumerable<Choice> Outcomes(Wording words) =>
        new[] { AttemptOutcome.Pass, AttemptOutcome.Fail, AttemptOutcome.NoShow }.Select(o => new Choice(o.ToString(), words.Name(o)));

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!(await record.HandleAsync(new(Input.CandidateId, Input.SatOn.Typed, Input.Outcome, User.ActorOf()), ct)).Succeeded(out _, out var problem))
            return this.Show(problem);
        Recorded = Input.CandidateId?.Trim();
        return RedirectToPage();
    }
}
