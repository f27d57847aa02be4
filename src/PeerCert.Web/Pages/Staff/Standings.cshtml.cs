using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Certificates by how they stand today, those whose time runs out first.</summary>
[Authorize(Policy = Permissions.SeeCertificates)]
public sealed class StandingsModel(ListCertificates list) : PageModel
{
    [BindProperty(SupportsGet = true)]
    [Display(Name = "staff.standings.standing")]
    public string? Standing { get; set; }

    [BindProperty(SupportsGet = true)]
    [Display(Name = "staff.standings.county")]
    public string? County { get; set; }

    [BindProperty(SupportsGet = true)]
    [Display(Name = "staff.standings.name")]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public ListedCertificates? Found { get; private set; }

    public IReadOnlyList<Choice> Choices(Wording words) =>
        [new("", words["staff.standings.any"]), .. list.Standings.Select(s => new Choice(s, words[KeyOf(s)]))];

    /// <summary>The counties to choose from, all of them first; none where the standard knows of none.</summary>
    public IReadOnlyList<Choice> Counties(Wording words) =>
        list.CountyQuestion is { } counties ? [new("", words["staff.standings.any-county"]), .. My.ContactModel.OptionsOf(words, list.Pack, counties)] : [];

    /// <summary>What a standing is called in one word: the overlay that hides the dates, else the tier.</summary>
    public static string StatusKeyOf(StandingOnDay standing) =>
        standing.Hidden is { } hidden ? TextKeys.Of(hidden) : standing.Date.Tier is { } tier ? $"registry.date-status-is.{tier}" : "staff.standings.unknown";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!(await list.HandleAsync(Standing, County, Name, Cursor, ct)).Succeeded(out var found, out var problem))
            return this.Show(problem);
        Found = found;
        return Page();
    }

    private static string KeyOf(string standing) =>
        Enum.GetValues<CertificateOverlay>().Where(o => TextKeys.Kebab(o.ToString()) == standing).Select(TextKeys.Of).FirstOrDefault() ?? $"registry.date-status-is.{standing}";
}
