using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PeerCert.Web.Hosting;

/// <summary>A page around one form: while something in it is missing it is asked for again, otherwise it is taken.</summary>
public abstract class FormPage<TForm> : PageModel where TForm : new()
{
    // Named, or else a form with nothing chosen is looked for without the name, and its errors stand at no field.
    [BindProperty(Name = nameof(Input))]
    public TForm Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => ModelState.IsValid ? await TakeAsync(ct) : this.AskAgain();

    protected abstract Task<IActionResult> TakeAsync(CancellationToken ct);
}
