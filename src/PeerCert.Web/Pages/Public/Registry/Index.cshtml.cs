using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.Registry;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Public.Registry;

/// <summary>Public search: a number, or at least three letters of a name. Nobody can list.</summary>
[EnableRateLimiting(ClientLimits.Registry)]
public sealed class IndexModel(FindInRegistry registry) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    [BindProperty(SupportsGet = true, Name = "cursor")]
    public string? Cursor { get; set; }

    /// <summary>Null before anything was asked.</summary>
    public FoundEntries? Found { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Query is null)
            return Page();
        if (!(await registry.SearchAsync(Query, Cursor, ct)).Succeeded(out var found, out var problem))
            return this.Show(problem);
        Found = found;
        return Page();
    }
}
