using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>The proof of one entry of one's record: what has to stand in it, what is there, and a form for the next file.</summary>
[RequestSizeLimit(RequestSizes.Upload)]
public sealed class CeProofModel(OpenCeProof open, AddCeProof.Handler add, RemoveCeProof.Handler remove, ReadEvidence.Handler read, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public Id<CeRecordEntry> Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public OpenedCeProof Opened { get; private set; } = null!;

    public sealed class Form
    {
        [Display(Name = "apply.evidence.file")]
        public IFormFile? Upload { get; set; }
    }

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        await using var content = Input.Upload?.OpenReadStream();
        return await DoneAsync((await add.HandleAsync(new(Number, Id, Input.Upload?.FileName ?? "", content, User.ActorOf()), ct)).Problem, ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        await DoneAsync((await remove.HandleAsync(new(Number, Id, evidence, User.ActorOf()), ct)).Problem, ct);

    /// <summary>One's own file back.</summary>
    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        this.Download(await read.HandleAsync(new(evidence, AsStaff: false, User.ActorOf()), ct));

    private async Task<IActionResult> DoneAsync(Problem? problem, CancellationToken ct) =>
        problem is null ? RedirectToPage(new { number = Number, id = Id })
        : await LoadAsync(ct) ?? this.Show(problem.Renamed("File", "Upload"));

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(Number, Id, User.ActorOf(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        return null;
    }
}
