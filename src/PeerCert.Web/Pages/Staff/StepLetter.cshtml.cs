using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>The letter of a step before it goes out: why each point is missing, and the letter in the language of its reader.</summary>
[Authorize(Policy = Permissions.ReviewApplications)]
public sealed class StepLetterModel(DraftLetter draft, ReviewApplication.Handler review, IAuthorizationService permissions, Catalogue catalogue) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Core.Applications.Application> Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public ApplicationAction Step { get; set; }

    /// <summary>The version of the application that the reviewer looked at.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    [BindProperty]
    public List<ItemForm> Items { get; set; } = [];

    /// <summary>Null where the step cannot be taken; the reason stands on top.</summary>
    public DraftedLetter? Drafted { get; private set; }

    public Language ReadIn => catalogue.LanguageOf(Drafted!.Language);

    public sealed class ItemForm
    {
        public string Rule { get; set; } = "";
        [Display(Name = "staff.letter.reason")]
        public ItemReason? Reason { get; set; }
        [Display(Name = "staff.letter.words")]
        public string? Words { get; set; }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } refused)
            return refused;
        Items = [.. Drafted!.Proposed.Select(i => new ItemForm { Rule = i.Rule, Reason = i.Reason, Words = i.Words })];
        return Page();
    }

    /// <summary>The letter with the reasons that are chosen so far; nothing is sent.</summary>
    public async Task<IActionResult> OnPostLookAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostSendAsync(CancellationToken ct)
    {
        if (!ApplicationModel.HasLetter(Step))
            return NotFound();
        if (!(await permissions.AuthorizeAsync(User, ApplicationModel.PermissionFor(Step)!)).Succeeded)
            return Forbid();
        var sent = await review.HandleAsync(new(Id, Step, Version ?? -1, null, User.ActorOf()) { Items = Asked }, ct);
        if (sent.Problem is not { } problem)
            return RedirectToPage("/Staff/Application", new { Id });
        return await LoadAsync(ct) is { } refused and not PageResult ? refused : this.Show(problem);
    }

    private List<ItemAsked> Asked => Items.ConvertAll(i => new ItemAsked(i.Rule, i.Reason, i.Words));

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!ApplicationModel.HasLetter(Step))
            return NotFound();
        if (!(await draft.HandleAsync(Id, Step, Version, Asked, User.ActorOf(), ct)).Succeeded(out var drafted, out var problem))
            return this.Show(problem);
        Drafted = drafted;
        return null;
    }
}
