using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Hosting;

/// <summary>Files that came from outside, always as a download: none is ever shown as a page of ours.</summary>
public static class Downloads
{
    public static IActionResult Download(this PageModel page, Result<ReadEvidence.Opened> opened) => opened.Match<IActionResult>(
        file => new FileStreamResult(file.Content, file.ContentType) { FileDownloadName = file.Name }, page.Show);
}
