using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>Asks that the registry leaves one's name out, and shows what became of it.</summary>
public sealed class SafetyModel(OpenWithheldNames open, AskToWithholdName.Handler ask, WithdrawWithheldName.Handler withdraw) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public MyWithheldName Mine { get; private set; } = null!;

    public sealed class Form
    {
        [Display(Name = "withheld-name.sure")]
        public bool Sure { get; set; }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct) => await DoneAsync((await ask.HandleAsync(new(Input.Sure, User.ActorOf()), ct)).Problem, ct);

    public async Task<IActionResult> OnPostWithdrawAsync(Id<WithheldName> asked, CancellationToken ct) => await DoneAsync((await withdraw.HandleAsync(new(asked, User.ActorOf()), ct)).Problem, ct);

    private async Task<IActionResult> DoneAsync(Problem? problem, CancellationToken ct) => problem is null ? RedirectToPage() : await LoadAsync(ct) ?? this.Show(problem);

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.OwnAsync(User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }
}
