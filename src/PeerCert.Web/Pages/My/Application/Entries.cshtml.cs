using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>Trainings, jobs, continuing education, certificates of other states: one line each, as many as there are.</summary>
public sealed class EntriesModel(OpenMyApplication open, SaveAnswers.Handler save) : DraftPage(open)
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        [Required, Display(Name = "apply.entries.who")]
        public string? Who { get; set; }
        [Display(Name = "unit.hours.how-many")]
        public string? Quantity { get; set; }
        [Display(Name = "apply.entries.from")]
        public DateInput From { get; set; } = new();
        [Display(Name = "apply.entries.to")]
        public DateInput To { get; set; } = new();
        [Display(Name = "apply.entries.topics")]
        public List<string> Topics { get; set; } = [];
    }

    public override FormPart? Part => Mine.Form.Parts.FirstOrDefault(p => p.Kind?.Name == Kind);

    public IReadOnlyList<TypedEntry> Entries => [.. Mine.Answers.Entries.Where(e => e.Kind == Kind)];

    public string NextLink => GoOn().Url;

    public IEnumerable<Choice> Topics(Wording words) => Part!.Kind!.Topics.Select(t => new Choice(t, PartWords.Word(words, Mine.Form.Pack, Part.Kind, t)));

    /// <summary>One entry in words.</summary>
    public string Line(Wording words, TypedEntry entry) => EntryWords.Line(words, Mine.Form.Pack, entry);

    /// <summary>The line that was begun and not added yet stands in the form again.</summary>
    protected override Task<IActionResult> FillAsync(CancellationToken ct)
    {
        if (Mine.Answers.BegunOf(Kind) is { } begun)
            Input = new() { Who = begun.Who, Quantity = begun.Quantity, From = DateInput.Of(begun.From), To = DateInput.Of(begun.To), Topics = [.. begun.Topics] };
        return Task.FromResult(Part is null ? this.Show(new Problem.NotFound("thing.application-part")) : Page());
    }

    protected override Task<Result<Done>> SaveAsync(CancellationToken ct)
    {
        var line = new TypedEntry(Guid.NewGuid(), Kind, Input.Who, Input.From.Typed, Input.To.Typed, Input.Quantity, [.. Input.Topics]);
        return IsKept
            ? save.HandleAsync(new SaveAnswers.KeepEntry(Id, line, User.ActorOf(), SeenAnswers), ct)
            : save.HandleAsync(new SaveAnswers.AddEntry(Id, line, User.ActorOf()), ct);
    }

    protected override IActionResult Next() => RedirectToPage(new { Id, Kind });

    public async Task<IActionResult> OnPostRemoveAsync(Guid entry, CancellationToken ct)
    {
        var removed = await save.HandleAsync(new SaveAnswers.RemoveEntry(Id, entry, User.ActorOf()), ct);
        if (removed.Problem is not { } problem)
            return RedirectToPage(new { Id, Kind });
        return await LoadAsync(ct) ?? this.Show(problem);
    }
}

/// <summary>An entry as one line, for whoever wrote it and for staff.</summary>
public static class EntryWords
{
    public static string Line(Wording words, Pack pack, TypedEntry entry)
    {
        var kind = pack.Kinds[entry.Kind];
        string Day(TypedDay? typed) => typed is { IsEmpty: false } day && day.Read("").Succeeded(out var read, out _) ? words.Day(read) : "";
        var (who, from, to, quantity) = (entry.Who ?? "", Day(entry.From), Day(entry.To), entry.Quantity ?? "");
        var line = words[(kind.Shape, from.Length > 0, to.Length > 0) switch
        {
            ("overlay", _, true) => "entry.overlay-ends",
            ("overlay", _, _) => "entry.overlay",
            (_, true, _) => "entry.span-from",
            _ => "entry.span",
        }, ("who", who), ("from", from), ("to", to), ("quantity", quantity), new Argument.Term("unit", $"unit.{kind.Unit ?? "none"}.name")];
        return entry.Topics.IsEmpty ? line : $"{line} {string.Join(", ", entry.Topics.Select(t => PartWords.Word(words, pack, kind, t)))}";
    }
}
