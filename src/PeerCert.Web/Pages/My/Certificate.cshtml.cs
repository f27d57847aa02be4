using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>One's certificate and the card for the wallet, to look at, to print, and as a PDF where there is a browser that prints it.</summary>
public sealed class CertificateModel(OpenCertificate open, PrintCertificate.Handler print, IPagePrinter printer, RenderedParts parts, SiteStyle style) : PageModel
{
    public CertificateDocument Document { get; private set; } = null!;

    public bool HasPdf => printer.IsThere;

    /// <summary>Where everybody can see whether it is current.</summary>
    public string AddressOf(CertificateDocument document) => Url.PageLink("/Public/Registry/Entry", values: new { number = document.Number })!;

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await LoadAsync(number, ct) ?? Page();

    public Task<IActionResult> OnGetPdfAsync(string number, CancellationToken ct) => PrintedAsync(number, "_Certificate", "certificate.title", "", ct);

    public Task<IActionResult> OnGetCardAsync(string number, CancellationToken ct) => PrintedAsync(number, "_Card", "card.title", "-card", ct);

    private async Task<IActionResult> PrintedAsync(string number, string part, string title, string named, CancellationToken ct)
    {
        if (await LoadAsync(number, ct) is { } gone)
            return gone;
        var page = await parts.RenderAsync(PageContext, "/Pages/My/_Sheet.cshtml", (part, title, Document, AddressOf(Document), style.Sheet), ct);
        return this.Pdf(await print.HandleAsync(new(Document.Number, page, User.ActorOf()), ct), $"{Document.Number}{named}.pdf");
    }

    private async Task<IActionResult?> LoadAsync(string number, CancellationToken ct)
    {
        if (!(await open.HandleAsync(number, asStaff: false, User.ActorOf(), ct)).Succeeded(out var document, out var problem))
            return this.Show(problem);
        Document = document;
        return null;
    }
}
