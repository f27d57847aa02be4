using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Calendar;
using PeerCert.Core.Shared;
using PeerCert.Web.Api;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My;

/// <summary>One's own days, and a link under which a calendar fetches them.</summary>
public sealed class CalendarModel(OpenCalendar open, StartCalendar.Handler start, StopCalendar.Handler stop, LinkGenerator links, Wording words) : PageModel
{
    public OwnCalendar Mine { get; private set; } = null!;

    public string? Address => Mine.Feed is { } feed ? links.GetUriByName(HttpContext, CalendarApi.Name, new { secret = feed.Secret }) : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostStartAsync(CancellationToken ct) => await DoneAsync((await start.HandleAsync(new(words.Language.Tag, User.ActorOf()), ct)).Problem, ct);

    public async Task<IActionResult> OnPostStopAsync(CancellationToken ct) => await DoneAsync((await stop.HandleAsync(new(User.ActorOf()), ct)).Problem, ct);

    private async Task<IActionResult> DoneAsync(Problem? problem, CancellationToken ct) => problem is null ? RedirectToPage() : await LoadAsync(ct) ?? this.Show(problem);

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.OwnAsync(User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }
}
