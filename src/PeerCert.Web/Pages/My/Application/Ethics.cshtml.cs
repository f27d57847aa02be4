using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Ethics;
using PeerCert.Core.Shared;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

public sealed class EthicsModel(OpenMyApplication open, CodeTexts texts, SignCode.Handler sign, ProgramClock clock, Wording words) : ApplicationPage(open)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public CodeText? Code { get; private set; }

    public string? Summary { get; private set; }

    public sealed class Form
    {
        /// <summary>Hash of the text that stood on the page when it was signed.</summary>
        public string? TextSha256 { get; set; }
        [Required, Display(Name = "apply.ethics.sign")]
        public string? SignedName { get; set; }
        [Display(Name = "apply.ethics.signed-on")]
        public DateInput SignedOn { get; set; } = new();
    }

    public override FormPart? Part => Mine.Form.Parts.FirstOrDefault(p => p.Page is FormPartKind.Ethics);

    protected override async Task<IActionResult> FillAsync(CancellationToken ct) => await ShowCodeAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var signed = await sign.HandleAsync(new(Id, Input.TextSha256 ?? "", words.Language.Tag, Input.SignedName, User.ActorOf(), Input.SignedOn.Typed), ct);
        if (signed.Problem is not { } problem)
            return RedirectToPage("/My/Application/Review", new { Id });
        return await LoadAsync(ct) ?? await ShowCodeAsync(ct) ?? this.Show(problem);
    }

    private async Task<IActionResult?> ShowCodeAsync(CancellationToken ct)
    {
        if (!(await texts.ToSignAsync(Mine.Application.FilingDay(clock.Today), words.Language.Tag, ct)).Succeeded(out var code, out var problem))
            return this.Show(problem);
        (Code, Summary) = (code, texts.SummaryBeside(code, words.Language.Tag));
        Input.TextSha256 = code.Sha256;
        ModelState.Remove("Input.TextSha256");
        return null;
    }
}
