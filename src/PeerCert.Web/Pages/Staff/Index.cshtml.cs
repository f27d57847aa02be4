using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>What waits for staff, the clock that runs out first on top.</summary>
[Authorize(Policy = Permissions.SeeQueue)]
public sealed class IndexModel(WorkQueue queue, TakeNextFile.Handler next, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    [Display(Name = "staff.queue.stage")]
    public DeskStage? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    [Display(Name = "staff.queue.share")]
    public DeskShare Share { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public DeskPage Desk { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    /// <summary>Whether the reader's roles have something to do in the queue.</summary>
    public bool MayTake => TakeNextFile.StagesOf(User.Session()).Count > 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        // What an old link or a hand wrote into the address that we do not know is as good as nothing.
        ModelState.Clear();
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostNextAsync(CancellationToken ct)
    {
        var taken = await next.HandleAsync(new(User.Session()), ct);
        if (taken.Succeeded(out var file, out var problem))
            return file is { } id ? RedirectToPage("/Staff/Application", new { id }) : RedirectToPage();
        await LoadAsync(ct);
        return this.Show(problem);
    }

    private async Task LoadAsync(CancellationToken ct) => Desk = await queue.ListAsync(Stage, Share, User.ActorOf(), After, ct);
}
