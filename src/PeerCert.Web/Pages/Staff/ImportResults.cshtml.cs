using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Takes in a file of exam results, and lists those that were taken in.</summary>
[Authorize(Policy = Permissions.RecordExams), RequestSizeLimit(RequestSizes.Upload), KeptOffTheDisk]
public sealed class ImportResultsModel(TakeInResults.Handler takeIn, OpenResultsImport open) : FormPage<ImportResultsModel.Form>
{
    public sealed class Form
    {
        [Display(Name = "staff.import.file")]
        public IFormFile? File { get; set; }
    }

    public IReadOnlyList<ResultsImport> Imports { get; private set; } = [];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Imports = await open.ListAsync(HttpContext.RequestAborted);
        await next();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        await using var content = Input.File?.OpenReadStream();
        return (await takeIn.HandleAsync(new(content, Input.File?.FileName ?? "", null, User.ActorOf()), ct)).Match<IActionResult>(
            taken => RedirectToPage("/Staff/ImportedResults", new { Id = taken.Import }), problem => this.Show(problem));
    }
}
