using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>Everything on one page before it is sent, with what the standard says of it.</summary>
public sealed class ReviewModel(OpenMyApplication open, SubmitApplication.Handler submit, ProgramClock clock) : ApplicationPage(open)
{
    public Considered? PreCheck { get; private set; }

    public IReadOnlyList<FormPart> Missing { get; private set; } = [];

    /// <summary>Parts with a line that was typed and not added.</summary>
    public IReadOnlyList<FormPart> Begun => [.. Mine.Form.Parts.Where(p => p.Kind is { } kind && Mine.Answers.BegunOf(kind.Name) is not null)];

    protected override async Task<IActionResult> FillAsync(CancellationToken ct)
    {
        await CheckAsync(ct);
        return await base.FillAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } none)
            return none;
        var isKeyed = Mine.Application.KeyedBy is not null;
        var sent = await submit.HandleAsync(new(Id, User.ActorOf()), ct);
        if (sent.Problem is not { } problem)
            return isKeyed ? RedirectToPage("/Staff/KeyIn") : RedirectToPage("/My/Application/Index", new { Id });
        if (await LoadAsync(ct) is { } refused)
            return refused;
        await CheckAsync(ct);
        return this.Show(problem);
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        Missing = Mine.Missing(clock.Today);
        PreCheck = (await Open.PreCheckAsync(Mine, ct)).Match<Considered?>(c => c, _ => null);
    }
}
