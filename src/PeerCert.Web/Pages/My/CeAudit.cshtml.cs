using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Shared;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>A review of one's continuing education: what is asked for, until when, and one button that sends what the record holds.</summary>
public sealed class CeAuditModel(OpenCeAudits open, SendCeProof.Handler send, ProgramClock clock) : PageModel
{
    public OpenedCeAudit Opened { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public static Tone ToneOf(CeAudit audit) => audit.State switch
    {
        CeAuditState.Accepted => Tone.Good,
        CeAuditState.Received => Tone.Neutral,
        _ => Tone.Wait,
    };

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await LoadAsync(number, ct) ?? Page();

    public async Task<IActionResult> OnPostSendAsync(string number, CancellationToken ct)
    {
        if (await LoadAsync(number, ct) is { } gone)
            return gone;
        return (await send.HandleAsync(new(Opened.Audit.Id, User.ActorOf()), ct)).Problem is { } problem ? await LoadAsync(number, ct) ?? this.Show(problem) : RedirectToPage(new { number });
    }

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.OwnAsync(number, User.ActorOf(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        return null;
    }
}
