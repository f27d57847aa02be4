using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Web.Api;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>How one's certificate stands, what waits, and what it would take to go on or come back, today or on a day ahead.</summary>
public sealed class StandingModel(OpenMyCertificate open, WithdrawRenewal.Handler withdraw, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "asOf")]
    public string? AsOf { get; set; }

    public MyCertificate Mine { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public string StatusKey => Mine.Standing.Status is PublicStatus.NotCurrent ? $"registry.date-status-is.{Mine.Standing.Date.Tier}" : $"registry.status-is.{TextKeys.Kebab(Mine.Standing.Status.ToString())}";

    /// <summary>From when through when a way is open, in a sentence.</summary>
    public static Text WhenOf(WayOn way) => (way.State, way.FirstDay, way.LastDay) switch
    {
        (WayState.Unknown, _, _) or (_, null, _) => Text.Of("my.standing.unknown"),
        (WayState.Later, { } first, null) => Text.Of("my.standing.later-on", ("first", first)),
        (WayState.Later, { } first, { } last) => Text.Of("my.standing.later", ("first", first), ("last", last)),
        (_, _, { } last) => Text.Of("my.standing.open", ("last", last)),
        _ => Text.Of("my.standing.open-on"),
    };

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct)
    {
        var day = RegistryApi.DayOf(AsOf);
        return await LoadAsync(number, day.Match(d => d.AsOf, _ => null), ct) ?? (day.Problem is { } noDay ? this.Show(noDay) : Page());
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string number, CancellationToken ct)
    {
        if (await LoadAsync(number, null, ct) is { } gone)
            return gone;
        if (Mine.Pending is not { } pending)
            return RedirectToPage(new { number });
        return (await withdraw.HandleAsync(new(pending.Id, User.ActorOf()), ct)).Problem is { } problem ? this.Show(problem) : RedirectToPage(new { number });
    }

    private async Task<IActionResult?> LoadAsync(string number, DateOnly? day, CancellationToken ct)
    {
        if (!(await open.HandleAsync(number, day, asStaff: false, User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }
}
