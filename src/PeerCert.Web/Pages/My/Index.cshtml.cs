using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

public sealed class IndexModel(OpenMyFiles files, StartApplication.Handler start) : PageModel
{
    public MyFiles Files { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Files = await files.HandleAsync(User.ActorOf(), ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var started = await start.HandleAsync(new(User.ActorOf()), ct);
        if (started.Succeeded(out var id, out var problem))
            return RedirectToPage("/My/Application/Index", new { id });
        Files = await files.HandleAsync(User.ActorOf(), ct);
        return this.Show(problem);
    }
}
