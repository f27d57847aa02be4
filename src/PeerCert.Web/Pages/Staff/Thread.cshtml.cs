using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Messages;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>What an applicant and staff wrote to each other, to read and to answer.</summary>
[Authorize(Policy = Permissions.AnswerMessages)]
public sealed class ThreadModel(OpenMessages open, SendMessage.Handler send, ReadMessageFile.Handler read, SettleMessage.Handler settle) : MessagesPage(open, send, read)
{
    protected override MessageSide Side => MessageSide.Staff;

    public async Task<IActionResult> OnPostSettleAsync(Id<Message> settled, CancellationToken ct)
    {
        var done = await settle.HandleAsync(new(Id, settled, User.ActorOf()), ct);
        return done.Problem is { } problem ? await LoadAsync(ct) ?? this.Show(problem) : RedirectToPage(new { Id });
    }
}
