using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>Asking others for a letter by mail: whom, what came of it, once more, somebody else.</summary>
public sealed class LetterModel(
    OpenMyApplication open, PeerCertDb db, AskForLetter.Handler ask, SendLetterRequestAgain.Handler again, WithdrawLetterRequest.Handler withdraw, ProgramClock clock) : ApplicationPage(open)
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        [Display(Name = "letter-request.writer")]
        public string? Writer { get; set; }
        [Display(Name = "letter-request.address")]
        public string? Address { get; set; }
        [Display(Name = "letter-request.language")]
        public string? Language { get; set; }
    }

    public override FormPart? Part => Mine.Form.Parts.FirstOrDefault(p => p.Page is FormPartKind.Evidence);

    /// <summary>The letter that the page is about; null where the form asks for no such letter of others.</summary>
    public FactKind? Letter => Mine.Form.Documents.SelectMany(d => d.Kinds).FirstOrDefault(k => k.Name == Kind && k.ByAnother);

    public IReadOnlyList<AskedWriter> Asked { get; private set; } = [];

    public IEnumerable<Choice> Languages(Wording words) => words.Languages.Select(l => new Choice(l.Tag, words.NameOf(l)));

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    public static Tone ToneOf(AskedWriter asked) => asked switch
    {
        { DidNotArrive: true } => Tone.Bad,
        { Request.State: LetterRequestState.Received } => Tone.Good,
        { Request.State: LetterRequestState.Asked } => Tone.Wait,
        _ => Tone.Neutral,
    };

    protected override async Task<IActionResult> FillAsync(CancellationToken ct)
    {
        Input.Language ??= HttpContext.RequestServices.GetRequiredService<Wording>().Language.Tag;
        return await ListAsync(ct) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var words = HttpContext.RequestServices.GetRequiredService<Wording>();
        var language = words.Languages.FirstOrDefault(l => l.Tag == Input.Language)?.Tag ?? words.Language.Tag;
        return await DoneAsync(await ask.HandleAsync(new(Id, Kind, Input.Writer, Input.Address, language, User.ActorOf()), ct), ct);
    }

    public async Task<IActionResult> OnPostAgainAsync(Id<LetterRequest> request, int mails, CancellationToken ct) =>
        await DoneAsync(await again.HandleAsync(new(Id, request, mails, User.ActorOf()), ct), ct);

    public async Task<IActionResult> OnPostWithdrawAsync(Id<LetterRequest> request, CancellationToken ct) =>
        await DoneAsync(await withdraw.HandleAsync(new(Id, request, User.ActorOf()), ct), ct);

    private async Task<IActionResult> DoneAsync(Result<Done> done, CancellationToken ct)
    {
        if (done.Problem is not { } problem)
            return RedirectToPage(new { Id, Kind });
        return await LoadAsync(ct) ?? await ListAsync(ct) ?? this.Show(problem);
    }

    private async Task<IActionResult?> ListAsync(CancellationToken ct)
    {
        if (Letter is null)
            return this.Show(new Problem.NotFound("thing.application-part"));
        Asked = [.. (await db.WritersAsync(Id, ct)).Where(a => a.Request.Kind == Kind)];
        return null;
    }
}
