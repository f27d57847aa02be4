using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Evidence;

/// <summary>
/// A file held as evidence. The bytes stand encrypted in the <see cref="IEvidenceStore"/> under <see cref="Id"/>; this
/// row holds the file's own key, wrapped. Destroying the key destroys the file wherever copies of it may lie.
/// </summary>
public sealed class EvidenceFile
{
    private EvidenceFile() { }

    public Id<EvidenceFile> Id { get; private set; }
    public Id<Person> Person { get; private set; }

    /// <summary>The application it was given for.</summary>
    public Guid File { get; private set; }

    /// <summary>The pack's name for what it shows, such as <c>training-certificate</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What its sender called it: private, shown only to the person and to staff.</summary>
    public string OriginalName { get; private set; } = "";

    public string ContentType { get; private set; } = "";
    public long Length { get; private set; }
    public string Sha256 { get; private set; } = "";
    public byte[]? WrappedKey { get; private set; }
    public DateTime StoredAt { get; private set; }
    public DateTime? DeletedAt { get; private set; }

    /// <summary>What was known of viruses when it came in.</summary>
    public VirusScan Scan { get; private set; }

    /// <summary>When its sender said that a page that looked blank or blurred is as it should be.</summary>
    public DateTime? KeptAnywayAt { get; private set; }

    /// <summary>The name on it, as its sender typed it from there; null where nobody has, or it carries none.</summary>
    public string? PrintedName { get; private set; }

    /// <summary>The last day printed on it; null where it has none.</summary>
    public DateOnly? PrintedUntil { get; private set; }

    public static EvidenceFile Of(StoredEvidence stored, Id<Person> person, Guid file, string kind, string originalName, DateTime at, VirusScan scan = VirusScan.NotScanned) => new()
    {
        Id = stored.Id,
        Person = person,
        File = file,
        Kind = kind,
        OriginalName = originalName,
        ContentType = stored.ContentType,
        Length = stored.Length,
        Sha256 = stored.Sha256,
        WrappedKey = stored.WrappedKey,
        StoredAt = at,
        Scan = scan,
    };

    public void KeepAnyway(DateTime at) => KeptAnywayAt ??= at;

    /// <summary>Keeps what is printed on it.</summary>
    public void TypePrinted(string name, DateOnly? until) => (PrintedName, PrintedUntil) = (name, until);

    /// <summary>Destroys the key, and what was typed from it. The encrypted bytes are swept later.</summary>
    public void Delete(DateTime at) => (WrappedKey, DeletedAt, PrintedName, PrintedUntil) = (null, at, null, null);
}

/// <summary>Whether a scanner has seen the file. What a scanner finds fault with is never kept.</summary>
public enum VirusScan { NotScanned, Clean }

/// <summary>How a page looks to the eye of a program.</summary>
public enum PageLook { Clear, Blank, Blurred }

/// <summary>One page as a small picture of our own making, to look at without opening what was sent. Lies in the store under <see cref="Stored"/>.</summary>
public sealed class EvidencePreview
{
    private EvidencePreview() { }

    public Id<EvidenceFile> Stored { get; private set; }
    public Id<EvidenceFile> Evidence { get; private set; }

    /// <summary>From one.</summary>
    public int Page { get; private set; }

    public PageLook Look { get; private set; }
    public byte[]? WrappedKey { get; private set; }

    public static EvidencePreview Of(EvidenceFile file, int page, StoredEvidence stored, PageLook look) =>
        new() { Stored = stored.Id, Evidence = file.Id, Page = page, Look = look, WrappedKey = stored.WrappedKey };

    /// <summary>Destroys the key, together with that of the file it shows.</summary>
    public void Delete() => WrappedKey = null;
}

/// <summary>What staff found when they looked at a piece of evidence. Append-only: the newest counts.</summary>
public sealed class EvidenceCheck
{
    public required Guid Id { get; init; }
    public required Id<EvidenceFile> Evidence { get; init; }
    public required DocumentCheck Found { get; init; }

    /// <summary>What they saw in it, in the pack's words, one by one between spaces.</summary>
    public required string Features { get; init; }

    public required string? Note { get; init; }
    public required DateTime CheckedAt { get; init; }
    public required string CheckedBy { get; init; }
}
