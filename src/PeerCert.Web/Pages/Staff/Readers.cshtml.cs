using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Who saw a file, and when.</summary>
[Authorize(Policy = Permissions.ReadJournal)]
public sealed class ReadersModel(OpenReaders open) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Core.Applications.Application> Id { get; set; }

    /// <summary>Where the page before ended; what is no instant begins at the top.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    public Readings Readings { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var before = DateTime.TryParse(Before, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) && at.Kind is DateTimeKind.Utc ? at : (DateTime?)null;
        if (!(await open.HandleAsync(Id, before, User.ActorOf(), ct)).Succeeded(out var readings, out var problem))
            return this.Show(problem);
        Readings = readings;
        return Page();
    }
}
