using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;

namespace PeerCert.Web.Hosting;

/// <summary>What is held about somebody as one ZIP, written as it goes out: nothing of it lies open on a disk meanwhile.</summary>
internal sealed class DataDownload(DownloadMyData.Held held, IEvidenceStore store) : IActionResult
{
    private const string Document = "data.json";

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (response, ct) = (context.HttpContext.Response, context.HttpContext.RequestAborted);
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = "attachment; filename=\"my-data.zip\"";
        await using var zip = await ZipArchive.CreateAsync(response.BodyWriter.AsStream(), ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, ct);
        await using (var document = await zip.CreateEntry(Document).OpenAsync(ct))
            await document.WriteAsync(Encoding.UTF8.GetBytes(held.Json), ct);
        for (var i = 0; i < held.Files.Count; i++)
            if ((await store.OpenAsync(held.Files[i].Id, held.Files[i].Key, ct)).Succeeded(out var content, out _))
                await using (content)
                await using (var entry = await zip.CreateEntry(NameOf(i + 1, held.Files[i].Name)).OpenAsync(ct))
                    await content.CopyToAsync(entry, ct);
    }

    /// <summary>Two may have one name, and a name may be no name for a file.</summary>
    private static string NameOf(int number, string name) =>
        $"files/{number:00}-{string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_'))}";
}
