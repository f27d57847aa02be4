using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core;
using PeerCert.Core.Notices;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>Everything the program told the person. Each is written for its reader now, in the language of now.</summary>
public sealed class NoticesModel(PeerCertDb db, OpenMyNotices open) : PageModel
{
    public IReadOnlyList<MyNotice> Notices { get; private set; } = [];

    public string? AddressWithoutDelivery { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Notices = await open.HandleAsync(User.ActorOf(), ct);
        AddressWithoutDelivery = await db.AddressWithoutDeliveryAsync(User.ActorOf().Account, ct);
    }
}
