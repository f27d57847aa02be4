using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My;

/// <summary>What somebody wants to be called, the county where they live, and where they change the address of their account.</summary>
public sealed class ContactModel(OpenMyContact open, SaveContact.Handler save) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public MyContact Mine { get; private set; } = null!;

    public bool Saved { get; private set; }

    public sealed class Form
    {
        [Display(Name = "contact-page.name")]
        public string? PreferredName { get; set; }
        [Display(Name = "contact-page.county")]
        public string? County { get; set; }
    }

    public IReadOnlyList<Choice> Options(Wording words, DemographicQuestion counties) => OptionsOf(words, Mine.Pack, counties);

    internal static IReadOnlyList<Choice> OptionsOf(Wording words, Pack? pack, DemographicQuestion counties) =>
        [.. counties.Values.Select(v => new Choice(v, words.Say(Text.Of(counties.WordKey(v)), pack?.Stamp)))];

    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } refused)
            return refused;
        (Saved, Input) = (saved, new() { PreferredName = Mine.PreferredName, County = Mine.County });
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        (await save.HandleAsync(new(Input.PreferredName, Input.County, User.ActorOf()), ct)).Problem is not { } problem
            ? RedirectToPage(new { saved = true })
            : await LoadAsync(ct) ?? this.Show(problem);

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }
}
