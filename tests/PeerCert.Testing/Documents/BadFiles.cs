using System.Globalization;
using System.IO.Compression;
using System.Text;
using PeerCert.Web.Demo;

namespace PeerCert.Testing.Documents;

/// <summary>Files that nobody should be able to send, and one or two that only look so.</summary>
public static class BadFiles
{
    /// <summary>By name: the file, and the text that says what is wrong with it.</summary>
    public static readonly IReadOnlyDictionary<string, (Func<byte[]> Content, string Because)> All = new Dictionary<string, (Func<byte[]>, string)>
    {
        ["empty.pdf"] = (() => [], "evidence.empty"),
        ["program.pdf"] = (() => [.. "MZ\u0090\0\u0003"u8, .. new byte[500]], "evidence.not-a-kind-we-take"),
        ["page.html.pdf"] = (() => "<html><script>alert(1)</script>"u8.ToArray(), "evidence.not-a-kind-we-take"),
        ["nonsense.pdf"] = (() => "%PDF-1.7\nnothing of a PDF\n%%EOF\n"u8.ToArray(), "evidence.broken"),
        ["cut.pdf"] = (() => InventedDocument.Pdf("cut")[..600], "evidence.pdf-not-whole"),
        ["pdf-and-zip.pdf"] = (() => [.. InventedDocument.Pdf("two in one"), .. "PK\u0003\u0004"u8, .. new byte[4096]], "evidence.pdf-not-whole"),
        ["script.pdf"] = (() => With("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "evidence.pdf-acts"),
        ["launch.pdf"] = (() => With("/OpenAction<</S/Launch/F(cmd.exe)>>"), "evidence.pdf-acts"),
        ["launch-in-other-letters.pdf"] = (() => With("/OpenAction<</S/L#61unch/F(cmd.exe)>>"), "evidence.pdf-acts"),
        ["launch-packed.pdf"] = (() => WithPacked("<</S/Launch/F(cmd.exe)>>"), "evidence.pdf-acts"),
        ["files-inside.pdf"] = (() => With("/Names<</EmbeddedFiles<</Names[]>>>>"), "evidence.pdf-acts"),
        ["password.pdf"] = (Locked, "evidence.password"),
        ["200-pages.pdf"] = (() => Pages(200), "evidence.too-many-pages"),
        ["bomb.png"] = (() => Picture.PngOf(50_000, 50_000, Packed(new byte[50_000])), "evidence.too-many-pixels"),
        ["cut.png"] = (() => Page().Png() is var png ? png[..(png.Length / 2)] : [], "evidence.broken"),
        ["cut.jpg"] = (() => Page().Jpeg() is var jpeg ? jpeg[..(jpeg.Length / 2)] : [], "evidence.broken"),
        ["nonsense.jpg"] = (() => [0xFF, 0xD8, 0xFF, .. "not a photo"u8], "evidence.broken"),
    };

    /// <summary>A page with lines on it, as a photo.</summary>
    public static Picture Page()
    {
        var page = new Picture(900, 1200).Fill(240);
        for (var line = 0; line < 20; line++)
            for (var letter = 0; letter < 45; letter++)
                page.Bar(100 + letter * 15, 120 + line * 45, 3 + letter * 7 % 9, 14, 30);
        return page;
    }

    public static byte[] Pages(int count) => Document("", [.. Enumerable.Range(0, count).Select(_ => "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>")]);

    private static byte[] With(string inCatalog) => Document(inCatalog, ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"]);

    private static byte[] WithPacked(string packed)
    {
        var zip = Encoding.Latin1.GetString(Packed(Encoding.ASCII.GetBytes($"9 0 {packed}")));
        return Document("", ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>", $"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {zip.Length}>>\nstream\n{zip}\nendstream"], pages: 1);
    }

    /// <summary>A document that says it is locked with a key nobody has.</summary>
    private static byte[] Locked() => Document(
        "", ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"],
        trailer: $"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{new string('1', 64)}>/U<{new string('2', 64)}>>>/ID[<{new string('3', 32)}><{new string('3', 32)}>]");

    private static byte[] Document(string inCatalog, IReadOnlyList<string> parts, int? pages = null, string trailer = "")
    {
        var kids = string.Join(' ', Enumerable.Range(3, pages ?? parts.Count).Select(n => $"{n} 0 R"));
        var file = new StringBuilder("%PDF-1.4\n");
        var starts = new List<int>();
        foreach (var part in (IEnumerable<string>)[$"<</Type/Catalog/Pages 2 0 R{inCatalog}>>", $"<</Type/Pages/Kids[{kids}]/Count {pages ?? parts.Count}>>", .. parts])
        {
            starts.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{starts.Count} 0 obj\n{part}\nendobj\n");
        }
        var index = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n");
        foreach (var start in starts)
            file.Append(CultureInfo.InvariantCulture, $"{start:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {starts.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{index}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(content);
        return packed.ToArray();
    }
}
