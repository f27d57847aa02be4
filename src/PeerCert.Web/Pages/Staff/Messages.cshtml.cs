using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core;
using PeerCert.Core.Messages;
using PeerCert.Core.People;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Applicants who wrote and wait for an answer.</summary>
[Authorize(Policy = Permissions.AnswerMessages)]
public sealed class MessagesModel(PeerCertDb db) : PageModel
{
    public IReadOnlyList<UnansweredThread> Waiting { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Waiting = await db.UnansweredAsync(ct);
}
