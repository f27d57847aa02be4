using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>How the deadlines of the staff are kept: what is late or near, by stage and by desk, and what will be.</summary>
[Authorize(Policy = Permissions.SeeQueue)]
public sealed class DeadlinesModel(OpenDeskDeadlines open, ExportDeadlines.Handler export, Proof proof) : PageModel
{
    public DeskDeadlines Desk { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Desk = await open.HandleAsync(ct);

    public async Task<IActionResult> OnPostExportAsync(CancellationToken ct)
    {
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        if ((await export.HandleAsync(User.ActorOf(), ct)).Succeeded(out var table, out var problem))
            return this.Csv(table, ExportDeadlines.FileName);
        await OnGetAsync(ct);
        return this.Show(problem);
    }
}
