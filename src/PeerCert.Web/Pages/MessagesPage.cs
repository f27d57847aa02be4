using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Messages;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages;

/// <summary>What one side wrote last; the id is drawn with the form, so that it counts once.</summary>
public sealed class MessageForm
{
    public Id<Message> Message { get; set; }

    [Display(Name = "messages.words")]
    public string? Words { get; set; }

    [Display(Name = "messages.file")]
    public IFormFile? File { get; set; }
}

/// <summary>A thread as one side sees it, with the form to answer.</summary>
public sealed record ThreadView(Core.Messages.Thread Thread, MessageSide Reader, MessageForm Input);

/// <summary>What was written about an application, and a form to write; the same page for both sides.</summary>
[RequestSizeLimit(RequestSizes.Upload)]
public abstract class MessagesPage(OpenMessages open, SendMessage.Handler send, ReadMessageFile.Handler read) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Application> Id { get; set; }

    [BindProperty]
    public MessageForm Input { get; set; } = new();

    public ThreadView View { get; private set; } = null!;

    protected abstract MessageSide Side { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Input = new() { Message = Id<Message>.New() };
        return await LoadAsync(ct) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await using var content = Input.File?.OpenReadStream();
        var sent = await send.HandleAsync(new(
            Id, Side, Input.Message, Input.Words, content is null ? null : new(Input.File!.FileName, content), User.ActorOf()), ct);
        return sent.Problem is { } problem ? await LoadAsync(ct) ?? this.Show(problem) : RedirectToPage(new { Id });
    }

    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> file, CancellationToken ct) =>
        this.Download(await read.HandleAsync(new(Id, file, Side, User.ActorOf()), ct));

    protected async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(Id, Side, User.ActorOf(), ct)).Succeeded(out var thread, out var problem))
            return this.Show(problem);
        View = new(thread, Side, Input);
        return null;
    }
}
