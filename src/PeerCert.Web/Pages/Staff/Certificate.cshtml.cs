using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>One certificate for staff: how it stands, what was granted, what lies over it, and what the registry showed when.</summary>
[Authorize(Policy = Permissions.SeeCertificates)]
public sealed class CertificateModel(
    PeerCertDb db, OpenMyCertificate open, LayOverlay.Handler lay, EndOverlay.Handler end, WhatWasShown.Handler shown, Proof proof, ProgramClock clock) : PageModel
{
    private const string Lifted = "lifted", Overturned = "overturned";

    [BindProperty]
    public LayForm Lay { get; set; } = new();

    [BindProperty]
    public EndForm End { get; set; } = new();

    [BindProperty]
    public AskForm Ask { get; set; } = new();

    public MyCertificate Opened { get; private set; } = null!;

    public string LegalName { get; private set; } = "";

    public Person Person { get; private set; } = null!;

    /// <summary>What the county where the holder lives is called; null where it is not known.</summary>
    public string? CountyKey => Person.County is { } county && Opened.Pack.CountyQuestion is { } counties && counties.Values.Contains(county) ? counties.WordKey(county) : null;

    public IReadOnlyList<CertificateOverlayRow> Overlays { get; private set; } = [];

    /// <summary>Areas of specialisation on record, by the pack's names.</summary>
    public IReadOnlyList<string> Areas { get; private set; } = [];

    /// <summary>What the registry showed; null before anybody asked.</summary>
    public WasShown? Shown { get; private set; }

    public bool IsLaying { get; private set; }

    public bool MayWithhold => User.Session().May(Permissions.WithholdNames);

    public bool MayRestrict => User.Session().May(Permissions.RestrictCertificates);

    public sealed class LayForm
    {
        [Display(Name = "staff.certificate.what")]
        public CertificateOverlay? Overlay { get; set; }
        [Display(Name = "staff.certificate.from")]
        public DateInput From { get; set; } = new();
        [Display(Name = "staff.certificate.through")]
        public DateInput Through { get; set; } = new();
        [Display(Name = "staff.certificate.reason")]
        public string? Reason { get; set; }
    }

    public sealed class EndForm
    {
        public Guid Row { get; set; }
        [Display(Name = "staff.certificate.how")]
        public string? How { get; set; }
        [Display(Name = "staff.certificate.last")]
        public DateInput Through { get; set; } = new();
        [Display(Name = "staff.certificate.reason")]
        public string? Reason { get; set; }
    }

    public sealed class AskForm
    {
        [Display(Name = "staff.certificate.day")]
        public DateInput Day { get; set; } = new();
        [Display(Name = "staff.certificate.time")]
        public string? Time { get; set; }
        [Display(Name = "staff.certificate.ask-reason")]
        public string? Reason { get; set; }
    }

    public IReadOnlyList<Choice> Kinds(Wording words) => [.. Enum.GetValues<CertificateOverlay>().Select(o => new Choice($"{o}", words.Name(o)))];

    public IReadOnlyList<Choice> Ends(Wording words) => [new(Lifted, words["staff.certificate.lifted"]), new(Overturned, words["staff.certificate.overturned"])];

    public string Said(Wording words, PublicEntry? entry) =>
        entry is null ? words["staff.certificate.no-line"] : entry.Status is "active" or "not-current" ? words[$"registry.date-status-is.{entry.DateStatus}"] : words[$"registry.status-is.{entry.Status}"];

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await LoadAsync(number, ct) ?? Page();

    public async Task<IActionResult> OnPostLayAsync(string number, CancellationToken ct)
    {
        if (!MayRestrict)
            return Forbid();
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        IsLaying = true;
        return await DoneAsync(number, nameof(Lay), (await lay.HandleAsync(new(number, Lay.Overlay, Lay.From.Typed, Lay.Through.Typed, Lay.Reason, User.Session()), ct)).Problem, ct);
    }

    public async Task<IActionResult> OnPostEndAsync(string number, CancellationToken ct)
    {
        if (!MayRestrict)
            return Forbid();
        if (await proof.AskAsync(HttpContext) is { } asked)
            return asked;
        var problem = End.How is Lifted or Overturned
            ? (await end.HandleAsync(new(End.Row, End.How is Overturned, End.Through.Typed, End.Reason, User.Session()), ct)).Problem
            : Problem.Invalid.At("How", Text.Of("field.choice-missing"));
        return await DoneAsync(number, nameof(End), problem, ct);
    }

    public async Task<IActionResult> OnPostShownAsync(string number, CancellationToken ct)
    {
        var (day, time) = (Ask.Day.Typed.ReadPast("Day", clock.Today), TimeOf(Ask.Time));
        var asked = day.Succeeded(out var on, out var problem) && time.Succeeded(out var at, out problem)
            ? await shown.HandleAsync(new(number, clock.InstantOf(on, at), Ask.Reason, User.Session()), ct)
            : problem;
        if (await LoadAsync(number, ct) is { } gone)
            return gone;
        if (!asked.Succeeded(out var was, out problem))
            return this.Show(problem.In(nameof(Ask)));
        Shown = was;
        return Page();
    }

    private static Result<TimeOnly> TimeOf(string? typed) => TimeOnly.TryParseExact(typed?.Trim() is { Length: > 0 } given ? given : "23:59", ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : Problem.Invalid.At("Time", Text.Of("staff.certificate.no-time"));

    private async Task<IActionResult> DoneAsync(string number, string form, Problem? problem, CancellationToken ct) =>
        problem is null ? RedirectToPage(new { number }) : await LoadAsync(number, ct) ?? this.Show(problem.In(form));

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.HandleAsync(number, null, asStaff: true, User.ActorOf(), ct)).Succeeded(out var opened, out var problem))
            return this.Show(problem);
        Opened = opened;
        LegalName = (await db.LegalNames.AsNoTracking().CurrentAsync(opened.Certificate.Person, ct))?.AsPrinted ?? "";
        Person = await db.People.AsNoTracking().SingleAsync(p => p.Id == opened.Certificate.Person, ct);
        Areas = await db.AreasOfAsync(opened.Certificate.Id, ct);
        Overlays = await db.StandingOverlays.Where(o => o.Certificate == opened.Certificate.Id).OrderBy(o => o.From).ToListAsync(ct);
        return null;
    }
}
