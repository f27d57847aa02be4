using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Two records that could be one person's, beside each other.</summary>
[Authorize(Policy = Permissions.ReviewApplications)]
public sealed class LikePeopleModel(LikePeople like) : PageModel
{
    public ComparedPeople Compared { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Id<Person> id, Id<Person> other, CancellationToken ct)
    {
        if (!(await like.CompareAsync(id, other, User.Session(), ct)).Succeeded(out var compared, out var problem))
            return this.Show(problem);
        Compared = compared;
        return Page();
    }
}
