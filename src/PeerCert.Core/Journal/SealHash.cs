using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PeerCert.Core.Journal;

/// <summary>
/// The hash of one line of the chain: SHA-256 over its place, the line before it and every column of the entry but
/// payload and salt, which the payload's own hash stands for. Each field goes in with its length, so that no two lines
/// are written alike. The encoding never changes; another one would carry another heading.
/// </summary>
public static class SealHash
{
    /// <summary>What the first line follows.</summary>
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly byte[] Heading = "peercert-seal-1"u8.ToArray();

    public static string Of(long number, string previous, DateTime sealedAt, JournalEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Field(hash, Heading);
        Number(hash, number);
        Words(hash, previous);
        Number(hash, sealedAt.Ticks);
        Identity(hash, entry.Id);
        Number(hash, entry.At.Ticks);
        Identity(hash, entry.Account);
        Words(hash, entry.ActorName);
        Words(hash, entry.Reason);
        Words(hash, entry.RootKind);
        Identity(hash, entry.RootId);
        Words(hash, entry.EventType);
        Number(hash, entry.EventVersion);
        Words(hash, entry.PayloadHash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Words(IncrementalHash hash, string? words)
    {
        if (words is null)
            Nothing(hash);
        else
            Field(hash, Encoding.UTF8.GetBytes(words));
    }

    private static void Identity(IncrementalHash hash, Guid? id)
    {
        if (id is null)
            Nothing(hash);
        else
            Field(hash, id.Value.ToByteArray(bigEndian: true));
    }

    private static void Number(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Field(hash, bytes);
    }

    private static void Field(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    /// <summary>A length that no field has: null is not the empty string.</summary>
    private static void Nothing(IncrementalHash hash) => hash.AppendData([0xFF, 0xFF, 0xFF, 0xFF]);
}
