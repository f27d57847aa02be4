using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My;

/// <summary>One's certificate, to look at and to print.</summary>
public sealed class CertificateModel(OpenCertificate open) : PageModel
{
    public CertificateDocument Document { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct)
    {
        if (!(await open.HandleAsync(number, asStaff: false, User.ActorOf(), ct)).Succeeded(out var document, out var problem))
            return this.Show(problem);
        Document = document;
        return Page();
    }
}
