using System.Collections.Concurrent;
using System.Globalization;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;

namespace PeerCert.Tests.Shared;

public sealed class OrderedIdTests
{
    private static readonly DateTime Instant = new(2026, 3, 4, 20, 0, 0, 123, DateTimeKind.Utc);

    [Fact]
    public void Ids_of_one_instant_sort_in_the_order_they_were_made()
    {
        var made = Enumerable.Range(0, 100_000).Select(_ => OrderedId.At(Instant).ToString()).ToList();
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
    }

    [Fact]
    public void A_later_millisecond_sorts_later_however_much_was_counted_before()
    {
        var (earlier, later) = (OrderedId.At(Instant), OrderedId.At(Instant.AddMilliseconds(1)));
        Assert.True(string.CompareOrdinal($"{OrderedId.At(Instant)}", $"{later}") < 0);
        Assert.True(string.CompareOrdinal($"{earlier}", $"{later}") < 0);
    }

    [Fact]
    public void Each_is_a_version_7_id_of_its_millisecond_with_some_chance_in_it()
    {
        for (var i = 0; i < 1000; i++)
        {
            var id = OrderedId.At(Instant.AddMilliseconds(i));
            Assert.Equal((7, 0b10), (id.Version, id.Variant >> 2));
            Assert.Equal(new DateTimeOffset(Instant).ToUnixTimeMilliseconds() + i, Convert.ToInt64($"{id:N}"[..12], 16));
        }
        // 42 bits are left to chance: what comes after the counter
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => $"{OrderedId.At(Instant):N}"[21..]).Distinct().Count());
    }

    [Fact]
    public void The_counter_goes_up_by_one_with_each_id()
    {
        var (first, second) = (CounterOf(OrderedId.At(Instant)), CounterOf(OrderedId.At(Instant)));
        Assert.InRange(unchecked(second - first), 1u, 100_000u);   // other tests make ids meanwhile
    }

    [Fact]
    [Trait("Category", "Gate")]
    public void Makers_at_once_never_make_the_same_and_each_sees_its_own_in_order()
    {
        var all = new ConcurrentBag<string[]>();
        Parallel.For(0, 8, _ => all.Add([.. Enumerable.Range(0, 50_000).Select(_ => $"{OrderedId.At(Instant):N}")]));
        Assert.All(all, mine => Assert.Equal(mine.Order(StringComparer.Ordinal), mine));
        // by the counter alone: it must not be chance that keeps them apart
        Assert.Equal(400_000, all.SelectMany(mine => mine).Select(id => CounterOf(Guid.Parse(id))).Distinct().Count());
    }

    [Fact]
    public void Ids_of_things_are_made_the_same_way()
    {
        var made = Enumerable.Range(0, 10_000).Select(_ => Id<Application>.New().Value).ToList();
        Assert.All(made, id => Assert.Equal(7, id.Version));
        Assert.Equal(10_000, made.Distinct().Count());
    }

    /// <summary>RFC 9562 §6.2: rand_a and the first twenty bits of rand_b.</summary>
    private static uint CounterOf(Guid id)
    {
        var bits = UInt128.Parse($"{id:N}", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (uint)((bits >> 64 & 0xFFF) << 20 | (bits >> 42 & 0xFFFFF));
    }
}
