using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PeerCert.Core.Shared;

/// <summary>
/// The one place that makes ids which sort by time: version 7 with a counter after the millisecond (RFC 9562 §6.2, method
/// 1). The first of two ids that this process makes for one instant sorts first on both databases, so what happened within
/// one millisecond keeps its order. Ids of several processes are ordered by their millisecond only.
/// </summary>
public static class OrderedId
{
    private const int CounterAt = 6, RandomAt = 10;

    // Begins anywhere in its lower half, so that no two processes count alike and the end is two thousand million ids away.
    private static int _counter = RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>A new id for something that happens at this instant.</summary>
    public static Guid At(DateTime instant)
    {
        var count = (uint)Interlocked.Increment(ref _counter);
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, new DateTimeOffset(instant).ToUnixTimeMilliseconds() << 16);
        RandomNumberGenerator.Fill(id[RandomAt..]);
        // The counter fills rand_a and the first twenty bits of rand_b, around the version and the variant.
        BinaryPrimitives.WriteUInt16BigEndian(id[CounterAt..], (ushort)(0x7000 | count >> 20));
        BinaryPrimitives.WriteUInt16BigEndian(id[(CounterAt + 2)..], (ushort)(0x8000 | count >> 6 & 0x3FFF));
        id[RandomAt] = (byte)(count << 2 | id[RandomAt] & 0b11u);
        return new(id, bigEndian: true);
    }

#pragma warning disable RS0030 // time-ordered for the index only: nothing reads the time back out of an id
    /// <summary>A new id where no instant is at hand.</summary>
    public static Guid New() => At(DateTime.UtcNow);
#pragma warning restore RS0030
}
