using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Web.Api;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Public.Registry;

/// <summary>One certificate, on a day (default: today). What the QR code of a printed certificate leads to.</summary>
[EnableRateLimiting(ClientLimits.Registry)]
public sealed class EntryModel(OpenInRegistry registry, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "asOf")]
    public string? AsOf { get; set; }

    public PublicEntry Entry { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct)
    {
        var day = RegistryApi.DayOf(AsOf);
        if (!(await registry.ByNumberAsync(number, day.Match(d => d.AsOf, _ => null), ct)).Succeeded(out var entry, out var problem))
            return this.Show(problem);
        Entry = entry;
        return day.Problem is { } noDay ? this.Show(noDay) : Page();
    }
}
