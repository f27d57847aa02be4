using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
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

/// <summary>What somebody does to bring an expired certificate back: reviewers look at its proof, finance records what a sitting costs.</summary>
[Authorize(Policy = Permissions.SeeRenewals)]
public sealed class ReinstatementModel(
    OpenReinstatement open, CheckReinstatementEvidence.Handler check, ReadFiledEvidence read, RecordFee.Handler fees, FeeSchedule schedule, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Reinstatement> Id { get; set; }

    [BindProperty]
    public ApplicationModel.CheckForm Check { get; set; } = new();

    [BindProperty]
    public RenewalModel.FeeForm Fee { get; set; } = new();

    public OpenedReinstatement Opened { get; private set; } = null!;

    private IReadOnlyList<ScheduledFee> _fees = [];

    public bool MayReview => User.Session().May(Permissions.ReadEvidence);

    public bool MayRecordFees => User.Session().May(Permissions.RecordFees);

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    public EvidenceLook LookAt(Wording words, ReviewedEvidence file) => new(
        file, "/Staff/Reinstatement", Id.Value, Opened.Pack, EvidenceLook.OpenOf(Opened.Evidence, Check.Evidence, Request.Query["look"])?.File == file.File, null, Check,
        EvidenceLook.FeaturesOf(words, Opened.Pack, file.File), clock);

    /// <summary>What the next sitting costs; what the filing itself costs is paid with that.</summary>
    public IReadOnlyList<Choice> FeeChoices(Wording words) =>
    [
        .. from fee in _fees
           where fee.Amount is not null && Opened.Sitting is { } sitting && sitting.NextSteps.Any(f => f.FeeLine == fee.Line.Code)
           select new Choice(fee.Line.Code, words[
               fee.IsChargeable(clock.Today) ? "staff.file.fee-is" : "staff.file.fee-blocked", ("name", fee.Line.Code), new Argument.Amount("amount", fee.Amount!.Value.Cents)]),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken ct) =>
        !MayReview ? Forbid()
        : await DoneAsync("Check", (await check.HandleAsync(new(Id, Check.Evidence, Check.Found, Check.Features, Check.Note, User.Session()), ct)).Problem, ct);

    public async Task<IActionResult> OnPostFeeAsync(CancellationToken ct) =>
        !MayRecordFees ? Forbid()
        : await DoneAsync("Fee", (await fees.HandleAsync(new(Id.Value, Fee.FeeLine ?? "", Fee.PaidOn.Typed, Fee.Reference, User.ActorOf()), ct)).Problem, ct);

    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        MayReview ? this.Download(await read.FileAsync(Id, evidence, User.ActorOf(), ct)) : Forbid();

    /// <summary>The picture of a page, drawn by us. What was sent is never shown, only handed out.</summary>
    public async Task<IActionResult> OnGetPictureAsync(Id<EvidenceFile> evidence, int number, CancellationToken ct) =>
        MayReview ? this.Picture(await read.PageAsync(Id, evidence, number, User.ActorOf(), ct)) : Forbid();

    private async Task<IActionResult> DoneAsync(string form, Problem? problem, CancellationToken ct) =>
        problem is null ? RedirectToPage()
        : await LoadAsync(ct) ?? this.Show(problem.In(form));

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.AnyAsync(Id, User.ActorOf(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        if (MayRecordFees)
            _fees = await schedule.OnAsync(clock.Today, ct);
        return null;
    }
}
