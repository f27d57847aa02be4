using PeerCert.Core.Shared;

namespace PeerCert.Core.Evidence;

/// <summary>A file that the store has safely on disk, before any row names it.</summary>
public sealed record StoredEvidence(Id<EvidenceFile> Id, string ContentType, long Length, string Sha256, byte[] WrappedKey);

/// <summary>Which of these files a row names and still holds the key of.</summary>
public delegate Task<IReadOnlySet<Id<EvidenceFile>>> KnownEvidence(IReadOnlyCollection<Id<EvidenceFile>> asked, CancellationToken ct);

/// <summary>
/// Where evidence lies. Bytes are written to a temporary file, synced and renamed before the row is committed; what no
/// row names is an orphan and is swept.
/// </summary>
public interface IEvidenceStore
{
    /// <summary>
    /// Stores a file and says what it is by its content. Refused at the field <c>File</c>: empty, too large, not a kind
    /// of file we take; <see cref="Problem.Unavailable"/> where the disk is full or fails. Nothing is left behind then.
    /// </summary>
    Task<Result<StoredEvidence>> PutAsync(Stream content, CancellationToken ct);

    /// <summary>Opens a file for reading, every byte already checked; a problem when the bytes are gone or were changed.</summary>
    Task<Result<Stream>> OpenAsync(Id<EvidenceFile> id, byte[] wrappedKey, CancellationToken ct);

    /// <summary>Removes files that no row names and unfinished ones, both only where last written before <paramref name="before"/>. Returns how many.</summary>
    Task<int> SweepAsync(KnownEvidence known, DateTime before, CancellationToken ct);
}

/// <summary>What an operator may set; no rule of the standard.</summary>
public sealed record EvidenceOptions(string Folder, long LargestFile = EvidenceOptions.TenMegabytes)
{
    public const string Section = "Evidence";
    public const long TenMegabytes = 10 * 1024 * 1024;

    /// <summary>How old an unnamed file must be before it is swept: far longer than any upload waits for its commit.</summary>
    public TimeSpan OrphanAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The most pages of one PDF: a scan of a whole folder is no piece of evidence.</summary>
    public int MostPages { get; init; } = 50;

    /// <summary>The most pixels of one picture, in millions, read from its head before anything is unpacked.</summary>
    public int MostMegapixels { get; init; } = 100;

    /// <summary>How long one tool may look at one file, on the clock and on the processor.</summary>
    public int ToolSeconds { get; init; } = 30;

    /// <summary>How much memory one tool may ask for.</summary>
    public int ToolMegabytes { get; init; } = 1024;

    /// <summary>As whom tools run where the program itself is root.</summary>
    public int ToolUser { get; init; } = 65534;

    /// <summary>As whom the browser that prints runs where the program itself is root.</summary>
    public int BrowserUser { get; init; } = 65533;

    /// <summary>Where tools are looked for.</summary>
    public string ToolPath { get; init; } = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    /// <summary>Where ClamAV listens: <c>unix:/run/clamav/clamd.ctl</c> or <c>tcp:127.0.0.1:3310</c>; null where none is used.</summary>
    public ClamdAddress? Clamd { get; init; }
}
