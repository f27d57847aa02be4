using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Where somebody is signed in, and how to end that from here.</summary>
[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class SessionsModel(OpenMySessions mine, EndSession.Handler end, EndOtherSessions.Handler others) : PageModel
{
    private const string Note = "sessions-note";

    public string? NoteKey { get; private set; }

    public IReadOnlyList<SessionView> Sessions { get; private set; } = [];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Sessions = await mine.OfAsync(User.UserId, HttpContext.RequestAborted);
        await next();
    }

    public void OnGet() => NoteKey = TempData[Note] as string;

    public async Task<IActionResult> OnPostOneAsync(Guid id, CancellationToken ct) => Said(await end.HandleAsync(new(id, User.Session()), ct), "sessions.ended");

    public async Task<IActionResult> OnPostOthersAsync(CancellationToken ct) =>
        Said(await others.HandleAsync(new(User.SessionId, User.Session()), ct), "sessions.others-ended");

    private IActionResult Said(Result<Done> result, string note) => result.Match<IActionResult>(
        _ =>
        {
            TempData[Note] = note;
            return RedirectToPage();
        },
        this.Show);
}
