using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>A change of name: reviewers look at its paper, and with that the name takes its place or does not.</summary>
[Authorize(Policy = Permissions.CorrectPeople)]
public sealed class NameModel(OpenNameChanges open, CheckNameChange.Handler check, ReadFiledEvidence read, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<NameChange> Id { get; set; }

    /// <summary>The version that was looked at: who was second is told.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public ApplicationModel.CheckForm Check { get; set; } = new();

    public OpenedNameChange Opened { get; private set; } = null!;

    public EvidenceLook LookAt(Wording words, ReviewedEvidence file) => new(
        file, "/Staff/Name", Id.Value, Opened.Considered.Pack,
        Opened.Change.State is NameChangeState.Sent && EvidenceLook.OpenOf(Opened.Evidence, Check.Evidence, Request.Query["look"])?.File == file.File, Opened.Change.Version, Check,
        EvidenceLook.FeaturesOf(words, Opened.Considered.Pack, file.File), clock);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken ct) =>
        (await check.HandleAsync(new(Id, Check.Evidence, Check.Found, Check.Features, Check.Note, Version, User.Session()), ct)).Problem is not { } problem
            ? RedirectToPage()
            : await LoadAsync(ct) ?? this.Show(problem.In("Check"));

    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) => this.Download(await read.FileAsync(Id, evidence, User.ActorOf(), ct));

    /// <summary>The picture of a page, drawn by us. What was sent is never shown, only handed out.</summary>
    public async Task<IActionResult> OnGetPictureAsync(Id<EvidenceFile> evidence, int number, CancellationToken ct) => this.Picture(await read.PageAsync(Id, evidence, number, User.ActorOf(), ct));

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.AnyAsync(Id, User.ActorOf(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        return null;
    }
}
