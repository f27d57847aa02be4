using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>A letter about a decision, to read and to print: what was decided, what is left to do, and why.</summary>
public sealed class LetterModel(OpenLetter open) : PageModel
{
    public Letter Letter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Id<Notice> id, CancellationToken ct)
    {
        if (!(await open.HandleAsync(id, User.ActorOf(), ct)).Succeeded(out var letter, out var problem))
            return this.Show(problem);
        Letter = letter;
        return Page();
    }
}
