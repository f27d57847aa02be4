using System.Globalization;
using System.Text;

namespace PeerCert.Web.Demo;

/// <summary>A document of one page that nobody ever gave to anybody, for the demo and for tests; the same bytes for the same words.</summary>
public static class InventedDocument
{
    public static byte[] Pdf(string title, params IReadOnlyList<string> lines)
    {
        var page = new StringBuilder("0.13 0.25 0.42 rg 60 700 492 6 re f 0.13 0.25 0.42 RG 2 w 40 40 532 712 re S 0 g BT /F1 24 Tf 70 650 Td ");
        page.Append(CultureInfo.InvariantCulture, $"({Plain(title)}) Tj /F1 13 Tf 0 -50 Td ");
        foreach (var line in (IReadOnlyList<string>)[.. lines, "This document is invented. It shows nothing of anybody."])
            page.Append(CultureInfo.InvariantCulture, $"({Plain(line)}) Tj 0 -26 Td ");
        page.Append("ET 70 150 200 1 re f 330 150 200 1 re f");

        var file = new StringBuilder("%PDF-1.4\n");
        var starts = new List<int>();
        foreach (var part in new[]
        {
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            $"<</Length {page.Length}>>\nstream\n{page}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        })
        {
            starts.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{starts.Count} 0 obj\n{part}\nendobj\n");
        }
        var index = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n");
        foreach (var start in starts)
            file.Append(CultureInfo.InvariantCulture, $"{start:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {starts.Count + 1}/Root 1 0 R>>\nstartxref\n{index}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    /// <summary>The same page as somebody's own file: no two people send the very same bytes.</summary>
    public static byte[] Of(string owner, byte[] page) => [.. page, .. Encoding.ASCII.GetBytes($"% {Convert.ToHexString(Encoding.UTF8.GetBytes(owner))}\n")];

    /// <summary>What of a file is drawn, whosever it is.</summary>
    public static ReadOnlySpan<byte> Page(ReadOnlySpan<byte> file) => file.LastIndexOf("%%EOF\n"u8) is >= 0 and var end ? file[..(end + 6)] : file;

    /// <summary>Only what the plain font can draw, with the signs escaped that a string of a PDF has for itself.</summary>
    private static string Plain(string words) =>
        string.Concat(words.Select(c => c is '(' or ')' or '\\' ? $"\\{c}" : c is >= ' ' and <= '~' ? $"{c}" : "?"));
}
