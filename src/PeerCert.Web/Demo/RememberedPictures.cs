using System.Collections.Concurrent;
using System.Security.Cryptography;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Demo;

/// <summary>
/// The same document is looked at once; whoever sends it after that gets files of their own with the same pictures. Where the tools are missing that
/// look at files (<paramref name="looks"/>), the demo's own documents go in unseen and without pictures of their pages. For documents that the program made itself.
/// </summary>
internal sealed class RememberedPictures(IEvidenceStore store, IEvidenceIntake intake, bool looks, ConcurrentDictionary<string, IReadOnlyList<(byte[] Picture, PageLook Look)>> seen) : IEvidenceIntake
{
    public async Task<Result<TakenEvidence>> TakeAsync(Stream content, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, ct);
        var key = KeyOf(whole.ToArray());
        content.Position = 0;
        if (looks && !seen.ContainsKey(key))
        {
            var taken = await intake.TakeAsync(content, ct);
            if (taken.Succeeded(out var first, out var problem) && (await PicturesOfAsync(first, ct)).Succeeded(out var pictures, out problem))
                seen[key] = pictures;
            return problem is null ? taken : problem;
        }
        if (!(await store.PutAsync(content, ct)).Succeeded(out var kept, out var lost))
            return lost;
        var pages = new List<TakenPage>();
        foreach (var (picture, look) in seen.GetValueOrDefault(key) ?? [])
            if ((await store.PutAsync(new MemoryStream(picture), ct)).Succeeded(out var preview, out lost))
                pages.Add(new(preview, look));
            else
                return lost;
        return new TakenEvidence(kept, VirusScan.NotScanned, pages);
    }

    /// <summary>By what a document's pages are told from any other's.</summary>
    public static string KeyOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(InventedDocument.Page(file)));

    private async Task<Result<List<(byte[], PageLook)>>> PicturesOfAsync(TakenEvidence taken, CancellationToken ct)
    {
        var pictures = new List<(byte[], PageLook)>();
        foreach (var page in taken.Pages)
        {
            if (!(await store.OpenAsync(page.Preview.Id, page.Preview.WrappedKey, ct)).Succeeded(out var opened, out var problem))
                return problem;
            await using (opened)
            {
                using var copy = new MemoryStream();
                await opened.CopyToAsync(copy, ct);
                pictures.Add((copy.ToArray(), page.Look));
            }
        }
        return pictures;
    }
}
