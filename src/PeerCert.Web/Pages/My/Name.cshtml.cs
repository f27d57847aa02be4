using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>One's legal name on record, and a form that sends in another one with its paper.</summary>
[RequestSizeLimit(RequestSizes.Upload)]
public sealed class NameModel(OpenNameChanges open, SendNameChange.Handler send, WithdrawNameChange.Handler withdraw, ReadEvidence.Handler read) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public MyNameChange Mine { get; private set; } = null!;

    public sealed class Form
    {
        [Display(Name = "name-change.as-printed")]
        public string? AsPrinted { get; set; }
        [Display(Name = "name-change.given")]
        public string? Given { get; set; }
        [Display(Name = "name-change.family")]
        public string? Family { get; set; }
        [Display(Name = "name-change.on")]
        public DateInput On { get; set; } = new();
        [Display(Name = "name-change.paper")]
        public IFormFile? Upload { get; set; }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostSendAsync(CancellationToken ct)
    {
        await using var content = Input.Upload?.OpenReadStream();
        return await DoneAsync((await send.HandleAsync(new(Input.AsPrinted, Input.Given, Input.Family, Input.On.Typed, Input.Upload?.FileName ?? "", content, User.ActorOf()), ct)).Problem?.Renamed("File", "Upload"), ct);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Id<NameChange> change, CancellationToken ct) => await DoneAsync((await withdraw.HandleAsync(new(change, User.ActorOf()), ct)).Problem, ct);

    /// <summary>One's own file back.</summary>
    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) => this.Download(await read.HandleAsync(new(evidence, AsStaff: false, User.ActorOf()), ct));

    private async Task<IActionResult> DoneAsync(Problem? problem, CancellationToken ct) => problem is null ? RedirectToPage() : await LoadAsync(ct) ?? this.Show(problem);

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.OwnAsync(User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }
}
