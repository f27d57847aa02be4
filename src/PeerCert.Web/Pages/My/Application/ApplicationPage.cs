using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
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
        return null;
    }

    /// <summary>Goes on to the part after this one, or shows this one again with the reason and with what was typed.</summary>
    protected async Task<IActionResult> NextAsync<T>(Result<T> result, CancellationToken ct)
    {
        var refused = await LoadAsync(ct);
        return refused ?? (result.Problem is { } problem ? this.Show(problem) : GoOn());
    }

    /// <summary>The next part by the form as it is now; after the last, the page on which it is sent.</summary>
    protected RedirectResult GoOn()
    {
        var at = Mine.Form.Parts.IndexOf(Part!);
        return Redirect(at + 1 < Mine.Form.Parts.Length ? Link(Mine.Form.Parts[at + 1]) : Url.Page("/My/Application/Review", new { Id })!);
    }

    /// <summary>Where a part is filled in.</summary>
    public string Link(FormPart part) => Url.Page($"/My/Application/{part.Page}", new { Id, kind = part.Kind?.Name })!;
}

/// <summary>A page of one's own application with answers to fill in: shows those that are saved, saves those that are sent, goes on.</summary>
public abstract class AnswersPage<TForm>(OpenMyApplication open) : ApplicationPage(open) where TForm : new()
{
    [BindProperty]
    public TForm Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await NextAsync(await SaveAsync(ct), ct);

    protected abstract TForm Saved(DraftAnswers answers);

    protected abstract Task<Result<Done>> SaveAsync(CancellationToken ct);

    protected sealed override Task<IActionResult> FillAsync(CancellationToken ct)
    {
        Input = Saved(Mine.Answers);
        return base.FillAsync(ct);
    }
}
