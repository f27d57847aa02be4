using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Web.Demo;

namespace PeerCert.Testing;

/// <summary>
/// The documents that applicants in tests send in all the time are looked at by the tools once in a run: after that their pictures are remembered. Whatever
/// else is sent goes the whole way, and so does everything in a program that a test sets up for files.
/// </summary>
internal sealed class KnownDocuments(IEvidenceIntake tools, IEvidenceStore store) : IEvidenceIntake
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<(byte[] Picture, PageLook Look)>> Seen = [];
    private static readonly HashSet<string> Known =
        [.. Applying.Documents.Concat(Applying.OutOfStateDocuments).Distinct().Select(kind => RememberedPictures.KeyOf(Applying.Pdf(kind)))];

    private readonly RememberedPictures _remembered = new(store, tools, looks: true, Seen);

    public static void Use(IServiceCollection services) => services.AddSingleton<IEvidenceIntake>(p => new KnownDocuments(
        ActivatorUtilities.CreateInstance<EvidenceIntake>(p), p.GetRequiredService<IEvidenceStore>()));

    public async Task<Result<TakenEvidence>> TakeAsync(Stream content, CancellationToken ct)
    {
        // A stream that cannot go back, as one from a form may be, is read into memory first.
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, ct);
        var known = Known.Contains(RememberedPictures.KeyOf(whole.ToArray()));
        whole.Position = 0;
        return known ? await _remembered.TakeAsync(whole, ct) : await tools.TakeAsync(whole, ct);
    }
}
