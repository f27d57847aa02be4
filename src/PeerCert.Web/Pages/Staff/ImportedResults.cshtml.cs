using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>How far an import is, and which of its lines were refused.</summary>
[Authorize(Policy = Permissions.RecordExams)]
public sealed class ImportedResultsModel(OpenResultsImport open, Wording words) : PageModel
{
    /// <summary>More than anybody reads on a page; the file has them all.</summary>
    private const int MostOnThePage = 100;

    [BindProperty(SupportsGet = true)]
    public Id<ResultsImport> Id { get; set; }

    public ResultsImportView View { get; private set; } = null!;

    public IReadOnlyList<RefusedLine> Refused { get; private set; } = [];

    public string ErrorsLink => $"/staff/results/import/{Id}?handler=Errors";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!(await open.HandleAsync(Id, ct)).Succeeded(out var view, out var problem))
            return this.Show(problem);
        View = view;
        Refused = await open.RefusedAsync(Id, MostOnThePage, ct);
        return Page();
    }

    public async Task<IActionResult> OnGetErrorsAsync(CancellationToken ct) =>
        (await open.HandleAsync(Id, ct)).Problem is { } problem
            ? this.Show(problem)
            : this.Csv(RefusedLines.Write(await open.RefusedAsync(Id, int.MaxValue, ct), why => words[why]), $"{RefusedLines.FileName(Id)}");
}
