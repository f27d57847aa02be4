using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My;

/// <summary>One's record of continuing education: what counts, what does not and why, and a form for the next entry.</summary>
public sealed class EducationModel(OpenCeRecord open, AddCeEntry.Handler add, RemoveCeEntry.Handler remove) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public CeRecord Record { get; private set; } = null!;

    public sealed class Form
    {
        [Display(Name = "ce.field.title")]
        public string? Title { get; set; }
        [Display(Name = "ce.field.provider")]
        public string? Provider { get; set; }
        [Display(Name = "ce.field.source")]
        public string? Source { get; set; }
        [Display(Name = "ce.field.area")]
        public string? Area { get; set; }
        [Display(Name = "ce.field.mode")]
        public string? Mode { get; set; }
        [Display(Name = "ce.field.topic")]
        public string? Topic { get; set; }
        [Display(Name = "ce.field.kind")]
        public CeEntryKind Kind { get; set; }
        [Display(Name = "ce.field.from")]
        public DateInput From { get; set; } = new();
        [Display(Name = "ce.field.to")]
        public DateInput To { get; set; } = new();
        [Display(Name = "ce.field.starts")]
        public string? StartsAt { get; set; }
        [Display(Name = "ce.field.ends")]
        public string? EndsAt { get; set; }
        [Display(Name = "ce.field.hours")]
        public string? Hours { get; set; }
        [Display(Name = "ce.field.breaks")]
        public string? Breaks { get; set; }
        [Display(Name = "ce.field.units")]
        public string? Units { get; set; }
        [Display(Name = "ce.field.ethics")]
        public string? LawAndEthics { get; set; }
    }

    public IReadOnlyList<Choice> Choices(Wording words, IEnumerable<CeWord> of) => [.. of.Select(w => new Choice(w.Name, words.Say(Text.Of(w.TextKey), Record.Pack.Stamp)))];

    public IReadOnlyList<Choice> Kinds(Wording words) => [.. Enum.GetValues<CeEntryKind>().Select(k => new Choice($"{k}", words.Name(k)))];

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await LoadAsync(number, ct) ?? Page();

    public async Task<IActionResult> OnPostAddAsync(string number, CancellationToken ct)
    {
        var typed = new AddCeEntry.Typed
        {
            Title = Input.Title,
            Provider = Input.Provider,
            Source = Input.Source,
            Area = Input.Area,
            Mode = Input.Mode,
            Topic = Input.Topic,
            Kind = Input.Kind,
            From = Input.From.Typed,
            To = Input.To.Typed,
            StartsAt = Input.StartsAt,
            EndsAt = Input.EndsAt,
            Hours = Input.Hours,
            Breaks = Input.Breaks,
            Units = Input.Units,
            LawAndEthics = Input.LawAndEthics,
        };
        return (await add.HandleAsync(new(number, typed, User.ActorOf()), ct)).Problem is not { } problem
            ? RedirectToPage(new { number })
            : await LoadAsync(number, ct) ?? this.Show(problem);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string number, Guid entry, CancellationToken ct) =>
        (await remove.HandleAsync(new(number, new(entry), User.ActorOf()), ct)).Problem is not { } problem
            ? RedirectToPage(new { number })
            : await LoadAsync(number, ct) ?? this.Show(problem);

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.HandleAsync(number, User.ActorOf(), ct)).Succeeded(out var record, out var problem))
            return this.Show(problem);
        Record = record;
        return null;
    }
}
