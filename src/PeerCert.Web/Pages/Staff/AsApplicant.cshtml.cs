using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>An application as its applicant sees it, to read only.</summary>
[Authorize(Policy = Permissions.ReviewApplications)]
public sealed class AsApplicantModel(SeeAsApplicant see, Catalogue catalogue) : PageModel
{
    public SeenAsApplicant Seen { get; private set; } = null!;

    public Language ReadIn => catalogue.LanguageOf(Seen.Language);

    public async Task<IActionResult> OnGetAsync(Id<Core.Applications.Application> id, CancellationToken ct)
    {
        if (!(await see.HandleAsync(id, User.ActorOf(), ct)).Succeeded(out var seen, out var problem))
            return this.Show(problem);
        Seen = seen;
        return Page();
    }
}
