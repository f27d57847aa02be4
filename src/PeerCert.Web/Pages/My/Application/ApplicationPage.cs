using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>A page of one's own application: loads it, or shows that there is none.</summary>
public abstract class ApplicationPage(OpenMyApplication open) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Core.Applications.Application> Id { get; set; }

    protected OpenMyApplication Open => open;

    public MyApplication Mine { get; private set; } = null!;

    /// <summary>The part of the form that this page fills in; null on the pages about all of it.</summary>
    public virtual FormPart? Part => null;

    /// <summary>What the standard says already against what stands on this page; null where it says nothing.</summary>
    public Decision? Against { get; private set; }

    /// <summary>A part of an application that takes no answers now is not shown as a form: where it is and what was sent stands on its first page.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        await LoadAsync(ct) ?? (Part is not null && !Mine.Application.TakesAnswers() ? RedirectToPage("/My/Application/Index", new { Id }) : await FillAsync(ct));

    /// <summary>Fills the page with what is saved.</summary>
    protected virtual Task<IActionResult> FillAsync(CancellationToken ct) => Task.FromResult<IActionResult>(Page());

    /// <summary>Loads the application; an answer where it cannot be shown.</summary>
    protected async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(Id, User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        Against = await AgainstAsync(ct);
        return null;
    }

    /// <summary>A date that does not suit the standard is told when it is typed, and not when all is sent.</summary>
    private async Task<Decision?> AgainstAsync(CancellationToken ct)
    {
        if (Part is not { Page: FormPartKind.AboutYou or FormPartKind.Entries } part || SubmitApplication.IsMissing(part, Mine.Answers, Mine.Form, open.Today))
            return null;
        if (!(await open.PreCheckAsync(Mine, ct)).Succeeded(out var check, out _))
            return null;
        var against = check.Decision.NextSteps.Where(f => Mine.Form.PartFor(f.Rule) == part).ToImmutableArray();
        return against.IsEmpty ? null : check.Decision with { Roots = against };
    }

    /// <summary>Goes on to the part after this one, or shows this one again with the reason and with what was typed.</summary>
    protected async Task<IActionResult> NextAsync<T>(Result<T> result, CancellationToken ct)
    {
        var refused = await LoadAsync(ct);
        return refused ?? (result.Problem is { } problem ? this.Show(Part is null ? new Problem.NotFound("thing.application-part") : problem) : Next());
    }

    /// <summary>Where a page leads when it is saved.</summary>
    protected virtual IActionResult Next() => Against is null ? GoOn() : Redirect(Link(Part!));

    /// <summary>The next part by the form as it is now; after the last, the page on which it is sent.</summary>
    protected RedirectResult GoOn() => Redirect(OnwardLink);

    public string OnwardLink => Mine.Form.Parts.IndexOf(Part!) is var at && at + 1 < Mine.Form.Parts.Length ? Link(Mine.Form.Parts[at + 1]) : Url.Page("/My/Application/Review", new { Id })!;

    /// <summary>Where a part is filled in.</summary>
    public string Link(FormPart part) => PartWords.Link(Url, Id, part);
}

/// <summary>
/// A page of one's own application with answers to fill in: shows those that are saved, saves those that are sent, goes on.
/// It carries along what it showed, so that what was saved elsewhere since is put together with it or asked about. While
/// somebody types, a script sends it with <see cref="KeepHeader"/>: then it is kept as far as it goes.
/// </summary>
[RunsScript]
public abstract class DraftPage(OpenMyApplication open) : ApplicationPage(open)
{
    public const string KeepHeader = "X-Keep-Draft";

    /// <summary>What the page showed of the saved answers when it was opened.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    protected PageAnswers? SeenAnswers => PageAnswers.Read(Seen);

    protected bool IsKept => Request.Headers.ContainsKey(KeepHeader);

    /// <summary>What the page carries along: what is saved now, or still what it was opened with where nothing was saved.</summary>
    public string Carried => _stays && Seen is not null ? Seen : SaveAnswers.Saved(Part!, Mine.Answers, Mine.Form)?.Write() ?? "";

    private bool _stays;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var saved = await SaveAsync(ct);
        _stays = saved.Problem is { } wrong && !PageAnswers.IsAsked(wrong);
        if (!IsKept)
            return await NextAsync(saved, ct);
        return await LoadAsync(ct) is not null ? NotFound()
            : saved.Problem is { } problem ? new StatusCodeResult(ProblemDocument.StatusOf(problem))
            : Content(Carried);
    }

    protected abstract Task<Result<Done>> SaveAsync(CancellationToken ct);
}

/// <summary>A page of answers that are bound to one form.</summary>
public abstract class AnswersPage<TForm>(OpenMyApplication open) : DraftPage(open) where TForm : new()
{
    [BindProperty]
    public TForm Input { get; set; } = new();

    protected abstract TForm Saved(DraftAnswers answers);

    protected sealed override Task<IActionResult> FillAsync(CancellationToken ct)
    {
        Input = Saved(Mine.Answers);
        return base.FillAsync(ct);
    }
}
