using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My;

/// <summary>
/// The orientation: the operator's video where one lies in the data folder, a text to read in any case, and questions that
/// people answer for themselves. That it was seen is recorded; the answers are looked at by nobody.
/// </summary>
public sealed class OrientationModel(ViewOrientation.Handler view, StandardsLibrary library, OrientationFiles files, Wording words, ProgramClock clock) : PageModel
{
    /// <summary>Names of the questions; their words are <c>orientation-page.ask.NAME</c>.</summary>
    public static readonly string[] Questions = ["own-way", "share", "listen", "limits", "rest"];

    public static readonly string[] Answers = ["yes", "mostly", "not-yet"];

    /// <summary>The text to read and the language it is in; null where the standard brings none.</summary>
    public (string Markdown, string Language)? Reading { get; private set; }

    public bool HasVideo => files.Video is not null;

    public IEnumerable<Language> Captions => words.Languages.Where(l => files.Captions(l.Tag) is not null);

    public IEnumerable<Choice> Options => Answers.Select(a => new Choice(a, words[$"orientation-page.answer.{a}"]));

    public void OnGet() => Load();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Load();
        if (Problem.Invalid.Of([.. Questions.Where(q => !Answers.Contains(Sent(q))).Select(q => Problem.Invalid.At(q, Text.Of("field.choice-missing")))]) is { } open)
            return this.Show(open);
        var viewed = await view.HandleAsync(new(User.ActorOf()), ct);
        return viewed.Problem is { } problem ? this.Show(problem) : RedirectToPage("/My/Index");
    }

    public IActionResult OnGetVideo() => files.Video is { } video ? new PhysicalFileResult(video, "video/mp4") { EnableRangeProcessing = true } : NotFound();

    public IActionResult OnGetCaptions(string language) =>
        Captions.Any(l => l.Tag == language) && files.Captions(language) is { } captions ? PhysicalFile(captions, "text/vtt; charset=utf-8") : NotFound();

    public string? Sent(string question) => Request.HasFormContentType && Request.Form.TryGetValue(question, out var sent) ? sent.ToString() : null;

    private void Load()
    {
        var pack = library.On(GoverningQuestion.Filing, clock.Today);
        Reading = new[] { words.Language.Tag, Catalogue.Fallback }.Distinct().Where(l => pack?.Orientation(l) is not null).Select(l => ((string, string)?)(pack!.Orientation(l)!, l)).FirstOrDefault();
    }
}
