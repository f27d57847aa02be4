using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Whether the registry shows somebody's name: staff leave it out through a day, refuse to, or show it again.</summary>
[Authorize(Policy = Permissions.WithholdNames)]
public sealed class NameInRegistryModel(OpenWithheldNames open, WithholdName.Handler withhold, Proof proof) : PageModel
{
    /// <summary>The version that was looked at: who was second is told.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public OpenedWithheldName Opened { get; private set; } = null!;

    public sealed class Form
    {
        [Display(Name = "staff.withheld-name.step")]
        public WithheldNameAction? Step { get; set; }
        [Display(Name = "staff.withheld-name.through")]
        public DateInput Through { get; set; } = new();
        [Display(Name = "staff.certificate.reason")]
        public string? Reason { get; set; }
    }

    /// <summary>Leaving it out is always open; what else, the table says.</summary>
    public IReadOnlyList<Choice> Steps(Wording words) =>
        [.. new[] { WithheldNameAction.Withhold, WithheldNameAction.Refuse, WithheldNameAction.End }.Where(a => a is WithheldNameAction.Withhold || Opened.Last?.Takes(a) is true).Select(a => new Choice($"{a}", words.Name(a)))];

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct)
    {
        if (await LoadAsync(number, ct) is { } refused)
            return refused;
        Version = Opened.Last?.Version ?? 0;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string number, CancellationToken ct)
    {
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        return (await withhold.HandleAsync(new(number, Input.Step, Input.Through.Typed, Input.Reason, Version, User.Session()), ct)).Problem is not { } problem
            ? RedirectToPage(new { number })
            : await LoadAsync(number, ct) ?? this.Show(problem.In(nameof(Input)));
    }

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.AnyAsync(number, User.ActorOf(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        return null;
    }
}
