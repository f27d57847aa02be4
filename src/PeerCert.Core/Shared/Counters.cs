using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCert.Core.Shared;

/// <summary>Numbers that must never repeat, taken inside the commit that uses them.</summary>
public sealed class Counter
{
    public required string Name { get; init; }
    public required long Value { get; set; }
}

/// <summary>
/// Takes the next number of a series, from 1, without gaps: a rolled back transaction gives its number back. Whoever
/// takes a number holds the series until the commit, so take it last, before the row that uses it.
/// </summary>
public sealed class Counters(PeerCertDb db)
{
    public async Task<long> NextAsync(string name, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("a number is taken inside the transaction that uses it");
        var next = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO counters (name, value) VALUES ({name}, 1)
            ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
            RETURNING value AS "Value"
            """).ToListAsync(ct);
        return next[0];
    }
}

internal sealed class CounterMapping : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> b)
    {
        b.ToTable("counters");
        b.HasKey(c => c.Name);
        b.Property(c => c.Name).HasMaxLength(40);
    }
}
