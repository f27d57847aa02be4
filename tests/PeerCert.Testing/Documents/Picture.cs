using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace PeerCert.Testing.Documents;

/// <summary>A grey picture that a test draws, and its files.</summary>
public sealed class Picture(int width, int height)
{
    public int Width { get; } = width;
    public int Height { get; } = height;
    public double[] Grey { get; } = new double[width * height];

    public Picture Fill(double grey)
    {
        Array.Fill(Grey, grey);
        return this;
    }

    public Picture Bar(int left, int top, int width, int height, double grey)
    {
        for (var y = Math.Max(0, top); y < Math.Min(Height, top + height); y++)
            for (var x = Math.Max(0, left); x < Math.Min(Width, left + width); x++)
                Grey[y * Width + x] = grey;
        return this;
    }

    /// <summary>As <c>P5</c>, which the measures are taken from.</summary>
    public byte[] Pgm() => [.. Encoding.ASCII.GetBytes($"P5\n{Width} {Height}\n255\n"), .. Grey.Select(g => (byte)Math.Clamp(g, 0, 255))];

    public byte[] Png()
    {
        using var rows = new MemoryStream();
        using (var zip = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < Height; y++)
            {
                zip.WriteByte(0);
                zip.Write([.. Grey.AsSpan(y * Width, Width).ToArray().Select(g => (byte)Math.Clamp(g, 0, 255))]);
            }
        return PngOf(Width, Height, rows.ToArray());
    }

    /// <summary>A PNG that says it has this size, whatever it holds.</summary>
    public static byte[] PngOf(int width, int height, byte[] packed)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Part("IHDR", head), .. Part("IDAT", packed), .. Part("IEND", [])];

        static byte[] Part(string name, byte[] content)
        {
            byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content], part = new byte[named.Length + 8];
            BinaryPrimitives.WriteInt32BigEndian(part, content.Length);
            named.CopyTo(part, 4);
            BinaryPrimitives.WriteUInt32BigEndian(part.AsSpan(4 + named.Length), Crc(named));
            return part;
        }

        static uint Crc(byte[] bytes)
        {
            var crc = 0xFFFFFFFF;
            foreach (var b in bytes)
            {
                crc ^= b;
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc & 1) is 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
            }
            return ~crc;
        }
    }

    /// <summary>A photo as a phone would send it: lying on its side with a note which way is up, and with the place in its metadata.</summary>
    public byte[] Jpeg(int orientation = 1, string place = "")
    {
        using var folder = new TemporaryFolder();
        var (png, jpeg) = (Path.Combine(folder.Path, "a.png"), Path.Combine(folder.Path, "a.jpg"));
        File.WriteAllBytes(png, Png());
        using (var vips = Process.Start("vips", ["copy", png, jpeg + "[Q=92]"]))
            vips.WaitForExit();
        var plain = File.ReadAllBytes(jpeg);
        return [0xFF, 0xD8, .. Exif(orientation, place), .. plain[2..]];
    }

    /// <summary>APP1 with two entries: the orientation, and a description in which a place stands.</summary>
    private static byte[] Exif(int orientation, string place)
    {
        byte[] words = [.. Encoding.ASCII.GetBytes(place), 0, 0, 0, 0];
        byte[] tiff =
        [
            .. "MM\0*"u8, 0, 0, 0, 8, 0, 2,
            0x01, 0x0E, 0, 2, 0, 0, 0, (byte)words.Length, 0, 0, 0, 38,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
            0, 0, 0, 0, .. words,
        ];
        byte[] body = [.. "Exif\0\0"u8, .. tiff];
        return [0xFF, 0xE1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];
    }
}
