using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Notices;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

public sealed class IndexModel(PeerCertDb db, OpenMyFiles files, StartApplication.Handler start) : PageModel
{
    public MyFiles Files { get; private set; } = null!;

    /// <summary>Where mail to the person comes back from; null where none does.</summary>
    public string? AddressWithoutDelivery { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var started = await start.HandleAsync(new(User.ActorOf()), ct);
        if (started.Succeeded(out var id, out var problem))
            return RedirectToPage("/My/Application/Index", new { id });
        await LoadAsync(ct);
        return this.Show(problem);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Files = await files.HandleAsync(User.ActorOf(), ct);
        AddressWithoutDelivery = await db.AddressWithoutDeliveryAsync(User.ActorOf().Account, ct);
    }
}
