using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.Ledger;
using PeerCert.Core.Payments;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>One filing for a next term: reviewers decide it, finance records its fees; each sees the part that is theirs.</summary>
[Authorize(Policy = Permissions.SeeRenewals)]
public sealed class RenewalModel(
    RenewalDesk desk, DecideRenewal.Handler decide, RecordFee.Handler fees, FeeSchedule schedule, Proof proof, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<RenewalFiling> Id { get; set; }

    /// <summary>The version that was looked at: who was second is told.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public DenyForm Input { get; set; } = new();

    [BindProperty]
    public FeeForm Fee { get; set; } = new();

    public OpenedRenewal Opened { get; private set; } = null!;

    private IReadOnlyList<ScheduledFee> _fees = [];

    public bool MayDecide => User.Session().May(Permissions.DecideApplications);

    public bool MayRecordFees => User.Session().May(Permissions.RecordFees);

    public bool SeesCertificates => User.Session().May(Permissions.SeeCertificates);

    public sealed class DenyForm
    {
        [Display(Name = "staff.renewals.deny-reason")]
        public string? Reason { get; set; }
    }

    public sealed class FeeForm
    {
        [Display(Name = "staff.file.fee-line")]
        public string? FeeLine { get; set; }
        [Display(Name = "staff.file.paid-on")]
        public DateInput PaidOn { get; set; } = new();
        [Display(Name = "staff.file.reference")]
        public string? Reference { get; set; }
    }

    public static Tone ToneOf(RenewalFilingState state) => state switch
    {
        RenewalFilingState.Submitted => Tone.Wait,
        RenewalFilingState.Approved => Tone.Good,
        _ => Tone.Neutral,
    };

    /// <summary>What the filing still owes; where that is nothing, whatever the schedule has.</summary>
    public IReadOnlyList<Choice> FeeChoices(Wording words) =>
    [
        .. from fee in _fees
           where fee.Amount is not null && (Opened.Owes.Count == 0 || Opened.Owes.Any(o => o.FeeLine == fee.Line.Code))
           select new Choice(fee.Line.Code, words[
               fee.IsChargeable(clock.Today) ? "staff.file.fee-is" : "staff.file.fee-blocked", ("name", fee.Line.Code), new Argument.Amount("amount", fee.Amount!.Value.Cents)]),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public Task<IActionResult> OnPostApproveAsync(CancellationToken ct) => DecideAsync(RenewalFilingAction.Approve, ct);

    public Task<IActionResult> OnPostDenyAsync(CancellationToken ct) => DecideAsync(RenewalFilingAction.Deny, ct);

    public async Task<IActionResult> OnPostFeeAsync(CancellationToken ct)
    {
        if (!MayRecordFees)
            return Forbid();
        var recorded = await fees.HandleAsync(new(Id.Value, Fee.FeeLine ?? "", Fee.PaidOn.Typed, Fee.Reference, User.ActorOf()), ct);
        return recorded.Problem is not { } problem
            ? RedirectToPage()
            : await LoadAsync(ct) ?? this.Show(problem.In("Fee"));
    }

    private async Task<IActionResult> DecideAsync(RenewalFilingAction step, CancellationToken ct)
    {
        if (!MayDecide)
            return Forbid();
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        return (await decide.HandleAsync(new(Id, step, Version, Input.Reason, User.Session()), ct)).Problem is not { } problem
            ? RedirectToPage()
            : await LoadAsync(ct) ?? this.Show(problem);
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await desk.OneAsync(Id, User.Session(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        (Opened, Version) = (opened, opened.Filing.Version);
        ModelState.Remove(nameof(Version));
        if (MayRecordFees)
            _fees = await schedule.OnAsync(clock.Today, ct);
        return null;
    }
}
