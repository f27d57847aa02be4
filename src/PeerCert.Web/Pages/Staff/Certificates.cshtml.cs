using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>The files whose exam is passed, to be issued in one go. Like one certificate it asks who is there.</summary>
[Authorize(Policy = Permissions.IssueCertificates)]
public sealed class CertificatesModel(WorkQueue queue, IssueCertificates.Handler issue, Proof proof) : PageModel
{
    [BindProperty]
    [Display(Name = "staff.certificates.files")]
    public List<string> Files { get; set; } = [];

    public IReadOnlyList<WaitingFile> Waiting { get; private set; } = [];

    /// <summary>What became of the files that were sent; null before any were.</summary>
    public IReadOnlyList<IssueCertificates.Issued>? Issued { get; private set; }

    public IReadOnlyList<Choice> Choices(Wording words) =>
        [.. Waiting.Select(w => new Choice($"{w.Application}", words["staff.certificates.file", ("reference", w.Reference), ("name", w.Name), ("day", w.DueOn)]))];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Files = [.. Waiting.Select(w => $"{w.Application}")];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        var files = Files.Where(f => Guid.TryParse(f, out _)).Select(f => new Id<Core.Applications.Application>(Guid.Parse(f))).ToList();
        var result = await issue.HandleAsync(new(files, User.Session()), ct);
        await LoadAsync(ct);
        if (!result.Succeeded(out var issued, out var problem))
            return this.Show(problem);
        ModelState.Clear();
        (Issued, Files) = (issued, [.. Waiting.Select(w => $"{w.Application}")]);
        return Page();
    }

    /// <summary>A page of the queue: the clocks that run out first, without those that a colleague has.</summary>
    private async Task LoadAsync(CancellationToken ct) =>
        Waiting = [.. (await queue.ListAsync(DeskStage.Certificate, DeskShare.All, User.ActorOf(), null, ct)).Files.Where(f => f.ClaimedBy is null || f.IsMine || f.HasLeft)];
}
