using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.Ethics;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My;

/// <summary>Files for the next term: one page with what is stated, the code and the signature.</summary>
public sealed class RenewModel(OpenMyCertificate open, FileRenewal.Handler file, CodeTexts texts, ProgramClock clock, Wording words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public MyCertificate Mine { get; private set; } = null!;

    public CodeText? Code { get; private set; }

    public string? Summary { get; private set; }

    public sealed class Form
    {
        [Display(Name = "renewal.statements")]
        public List<string> Stated { get; set; } = [];

        /// <summary>Hash of the text that stood on the page when it was signed.</summary>
        public string? TextSha256 { get; set; }

        [Display(Name = "apply.ethics.sign")]
        public string? SignedName { get; set; }
    }

    public IReadOnlyList<Choice> Statements(Wording words) =>
        [.. FileRenewal.Statements(Mine.Pack, Mine.CanFile!).Select(kind => new Choice(kind, words.Say(Text.Of($"kind.{kind}"), Mine.Pack.Stamp)))];

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await LoadAsync(number, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(string number, CancellationToken ct)
    {
        var filed = await file.HandleAsync(
            new(number, Input.Stated.ToHashSet().ToDictionary(kind => kind, _ => true), Input.TextSha256, words.Language.Tag, Input.SignedName, User.ActorOf()), ct);
        return filed.Problem is not { } problem ? RedirectToPage("/My/Standing", new { number }) : await LoadAsync(number, ct) ?? this.Show(problem);
    }

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.HandleAsync(number, null, asStaff: false, User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        if (mine.CanFile is null)
            return null;
        if (!(await texts.ToSignAsync(clock.Today, words.Language.Tag, ct)).Succeeded(out var code, out problem))
            return this.Show(problem);
        (Code, Summary) = (code, texts.SummaryBeside(code, words.Language.Tag));
        Input.TextSha256 = code.Sha256;
        ModelState.Remove("Input.TextSha256");
        return null;
    }
}
