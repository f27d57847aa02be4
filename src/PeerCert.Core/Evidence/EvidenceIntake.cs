using System.Globalization;
using System.Text.RegularExpressions;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Evidence;

/// <summary>A page of a file that was taken in, as the store holds it.</summary>
public sealed record TakenPage(StoredEvidence Preview, PageLook Look);

/// <summary>A file that was looked at and is safely in the store, with its pages.</summary>
public sealed record TakenEvidence(StoredEvidence Kept, VirusScan Scan, IReadOnlyList<TakenPage> Pages)
{
    /// <summary>Names it and its pages in rows, to be saved with what it belongs to.</summary>
    public EvidenceFile Keep(PeerCertDb db, Id<Person> person, Guid belongsTo, string kind, string originalName, DateTime at)
    {
        var file = EvidenceFile.Of(Kept, person, belongsTo, kind, originalName, at, Scan);
        db.Add(file);
        db.AddRange(Pages.Select((page, index) => EvidencePreview.Of(file, index + 1, page.Preview, page.Look)));
        return file;
    }
}

/// <summary>The one way in for a file of a stranger.</summary>
public interface IEvidenceIntake
{
    /// <summary>Looks at a file and stores it with pictures of its pages; or says at the field <c>File</c> what is wrong with it.</summary>
    Task<Result<TakenEvidence>> TakeAsync(Stream content, CancellationToken ct);
}

/// <summary>
/// A picture is kept as drawn anew: upright, and without what the camera wrote into it (place, time, owner). A PDF is kept
/// as it is, if it has nothing but pages. What is shown to anybody is drawn by us.
/// </summary>
public sealed partial class EvidenceIntake(IEvidenceStore store, ConfinedTools tools, IVirusScanner scanner, EvidenceOptions options) : IEvidenceIntake
{
    private const string Field = "File";
    private const string Pdf = "application/pdf", Png = "image/png";

    /// <summary>No phone's picture of a page needs more.</summary>
    private const string KeptSize = "6000x6000>";

    private const string PreviewSide = "1400", MeasuredSide = "1200";

    public async Task<Result<TakenEvidence>> TakeAsync(Stream content, CancellationToken ct)
    {
        if (tools.MissingPackages.Count > 0)
            return Refuse("evidence.tools-missing");
        if (!(await ReadAsync(content, ct)).Succeeded(out var bytes, out var problem))
            return problem;
        if (EvidenceKind.Of(bytes.Span) is not { } contentType)
            return Refuse("evidence.not-a-kind-we-take");
        if (contentType is Png && bytes.Span.LastIndexOf("IEND"u8) < 0)
            return Refuse("evidence.broken");   // its reader would draw what came and say nothing
        if (!(await scanner.ScanAsync(bytes, ct)).Succeeded(out var scan, out problem))
            return problem;
        try
        {
            using var folder = await tools.OpenFolderAsync(NameOf(contentType), bytes, ct);
            var looked = contentType is Pdf ? await LookAtPdfAsync(folder, bytes, ct) : await LookAtPictureAsync(folder, contentType, ct);
            return looked.Succeeded(out var kept, out problem) ? await StoreAsync(folder, kept, scan, ct) : problem;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem.Unavailable();   // no room for the temporary folder
        }
    }

    private static string NameOf(string contentType) => contentType switch { Pdf => "in.pdf", Png => "in.png", _ => "in.jpg" };

    private async Task<Result<ReadOnlyMemory<byte>>> ReadAsync(Stream content, CancellationToken ct)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await content.ReadAsync(buffer, ct)) > 0)
        {
            if (read.Length + count > options.LargestFile)
                return Refuse("evidence.too-large", new Argument.Count("megabytes", options.LargestFile / (1024 * 1024)));
            read.Write(buffer, 0, count);
        }
        return read.Length is 0 ? Refuse("evidence.empty") : new ReadOnlyMemory<byte>(read.GetBuffer(), 0, (int)read.Length);
    }

    /// <summary>The path of what is to be kept.</summary>
    private async Task<Result<string>> LookAtPdfAsync(ToolFolder folder, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        const string file = "in.pdf";
        if (PdfContents.EndsElsewhere(bytes.Span))
            return Refuse("evidence.pdf-not-whole");
        var info = await tools.RunAsync(folder, "pdfinfo", [file], ct);
        if (info.Stopped)
            return Refuse("evidence.too-hard");
        if (!info.Worked)
            return Refuse(info.Complained.Contains("password", StringComparison.OrdinalIgnoreCase) ? "evidence.password" : "evidence.broken");
        if (Scripted().IsMatch(info.Said) || PdfContents.HasMoreThanPages(bytes))
            return Refuse("evidence.pdf-acts");
        if (!int.TryParse(Pages().Match(info.Said).Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var pages) || pages is 0)
            return Refuse("evidence.broken");
        if (pages > options.MostPages)
            return Refuse("evidence.too-many-pages", new Argument.Count("pages", pages), new Argument.Count("max", options.MostPages));
        foreach (var drawing in new string[][]
        {
            ["-q", "-jpeg", "-jpegopt", "quality=75,optimize=y", "-scale-to", PreviewSide, file, "page"],
            ["-q", "-gray", "-scale-to", MeasuredSide, file, "gray"],
        })
            if (await tools.RunAsync(folder, "pdftoppm", drawing, ct) is { Worked: false } failed)
                return Refuse(failed.Stopped ? "evidence.too-hard" : "evidence.broken");
        return folder.Made("page", ".jpg").Count == pages && folder.Made("gray", ".pgm").Count == pages ? folder.PathOf(file) : Refuse("evidence.broken");
    }

    private async Task<Result<string>> LookAtPictureAsync(ToolFolder folder, string contentType, CancellationToken ct)
    {
        var file = NameOf(contentType);
        var head = await tools.RunAsync(folder, "vipsheader", [file], ct);
        if (Size().Match(head.Said) is not { Success: true } size || !head.Worked)
            return Refuse(head.Stopped ? "evidence.too-hard" : "evidence.broken");
        if (long.Parse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * long.Parse(size.Groups[2].ValueSpan, CultureInfo.InvariantCulture) > options.MostMegapixels * 1_000_000L)
            return Refuse("evidence.too-many-pixels", new Argument.Count("max", options.MostMegapixels));
        var kept = folder.PathOf(contentType is Png ? "kept.png" : "kept.jpg");
        foreach (var drawing in new string[][]
        {
            // vipsthumbnail turns a picture upright by what the camera noted, and "strip" drops the note with the rest
            [file, "--size", KeptSize, "--export-profile", "srgb", "-o", kept + (contentType is Png ? "[strip]" : "[Q=90,strip]")],
            [kept, "--size", $"{PreviewSide}x{PreviewSide}>", "-o", folder.PathOf("page-1.jpg") + "[Q=75,strip,background=255]"],
            [folder.PathOf("page-1.jpg"), "--size", $"{MeasuredSide}x{MeasuredSide}>", "-o", folder.PathOf("gray-1.pgm")],
        })
        {
            var drawn = await tools.RunAsync(folder, "vipsthumbnail", drawing, ct);
            if (!drawn.Worked || CutShort().IsMatch(drawn.Complained))
                return Refuse(drawn.Stopped ? "evidence.too-hard" : "evidence.broken");
        }
        return folder.Made("kept", "").Count is 1 && folder.Made("page", ".jpg").Count is 1 && folder.Made("gray", ".pgm").Count is 1 ? kept : Refuse("evidence.broken");
    }

    private async Task<Result<TakenEvidence>> StoreAsync(ToolFolder folder, string kept, VirusScan scan, CancellationToken ct)
    {
        if (!(await PutAsync(kept, ct)).Succeeded(out var stored, out var problem))
            return problem;
        var pages = new List<TakenPage>();
        foreach (var (drawn, gray) in folder.Made("page", ".jpg").Zip(folder.Made("gray", ".pgm")))
        {
            if (!(await PutAsync(drawn, ct)).Succeeded(out var preview, out problem))
                return problem;
            pages.Add(new(preview, PageMeasures.Of(await File.ReadAllBytesAsync(gray, ct))?.Look ?? PageLook.Clear));
        }
        return new TakenEvidence(stored, scan, pages);
    }

    private async Task<Result<StoredEvidence>> PutAsync(string path, CancellationToken ct)
    {
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read);
        return await store.PutAsync(content, ct);
    }

    private static Problem.Invalid Refuse(string key, params Argument[] arguments) => Problem.Invalid.At(Field, Text.Of(key, arguments));

    [GeneratedRegex(@"^Pages:\s+(\d{1,9})\s*$", RegexOptions.Multiline)]
    private static partial Regex Pages();

    [GeneratedRegex(@"^JavaScript:\s+yes", RegexOptions.Multiline)]
    private static partial Regex Scripted();

    [GeneratedRegex(@": (\d{1,9})x(\d{1,9}) .*, (?:jpeg|png)load")]
    private static partial Regex Size();

    /// <summary>What the readers say of a picture that ends too soon; they draw the rest grey and go on.</summary>
    [GeneratedRegex("Premature end|libspng read error|libpng read error|unexpected end|Read Error", RegexOptions.IgnoreCase)]
    private static partial Regex CutShort();
}
