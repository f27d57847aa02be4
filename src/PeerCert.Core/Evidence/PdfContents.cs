using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace PeerCert.Core.Evidence;

/// <summary>
/// What a PDF carries besides pages, by the names in it: actions that start programs and files within the file. Scripts are
/// found by pdfinfo; these it does not tell of. Names in packed objects are unpacked first, names written in another way read as meant.
/// </summary>
internal static partial class PdfContents
{
    /// <summary>Readers look for the end within the last 1024 bytes (ISO 32000-1, Annex H, note 18).</summary>
    private const int Tail = 1024;

    private const int MostUnpacked = 32 * 1024 * 1024;

    /// <summary>Whether the file was cut short, or another one hangs behind it.</summary>
    public static bool EndsElsewhere(ReadOnlySpan<byte> pdf) => pdf[^Math.Min(Tail, pdf.Length)..].LastIndexOf("%%EOF"u8) < 0;

    public static bool HasMoreThanPages(ReadOnlyMemory<byte> pdf)
    {
        var text = Encoding.Latin1.GetString(pdf.Span);
        if (Acts(text))
            return true;
        var left = MostUnpacked;
        foreach (Match packed in Packed().Matches(text))
        {
            var unpacked = Unpack(pdf[(packed.Index + packed.Length)..], ref left);
            if (left <= 0 || Acts(unpacked))
                return true;   // objects that unpack to more than any document has are none of a document
        }
        return false;
    }

    private static bool Acts(string text) => Acting().IsMatch(Escaped().Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()));

    private static string Unpack(ReadOnlyMemory<byte> from, ref int left)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var zip = new ZLibStream(new MemoryStream(from.ToArray(), writable: false), CompressionMode.Decompress);
            var buffer = new byte[16 * 1024];
            int read;
            while (left > 0 && (read = zip.Read(buffer)) > 0)
            {
                unpacked.Write(buffer, 0, read);
                left -= read;
            }
        }
        catch (InvalidDataException)
        {
            // not packed in this way, or broken: what came out until here is looked at
        }
        return Encoding.Latin1.GetString(unpacked.GetBuffer(), 0, (int)unpacked.Length);
    }

    [GeneratedRegex(@"/(?:Launch|EmbeddedFiles?|JavaScript|RichMedia|ImportData|SubmitForm|XFA)(?![A-Za-z0-9])")]
    private static partial Regex Acting();

    [GeneratedRegex("#([0-9A-Fa-f]{2})")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"/ObjStm[^>]{0,400}>>\s{0,4}stream\r?\n")]
    private static partial Regex Packed();
}
