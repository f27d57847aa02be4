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

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? await FillAsync(ct);

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

    /// <summary>Goes on to the next page, or shows this one again with the reason and with what was typed.</summary>
    protected async Task<IActionResult> NextAsync<T>(Result<T> result, string page, CancellationToken ct) =>
        result.Problem is not { } problem ? RedirectToPage(page, new { Id })
        : await LoadAsync(ct) ?? this.Show(problem);
}

/// <summary>A page of one's own application with answers to fill in: shows those that are saved, saves those that are sent, goes on.</summary>
public abstract class AnswersPage<TForm>(OpenMyApplication open) : ApplicationPage(open) where TForm : new()
{
    [BindProperty]
    public TForm Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await NextAsync(await SaveAsync(ct), NextPage, ct);

    protected abstract string NextPage { get; }

    protected abstract TForm Saved(DraftAnswers answers);

    protected abstract Task<Result<Done>> SaveAsync(CancellationToken ct);

    protected sealed override Task<IActionResult> FillAsync(CancellationToken ct)
    {
        Input = Saved(Mine.Answers);
        return base.FillAsync(ct);
    }
}
