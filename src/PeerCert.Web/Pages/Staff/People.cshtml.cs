using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Finds people. What is typed is sent and never stands in an address; whose record is shown is kept.</summary>
[Authorize(Policy = Permissions.FindPeople)]
public sealed class PeopleModel(FindPeople.Handler find) : PageModel
{
    [BindProperty]
    public SearchForm Input { get; set; } = new();

    /// <summary>Null before anything was asked.</summary>
    public FindPeople.Found? Found { get; private set; }

    public sealed class SearchForm
    {
        [Display(Name = "staff.people.typed")]
        public string? Typed { get; set; }
        [Display(Name = "staff.people.born")]
        public DateInput Born { get; set; } = new();
    }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!(await find.HandleAsync(new(Input.Typed, Input.Born.Typed, User.Session()), ct)).Succeeded(out var found, out var problem))
            return this.Show(problem);
        Found = found;
        return Page();
    }
}
