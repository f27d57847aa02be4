using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Hosting;

/// <summary>Files, always as a download: none that came from outside is ever shown as a page of ours. What is shown are pictures that we drew of them.</summary>
public static class Downloads
{
    /// <summary>Whatever opens it all the same gives it no origin and lets it load and run nothing.</summary>
    private const string Sandboxed = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /// <summary>What a page that is printed may do: show what it brings, and no more.</summary>
    public const string OfSheets = "default-src 'none'; style-src 'unsafe-inline'";

    public static IActionResult Download(this PageModel page, Result<ReadEvidence.Opened> opened) => opened.Match<IActionResult>(
        file =>
        {
            page.Response.Headers.ContentSecurityPolicy = Sandboxed;
            return new FileStreamResult(file.Content, file.ContentType) { FileDownloadName = NameOf(file) };
        }, page.Show);

    /// <summary>The picture of a page, to stand in a page of ours.</summary>
    public static IActionResult Picture(this PageModel page, Result<Stream> opened) => opened.Match<IActionResult>(
        picture =>
        {
            page.Response.Headers.ContentSecurityPolicy = Sandboxed;
            return new FileStreamResult(picture, "image/jpeg");
        }, page.Show);

    /// <summary>A document that we printed.</summary>
    public static IActionResult Pdf(this PageModel page, Result<byte[]> printed, string name) => printed.Match<IActionResult>(
        content =>
        {
            page.Response.Headers.ContentSecurityPolicy = Sandboxed;
            return new FileContentResult(content, "application/pdf") { FileDownloadName = name };
        }, page.Show);

    /// <summary>A table that we wrote; whoever writes it sees to it that no cell is a formula.</summary>
    public static IActionResult Csv(this PageModel page, byte[] table, string name)
    {
        page.Response.Headers.ContentSecurityPolicy = Sandboxed;
        return new FileContentResult(table, "text/csv; charset=utf-8") { FileDownloadName = name };
    }

    /// <summary>The sender's name for it, ending as what it is: a PDF called <c>letter.exe</c> would be opened as a program.</summary>
    private static string NameOf(ReadEvidence.Opened file)
    {
        string[] endings = file.ContentType switch
        {
            "application/pdf" => [".pdf"],
            "image/png" => [".png"],
            _ => [".jpg", ".jpeg"],
        };
        return endings.Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? file.Name : file.Name + endings[0];
    }
}
