using System.Globalization;
using System.Text.RegularExpressions;

namespace PeerCert.Core.Evidence;

/// <summary>
/// How a page looks, from a grey picture of it. <see cref="Written"/>: the share of small squares with something on them.
/// <see cref="Edge"/>: how steep the edges of what stands there are, by its own contrast: 1 goes from paper to ink within two
/// pixels. Where the lines are drawn was measured: docs/adr/evidence-previews-and-limits.md.
/// </summary>
public sealed partial record PageMeasures(double Written, double Edge)
{
    private const int Square = 16;

    /// <summary>Less contrast than this is paper, shadow or noise.</summary>
    private const int Ink = 16;

    private const double LeastWritten = 0.004, LeastEdge = 0.5;

    public PageLook Look => Written < LeastWritten ? PageLook.Blank : Edge < LeastEdge ? PageLook.Blurred : PageLook.Clear;

    /// <summary>Null for what is no grey picture.</summary>
    public static PageMeasures? Of(ReadOnlySpan<byte> pgm)
    {
        if (Head().Match(System.Text.Encoding.Latin1.GetString(pgm[..Math.Min(200, pgm.Length)])) is not { Success: true } head)
            return null;
        var (width, height) = (int.Parse(head.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(head.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        return pgm.Length - head.Length >= (long)width * height ? Of(pgm[head.Length..], width, height) : null;
    }

    private static PageMeasures Of(ReadOnlySpan<byte> grey, int width, int height)
    {
        var edges = new List<double>();
        var calm = WithoutGrain(grey, width, height);
        // the rim is the scanner's shadow or the table
        var (left, top, squares) = (width / 25, height / 25, 0);
        for (var y = top; y + Square < height - top; y += Square)
            for (var x = left; x + Square < width - left; x += Square)
            {
                squares++;
                if (EdgeOf(calm, width, x, y) is { } edge)
                    edges.Add(edge);
            }
        edges.Sort();
        return new(squares is 0 ? 0 : (double)edges.Count / squares, edges.Count is 0 ? 0 : edges[edges.Count * 3 / 4]);
    }

    /// <summary>Each dot as the mean of the nine around it: a camera's grain in bad light is as strong as faint writing, but has no size.</summary>
    private static byte[] WithoutGrain(ReadOnlySpan<byte> grey, int width, int height)
    {
        var calm = new byte[width * height];
        for (var y = 1; y < height - 1; y++)
        {
            ReadOnlySpan<byte> above = grey.Slice((y - 1) * width, width), row = grey.Slice(y * width, width), below = grey.Slice((y + 1) * width, width);
            for (var x = 1; x < width - 1; x++)
                calm[y * width + x] = (byte)((above[x - 1] + above[x] + above[x + 1] + row[x - 1] + row[x] + row[x + 1] + below[x - 1] + below[x] + below[x + 1]) / 9);
        }
        return calm;
    }

    /// <summary>The steepest step over two pixels by the contrast of the square; null where nothing stands.</summary>
    private static double? EdgeOf(byte[] grey, int width, int left, int top)
    {
        var (dark, bright, steepest) = (255, 0, 0);
        for (var y = top; y < top + Square; y++)
        {
            var row = grey.AsSpan(y * width + left, Square);
            var below = y + 2 < top + Square ? grey.AsSpan((y + 2) * width + left, Square) : default;
            for (var x = 0; x < Square; x++)
            {
                int here = row[x];
                (dark, bright) = (Math.Min(dark, here), Math.Max(bright, here));
                if (x + 2 < Square)
                    steepest = Math.Max(steepest, Math.Abs(row[x + 2] - here));
                if (!below.IsEmpty)
                    steepest = Math.Max(steepest, Math.Abs(below[x] - here));
            }
        }
        return bright - dark < Ink ? null : (double)steepest / (bright - dark);
    }

    [GeneratedRegex(@"\AP5\s(?:#[^\n]*\n)*(\d{1,6})\s+(?:#[^\n]*\n)*(\d{1,6})\s+(?:#[^\n]*\n)*255\s")]
    private static partial Regex Head();
}
