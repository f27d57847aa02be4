using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Public;

/// <summary>
/// Where the link of a mail leads that asks somebody for a letter: give it or decline, without an account. Opening it changes
/// nothing, since programs that look through mail open links, too; the buttons do.
/// </summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn), RequestSizeLimit(RequestSizes.Upload)]
public sealed class LetterModel(OpenLetterRequest open, GiveLetter.Handler give, DeclineLetter.Handler decline) : PageModel
{
    private const string Given = "given";
    private const string Declined = "declined";

    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        public string? Code { get; set; }
        [Display(Name = "give-letter.signed-by")]
        public string? SignedBy { get; set; }
        [Display(Name = "give-letter.file")]
        public IFormFile? File { get; set; }
    }

    /// <summary>What was asked for; null where the link does not work.</summary>
    public LetterPage? Letter { get; private set; }

    /// <summary>What was done a moment ago; null before.</summary>
    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? code, string? done, CancellationToken ct)
    {
        Done = done is Given or Declined ? done : null;
        Input.Code = code;
        return Done is null ? await LoadAsync(ct) ?? Page() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await using var content = Input.File?.OpenReadStream();
        return await DoneAsync(await give.HandleAsync(new(Input.Code, Input.SignedBy, Input.File?.FileName ?? "", content), ct), Given, ct);
    }

    public async Task<IActionResult> OnPostDeclineAsync(CancellationToken ct) =>
        await DoneAsync(await decline.HandleAsync(new(Input.Code), ct), Declined, ct);

    private async Task<IActionResult> DoneAsync(Result<Done> result, string done, CancellationToken ct) =>
        result.Problem switch
        {
            null => RedirectToPage(new { done }),
            Problem.Invalid invalid => await LoadAsync(ct) ?? this.Show(invalid),
            var problem => this.Show(problem),   // the link itself, or a store that did not answer
        };

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(Input.Code, ct)).Succeeded(out var letter, out var problem))
            return this.Show(problem);
        Letter = letter;
        return null;
    }
}
