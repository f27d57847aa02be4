using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My.Application;

[RequestSizeLimit(RequestSizes.Upload)]
public sealed class EvidenceModel(OpenMyApplication open, AddEvidence.Handler add, ReadEvidence.Handler read, ProgramClock clock) : ApplicationPage(open)
{
    [BindProperty, Required, Display(Name = "apply.evidence.file")]
    public IFormFile? Upload { get; set; }

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } refused)
            return refused;
        if (Upload is null)
            return Mine.Certificate is not null
                ? RedirectToPage("/My/Application/Ethics", new { Id })
                : this.Show(Problem.Invalid.At("Upload", Text.Of("evidence.missing")));
        await using var content = Upload.OpenReadStream();
        var added = await add.HandleAsync(new(Id, ApplicationFacts.TrainingCertificate, Upload.FileName, content, User.ActorOf()), ct);
        // The store speaks of the file; on this page its field is called otherwise, since a page model has a File of its own.
        return added.Problem is Problem.Invalid refusal
            ? this.Show(new Problem.Invalid([.. refusal.Fields.Select(f => f with { Field = nameof(Upload) })]))
            : await NextAsync(added, "/My/Application/Ethics", ct);
    }

    /// <summary>One's own file back.</summary>
    public async Task<IActionResult> OnGetFileAsync(Id<EvidenceFile> evidence, CancellationToken ct) =>
        this.Download(await read.HandleAsync(new(evidence, AsStaff: false, User.ActorOf()), ct));
}
