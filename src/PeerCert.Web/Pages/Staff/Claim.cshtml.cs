using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Whose file it is: taking it, putting it back, putting it on hold, giving it to another one.</summary>
[Authorize(Policy = Permissions.SeeQueue)]
public sealed class ClaimModel(
    OpenClaim open, ClaimFile.Handler claim, ReleaseFile.Handler release, HoldFile.Handler hold, AssignFiles.Handler assign, IAuthorizationService permissions) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Core.Applications.Application> Id { get; set; }

    [BindProperty]
    public HoldForm Hold { get; set; } = new();

    [BindProperty]
    public AssignForm Assign { get; set; } = new();

    public Core.Applications.Application Claimed { get; private set; } = null!;
    public Claim? Current { get; private set; }
    public bool MayAssign { get; private set; }
    private IReadOnlyList<Colleague> _colleagues = [];

    public bool IsMine => Current is { } current && current.Account == User.ActorOf().Account;

    public IEnumerable<Choice> Colleagues(Wording words) => [new(Nobody, words["staff.claim.to-nobody"]), .. _colleagues.Select(c => new Choice($"{c.Account}", c.Name))];

    /// <summary>Sent where the files go back to everybody.</summary>
    private const string Nobody = "nobody";

    public sealed class HoldForm
    {
        [Display(Name = "staff.claim.hold-reason")]
        public string? Reason { get; set; }
    }

    public sealed class AssignForm
    {
        [Display(Name = "staff.claim.to")]
        public string? To { get; set; }
        [Display(Name = "staff.claim.all")]
        public bool All { get; set; }
        [Display(Name = "staff.claim.reason")]
        public string? Reason { get; set; }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public Task<IActionResult> OnPostClaimAsync(CancellationToken ct) => DoAsync("", () => claim.HandleAsync(new(Id, User.ActorOf()), ct), ct);

    public Task<IActionResult> OnPostReleaseAsync(CancellationToken ct) => DoAsync("", () => release.HandleAsync(new(Id, User.ActorOf()), ct), ct);

    public Task<IActionResult> OnPostHoldAsync(CancellationToken ct) => DoAsync("Hold.", () => hold.HandleAsync(new(Id, Holds: true, Hold.Reason, User.ActorOf()), ct), ct);

    public Task<IActionResult> OnPostGoOnAsync(CancellationToken ct) => DoAsync("", () => hold.HandleAsync(new(Id, Holds: false, null, User.ActorOf()), ct), ct);

    public async Task<IActionResult> OnPostAssignAsync(CancellationToken ct)
    {
        if (!(await permissions.AuthorizeAsync(User, Permissions.AssignFiles)).Succeeded)
            return Forbid();
        if (await LoadAsync(ct) is { } gone)
            return gone;
        if (Assign.To is not Nobody && !Guid.TryParse(Assign.To, out _))
            return this.Show(Problem.Invalid.At("Assign.To", Text.Of("field.choice-missing")));
        var to = Guid.TryParse(Assign.To, out var account) ? account : (Guid?)null;
        var all = Assign.All && Current is not null;
        return await DoAsync("Assign.", () => assign.HandleAsync(new(all ? null : Id, all ? Current!.Account : null, to, Assign.Reason, User.ActorOf()), ct), ct);
    }

    private async Task<IActionResult> DoAsync<T>(string form, Func<Task<Result<T>>> work, CancellationToken ct)
    {
        if ((await work()).Problem is not { } problem)
            return RedirectToPage("/Staff/Application", new { Id });
        return await LoadAsync(ct) ?? this.Show(problem is Problem.Invalid invalid ? new Problem.Invalid([.. invalid.Fields.Select(f => f with { Field = form + f.Field })]) : problem);
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(Id, ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        (Claimed, Current, _colleagues) = opened;
        MayAssign = (await permissions.AuthorizeAsync(User, Permissions.AssignFiles)).Succeeded;
        return null;
    }
}
