namespace PeerCert.Core.Evidence;

/// <summary>The kinds of file we take, told by their first bytes: neither name nor what the browser claims is asked.</summary>
internal static class EvidenceKind
{
    private static readonly (byte[] Signature, string ContentType)[] Taken =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ];

    public static string? Of(ReadOnlySpan<byte> start)
    {
        foreach (var (signature, contentType) in Taken)
            if (start.StartsWith(signature))
                return contentType;
        return null;
    }
}
