using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.People;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My;

/// <summary>What is collected for the reports to the state, each question as the pack has it and none of them needed.</summary>
public sealed class StatisticsModel(OpenMyDemographics open, SaveDemographics.Handler save) : PageModel
{
    /// <summary>With more values than these a list to choose from is easier than buttons.</summary>
    public const int AsRadios = 8;

    public MyDemographics Mine { get; private set; } = null!;

    public bool Saved { get; private set; }

    public IReadOnlyList<Choice> Options(Wording words, DemographicQuestion question) =>
        [.. question.Values.Select(v => new Choice(v, words.Say(Text.Of(question.WordKey(v)), Mine.Pack.Stamp)))];

    /// <summary>What was sent, else what is saved.</summary>
    public IReadOnlyList<string> Chosen(DemographicQuestion question) =>
        Request.HasFormContentType ? Sent(question) : Mine.Answers.TryGetValue(question.Name, out var saved) ? saved : [];

    public bool IsChosen(DemographicQuestion question, string value) => Chosen(question).Contains(value);

    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken ct)
    {
        Saved = saved;
        return await LoadAsync(ct) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } refused)
            return refused;
        var done = await save.HandleAsync(new(Mine.Pack.Demographics.ToDictionary(q => q.Name, Sent), User.ActorOf()), ct);
        return done.Problem is { } problem ? this.Show(problem) : RedirectToPage(new { saved = true });
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(User.ActorOf(), ct)).Succeeded(out var mine, out var problem))
            return this.Show(problem);
        Mine = mine;
        return null;
    }

    private IReadOnlyList<string> Sent(DemographicQuestion question) =>
        [.. Request.Form[question.Name].Where(v => !string.IsNullOrEmpty(v)).Select(v => v!).Distinct()];
}
