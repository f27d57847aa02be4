using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Evidence;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>One review of continuing education: the proof is looked at, file by file, and the review is ended.</summary>
[Authorize(Policy = Permissions.AuditEducation)]
public sealed class AuditModel(
    OpenCeAudits open, CheckCeProof.Handler check, DecideCeAudit.Handler decide, ReadFiledEvidence read, Proof proof, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<CeAudit> Id { get; set; }

    /// <summary>The version that was looked at: who was second is told.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public ApplicationModel.CheckForm Check { get; set; } = new();

    [BindProperty]
    public SettleForm Settle { get; set; } = new();

    public OpenedCeAudit Opened { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public sealed class SettleForm
    {
        [Display(Name = "staff.audits.step")]
        public CeAuditAction? Step { get; set; }
        [Display(Name = "staff.audits.reason")]
        public string? Reason { get; set; }
    }

    /// <summary>What staff can do beside accepting it.</summary>
    public IReadOnlyList<CeAuditAction> Others => [.. CeAuditLifecycle.Table.ActionsFrom(Opened.Audit.State).Where(a => a is CeAuditAction.FindDeficient or CeAuditAction.Refer)];

    public IReadOnlyList<Choice> Steps(Wording words) => [.. Others.Select(a => new Choice($"{a}", words.Name(a)))];

    public EvidenceLook LookAt(Wording words, ReviewedEvidence file) => new(
        file, "/Staff/Audit", Id.Value, Opened.Pack,
        !Opened.Audit.IsOver && EvidenceLook.OpenOf([.. Opened.Entries.SelectMany(e => e.Proof)], Check.Evidence, Request.Query["look"])?.File == file.File, null, Check,
        EvidenceLook.FeaturesOf(words, Opened.Pack, file.File), clock);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken ct) =>
        await DoneAsync("Check", (await check.HandleAsync(new(Id, Check.Evidence, Check.Found, Check.Features, Check.Note, User.Session()), ct)).Problem, ct);

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken ct) => DecideAsync(CeAuditAction.Accept, ct);

    public async Task<IActionResult> OnPostSettleAsync(CancellationToken ct) =>
        Settle.Step is CeAuditAction.FindDeficient or CeAuditAction.Refer
            ? await DecideAsync(Settle.Step.Value, ct)
            : await DoneAsync("Settle", Problem.Invalid.At("Step", Text.Of("field.choice-missing")), ct);

    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        await open.EntryOfAsync(Id, evidence, ct) is { } entry ? this.Download(await read.FileAsync(entry, evidence, User.ActorOf(), ct)) : NotFound();

    /// <summary>The picture of a page, drawn by us. What was sent is never shown, only handed out.</summary>
    public async Task<IActionResult> OnGetPictureAsync(Id<EvidenceFile> evidence, int number, CancellationToken ct) =>
        await open.EntryOfAsync(Id, evidence, ct) is { } entry ? this.Picture(await read.PageAsync(entry, evidence, number, User.ActorOf(), ct)) : NotFound();

    private async Task<IActionResult> DecideAsync(CeAuditAction step, CancellationToken ct)
    {
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        return await DoneAsync("Settle", (await decide.HandleAsync(new(Id, step, Settle.Reason, Version, User.Session()), ct)).Problem, ct);
    }

    private async Task<IActionResult> DoneAsync(string form, Problem? problem, CancellationToken ct) =>
        problem is null ? RedirectToPage()
        : await LoadAsync(ct) ?? this.Show(problem.In(form));

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.AnyAsync(Id, User.ActorOf(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        return null;
    }
}
