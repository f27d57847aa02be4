using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.Corrections;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Two records that could be one person's, beside each other; if they are, they are put together here.</summary>
[Authorize(Policy = Permissions.MergePeople)]
public sealed class LikePeopleModel(LikePeople like, MergePeople.Handler merge, Proof proof) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Person> Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Id<Person> Other { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public ComparedPeople Compared { get; private set; } = null!;

    public sealed class Form
    {
        [Display(Name = "staff.merge.keep")]
        public string? Keep { get; set; }
        [Display(Name = "staff.correct.reason")]
        public string? Reason { get; set; }
    }

    /// <summary>Either record, named by its person and files, since both may carry the same name.</summary>
    public IEnumerable<Choice> Choices(Wording words) => new[] { Compared.One, Compared.Other }.Select(p => new Choice(
        $"{p.Person}", words["staff.merge.record", ("name", p.Name ?? words["staff.people.no-name"]), ("files", string.Join(", ", p.Files.Select(f => f.Reference)))]));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        var keep = Guid.TryParse(Input.Keep, out var chosen) ? new Id<Person>(chosen) : (Id<Person>?)null;
        if ((await merge.HandleAsync(new(keep, Id, Other, Input.Reason, User.Session()), ct)).Succeeded(out var made, out var problem))
            return RedirectToPage("/Staff/Merge", new { id = made });
        // Where nobody knows whether it happened, the two may be one by now, and there is nothing to compare.
        return problem is Problem.Unavailable ? this.Show(problem) : await LoadAsync(ct) ?? this.Show(problem);
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await like.CompareAsync(Id, Other, User.Session(), ct)).Succeeded(out var compared, out var problem))
            return this.Show(problem);
        Compared = compared;
        return null;
    }
}
