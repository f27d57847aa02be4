using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>The documents that the standard asks this person for: which are here, and adding one.</summary>
[RequestSizeLimit(RequestSizes.Upload)]
public sealed class EvidenceModel(
    OpenMyApplication open, AddEvidence.Handler add, RemoveEvidence.Handler remove, KeepEvidenceAnyway.Handler keep, TypePrinted.Handler printed, ReadEvidence.Handler read, ProgramClock clock) : ApplicationPage(open)
{
    [BindProperty, Display(Name = "apply.evidence.kind")]
    public string? Kind { get; set; }

    [BindProperty, Required, Display(Name = "apply.evidence.file")]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public PrintedForm Printed { get; set; } = new();

    public sealed class PrintedForm
    {
        public Id<EvidenceFile> Evidence { get; set; }
        [Display(Name = "apply.printed.name")]
        public string? Name { get; set; }
        [Display(Name = "apply.printed.until")]
        public DateInput Until { get; set; } = new();
    }

    /// <summary>The document whose printed details are asked for: the one sent or asked for, else the first without them.</summary>
    public EvidenceFile? Typing => Asking.FirstOrDefault(f => f.Id == Printed.Evidence || $"{f.Id}" == Request.Query["printed"]) ?? Asking.FirstOrDefault(f => f.PrintedName is null);

    private IEnumerable<EvidenceFile> Asking => Mine.Evidence.Where(f => IsPrinted(f.Kind));

    public bool IsPrinted(string kind) => Mine.Form.Pack.Kinds.GetValueOrDefault(kind) is { Printed: true };

    public PrintedComparison? Compare(EvidenceFile file) => Mine.Compare(file, clock.Today);

    public string NameLink => Link(Mine.Form.Parts.First(p => p.Page is FormPartKind.AboutYou));

    public override FormPart? Part => Mine.Form.Parts.FirstOrDefault(p => p.Page is FormPartKind.Evidence);

    public string NextLink => GoOn().Url;

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    public IEnumerable<Choice> Kinds(Wording words) =>
        Mine.Form.Documents.SelectMany(d => d.Kinds).DistinctBy(k => k.Name).Select(k => new Choice(k.Name, PartWords.Kind(words, Mine.Form.Pack, k)));

    protected override Task<IActionResult> FillAsync(CancellationToken ct)
    {
        // the link beside a document, else the first one that is still missing
        Kind = Request.Query["add"].ToString() is { Length: > 0 } wanted ? wanted
            : Mine.Form.Documents.FirstOrDefault(d => !Mine.Evidence.Any(e => d.Kinds.Any(k => k.Name == e.Kind)))?.Kinds[0].Name;
        if (Typing is { } file)
            Printed = new() { Evidence = file.Id, Name = file.PrintedName, Until = DateInput.Of(file.PrintedUntil) };
        return base.FillAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } refused)
            return refused;
        if (Upload is null)
            return this.Show(Problem.Invalid.At("Upload", Text.Of("evidence.missing")));
        await using var content = Upload.OpenReadStream();
        var added = await add.HandleAsync(new(Id, Kind ?? "", Upload.FileName, content, User.ActorOf()), ct);
        return added.Problem switch
        {
            null => RedirectToPage(new { Id }),
            // The store speaks of the file; on this page its field is called otherwise, since a page model has a File of its own.
            Problem.Invalid refusal => this.Show(refusal.Renamed("File", nameof(Upload))),
            var problem => this.Show(problem),
        };
    }

    public async Task<IActionResult> OnPostRemoveAsync(Id<EvidenceFile> evidence, CancellationToken ct)
    {
        var removed = await remove.HandleAsync(new(Id, evidence, User.ActorOf()), ct);
        if (removed.Problem is not { } problem)
            return RedirectToPage(new { Id });
        return await LoadAsync(ct) ?? this.Show(problem);
    }

    public async Task<IActionResult> OnPostPrintedAsync(CancellationToken ct)
    {
        var typed = await printed.HandleAsync(new(Id, Printed.Evidence, Printed.Name, Printed.Until.Typed, User.ActorOf()), ct);
        if (typed.Problem is not { } problem)
            return RedirectToPage(null, null, new { Id }, $"file-{Printed.Evidence}");
        ModelState.Remove(nameof(Upload));   // of this page's forms the other was sent
        return await LoadAsync(ct) ?? this.Show(problem.In("Printed"));
    }

    public async Task<IActionResult> OnPostKeepAsync(Id<EvidenceFile> evidence, CancellationToken ct)
    {
        var kept = await keep.HandleAsync(new(Id, evidence, User.ActorOf()), ct);
        if (kept.Problem is not { } problem)
            return RedirectToPage(new { Id });
        return await LoadAsync(ct) ?? this.Show(problem);
    }

    /// <summary>One's own file back.</summary>
    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        this.Download(await read.HandleAsync(new(evidence, AsStaff: false, User.ActorOf()), ct));
}
