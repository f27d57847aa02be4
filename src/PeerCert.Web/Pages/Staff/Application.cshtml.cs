using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Exams;
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

/// <summary>One application: findings beside the evidence that supports them, and the steps that the table and the role both allow.
/// What was sent with it is for reviewers; whoever takes fees or issues certificates sees the part that is theirs.</summary>
[Authorize(Policy = Permissions.SeeQueue)]
public sealed class ApplicationModel(
    OpenReviewFile open, LikePeople like, OpenExam exams, FeeSchedule schedule, ReviewApplication.Handler review, CheckEvidence.Handler check,
    RecordFee.Handler fees, IssueCertificate.Handler issue, ReadEvidence.Handler read, ReadEvidencePage.Handler readPage, RecordOverlay.Handler overlays, WriteNote.Handler notes, ConfirmStep.Handler confirm, UndoStep.Handler undo, TellNow.Handler tell, TakeNextFile.Handler next, PackDecisions decisions, IAuthorizationService permissions, Proof proof, ProgramClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Core.Applications.Application> Id { get; set; }

    /// <summary>The version of the application on the page the reviewer looked at.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FeeForm Fee { get; set; } = new();

    [BindProperty]
    public CheckForm Check { get; set; } = new();

    [BindProperty]
    public OverlayForm Overlay { get; set; } = new();

    [BindProperty]
    public NoteForm Note { get; set; } = new();

    [BindProperty]
    public SecondForm Second { get; set; } = new();

    public ReviewFile Review { get; private set; } = null!;
    public ExamFile? Exam { get; private set; }

    /// <summary>Records that could be the same person's; nothing for who does not review.</summary>
    public IReadOnlyList<LikePerson> Like { get; private set; } = [];
    public IReadOnlyList<ScheduledFee> Fees { get; private set; } = [];
    public Decision? CertificateDecision { get; private set; }

    /// <summary>The steps that the lifecycle table has from here and the person may take.</summary>
    public IReadOnlyList<ApplicationAction> Steps { get; private set; } = [];

    /// <summary>Whether the findings call for a step; the others are refused with the reason.</summary>
    public bool IsCalledFor(ApplicationAction step) => step is ApplicationAction.Issue
        ? CertificateDecision?.Outcome is Outcome.Grant
        : ReviewApplication.Decide(step, Review.Considered.Decision) is null;

    /// <summary>The place on the page where the work goes on: the first document that nobody has looked at, else the steps.</summary>
    public const string GoOn = "go-on";

    public DateOnly Today => clock.Today;

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    public IEnumerable<Choice> FeeChoices(Wording words) =>
        from fee in Fees
        where fee.Amount is not null
        select new Choice(fee.Line.Code, words[
            fee.IsChargeable(clock.Today) ? "staff.file.fee-is" : "staff.file.fee-blocked",
            ("name", fee.Line.Code), new Argument.Amount("amount", fee.Amount!.Value.Cents)]);

    /// <summary>Steps of which the person reads a letter: it is looked at before it goes out.</summary>
    public static bool HasLetter(ApplicationAction step) => step is ApplicationAction.AskForItems or ApplicationAction.Deny;

    public bool IsMine(ReviewStep step) => step.Account == User.ActorOf().Account;

    public bool IsToBeTold(ReviewStep step) => step.TellsAt > clock.Now;

    public sealed class NoteForm
    {
        [Display(Name = "staff.note.says")]
        public string? Says { get; set; }
    }

    public sealed class SecondForm
    {
        [Display(Name = "staff.second.reason")]
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

    public sealed class CheckForm
    {
        public Id<EvidenceFile> Evidence { get; set; }
        [Display(Name = "staff.file.check")]
        public DocumentCheck? Found { get; set; }
        [Display(Name = "staff.file.features")]
        public List<string> Features { get; set; } = [];
        [Display(Name = "staff.file.note")]
        public string? Note { get; set; }
    }

    public sealed class OverlayForm
    {
        [Display(Name = "staff.overlay.what")]
        public string? Kind { get; set; }
        [Display(Name = "staff.overlay.is-there")]
        public string? IsThere { get; set; }
        [Display(Name = "staff.overlay.from")]
        public DateInput From { get; set; } = new();
        [Display(Name = "staff.overlay.until")]
        public DateInput Until { get; set; } = new();
        [Display(Name = "staff.overlay.reason")]
        public string? Reason { get; set; }
    }

    /// <summary>What staff look up elsewhere for this file; nothing on most pathways.</summary>
    public IReadOnlyList<Choice> LookedUp(Wording words) =>
        [.. RecordOverlay.Kinds(Review.Considered).Select(k => new Choice(k, words.Say(Text.Of($"kind.{k}"), Review.Considered.Pack.Stamp)))];

    public static IEnumerable<Choice> YesNo(Wording words) => [new("yes", words["apply.statements.yes"]), new("no", words["apply.statements.no"])];

    /// <summary>The file that the form is about: the one asked for, else the first that nobody has looked at.</summary>
    public ReviewedEvidence? LookingAt =>
        Review.Evidence.FirstOrDefault(e => e.File.Id == Check.Evidence || $"{e.File.Id}" == Request.Query["look"])
        ?? Review.Evidence.FirstOrDefault(e => e.Check is null);

    /// <summary>What its sender typed from it, beside the legal name and the day of filing.</summary>
    public PrintedComparison Compare(EvidenceFile file) =>
        PrintedComparison.Of(file.PrintedName!, file.PrintedUntil, Review.Name?.AsPrinted, Review.Application.FilingDay(Today));

    public FactKind? KindOf(EvidenceFile file) => Review.Considered.Pack.Kinds.GetValueOrDefault(file.Kind);

    /// <summary>What a kind of fact is called: the pack's word, or the kind itself where the pack has none.</summary>
    public string FactWords(Wording words, string kind) => words.Say(Text.Of(Review.Considered.Pack.Kinds.GetValueOrDefault(kind)?.TextKey ?? $"kind.{kind}"), Review.Considered.Pack.Stamp);

    public string KindWords(Wording words, EvidenceFile file) => words.Say(Text.Of($"kind.{file.Kind}"), Review.Considered.Pack.Stamp);

    /// <summary>What staff may find in the document, in the pack's words.</summary>
    public IReadOnlyList<Choice> Features(Wording words, EvidenceFile file) =>
        [.. (KindOf(file)?.Features ?? []).Select(f => new Choice(f, words.Say(Text.Of(KindOf(file)!.WordKey(f)), Review.Considered.Pack.Stamp)))];

    /// <summary>What was typed about a stretch of time, as the applicant saw it.</summary>
    public IEnumerable<string> Entries(Wording words) =>
        Review.Answers.Entries.Where(e => Review.Considered.Pack.Kinds.ContainsKey(e.Kind)).Select(e => My.Application.EntryWords.Line(words, Review.Considered.Pack, e));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public Task<IActionResult> OnPostStepAsync(ApplicationAction step, CancellationToken ct) =>
        DoAsync(step is ApplicationAction.Issue ? null : PermissionFor(step), () => review.HandleAsync(new(Id, step, Version, null, User.ActorOf()), ct), ct);

    /// <summary>Whoever goes by keys is at the next document then, or at the steps after the last one.</summary>
    public async Task<IActionResult> OnPostCheckAsync(CancellationToken ct)
    {
        var done = await DoAsync(Permissions.ReviewApplications, async () =>
            Check.Found is { } found
                ? await check.HandleAsync(new(Id, Check.Evidence, found, Check.Features, Check.Note, User.ActorOf()), ct)
                : Problem.Invalid.At("Check.Found", Text.Of("evidence.found-missing")), ct);
        if (done is RedirectToPageResult next)
            next.Fragment = GoOn;
        return done;
    }

    public Task<IActionResult> OnPostNoteAsync(CancellationToken ct) => DoAsync(Permissions.ReviewApplications, async () => AtForm("Note", await notes.HandleAsync(new(Id, Note.Says, User.ActorOf()), ct)), ct);

    /// <summary>What a second reviewer says to a step, for which one needs the permission that the step itself needs.</summary>
    public async Task<IActionResult> OnPostConfirmAsync(Id<ReviewStep> proposed, bool confirms, CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } gone)
            return gone;
        return await DoAsync(Review.Proposed is { } step && step.Id == proposed ? PermissionFor(step.Step) : Permissions.ReviewApplications, async () =>
            AtForm("Second", await confirm.HandleAsync(new(Id, proposed, confirms, Version, Second.Reason, User.ActorOf()), ct)), ct);
    }

    public Task<IActionResult> OnPostUndoAsync(Id<ReviewStep> taken, CancellationToken ct) => DoAsync(Permissions.ReviewApplications, () => undo.HandleAsync(new(Id, taken, Version, User.ActorOf()), ct), ct);

    public Task<IActionResult> OnPostTellAsync(Id<ReviewStep> taken, CancellationToken ct) => DoAsync(Permissions.ReviewApplications, () => tell.HandleAsync(new(Id, taken, User.ActorOf()), ct), ct);

    public Task<IActionResult> OnPostFeeAsync(CancellationToken ct) => DoAsync(Permissions.RecordFees, () =>
        fees.HandleAsync(new(Id.Value, Fee.FeeLine ?? "", Fee.PaidOn.Typed, Fee.Reference, User.ActorOf()), ct), ct);

    public Task<IActionResult> OnPostOverlayAsync(CancellationToken ct) => DoAsync(Permissions.ReviewApplications, async () => AtForm("Overlay", await overlays.HandleAsync(new(
        Id, Overlay.Kind ?? "", Overlay.IsThere switch { "yes" => true, "no" => false, _ => null }, Overlay.From.Typed, Overlay.Until.Typed, Overlay.Reason, User.ActorOf()), ct)), ct);

    /// <summary>A use case names its fields, the page has several forms of them.</summary>
    private static Result<Done> AtForm(string form, Result<Done> result) => result.Match<Result<Done>>(
        done => done, problem => problem.In(form));

    /// <summary>A certificate cannot be taken back as if it had not been: who issues it has shown a moment ago that it is them.</summary>
    public async Task<IActionResult> OnPostIssueAsync(CancellationToken ct) =>
        !await MayAsync(Permissions.IssueCertificates) ? Forbid()
        : await proof.AskAsync(HttpContext) ?? await DoAsync(Permissions.IssueCertificates, () => issue.HandleAsync(new(Id, Version, User.ActorOf()), ct), ct);

    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        !await MayAsync(Permissions.ReadEvidence) ? Forbid()
        : this.Download(await read.HandleAsync(new(evidence, AsStaff: true, User.ActorOf()), ct));

    /// <summary>The picture of a page, drawn by us. What was sent is never shown, only handed out.</summary>
    public async Task<IActionResult> OnGetPictureAsync(Id<EvidenceFile> evidence, int number, CancellationToken ct) =>
        !await MayAsync(Permissions.ReadEvidence) ? Forbid()
        : this.Picture(await readPage.HandleAsync(new(Id, evidence, number, User.ActorOf()), ct));

    public async Task<bool> MayAsync(string permission) => (await permissions.AuthorizeAsync(User, permission)).Succeeded;

    /// <summary>The next file on one key: whoever has decided one goes on with the next.</summary>
    public async Task<IActionResult> OnPostNextAsync(CancellationToken ct)
    {
        var taken = await next.HandleAsync(new(User.Session()), ct);
        if (taken.Succeeded(out var file, out var problem))
            return file is { } id ? RedirectToPage(new { id }) : RedirectToPage("/Staff/Index");
        return await LoadAsync(ct) ?? this.Show(problem);
    }

    private async Task<IActionResult> DoAsync<T>(string? permission, Func<Task<Result<T>>> work, CancellationToken ct)
    {
        if (permission is null || !await MayAsync(permission))
            return Forbid();
        var result = await work();
        if (result.Problem is not { } problem)
            return RedirectToPage(new { Id });
        return await LoadAsync(ct) ?? this.Show(problem);
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(Id, User.ActorOf(), ct)).Succeeded(out var file, out var problem))
            return this.Show(problem);
        Review = file;
        if (file.Application.State is ApplicationState.Approved or ApplicationState.Certified)
            Exam = await exams.HandleAsync(Id, ct);
        if (await MayAsync(Permissions.RecordFees))
            Fees = await schedule.OnAsync(clock.Today, ct);
        if (await MayAsync(Permissions.ReviewApplications))
            Like = await like.OfAsync(file.Application.Person, ct);
        if (file.Application.State is ApplicationState.Approved)
            CertificateDecision = (await decisions.ConsiderAsync(
                RecordResult.CertificateQuestion, file.Application.Subject(), file.Application.SubmittedOn, ct)).Match<Decision?>(c => c.Decision, _ => null);
        var steps = new List<ApplicationAction>();
        foreach (var step in ApplicationLifecycle.Table.ActionsFrom(file.Application.State))
            if (PermissionFor(step) is { } permission && await MayAsync(permission))
                steps.Add(step);
        Steps = steps;
        return null;
    }

    /// <summary>Who may take a step; null for a step that is the applicant's own.</summary>
    internal static string? PermissionFor(ApplicationAction step) => step switch
    {
        ApplicationAction.Approve or ApplicationAction.Deny => Permissions.DecideApplications,
        ApplicationAction.AskForItems or ApplicationAction.MarkComplete => Permissions.ReviewApplications,
        ApplicationAction.Issue => Permissions.IssueCertificates,
        _ => null,
    };
}
