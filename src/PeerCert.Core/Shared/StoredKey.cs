using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCert.Core.Shared;

/// <summary>A key that all nodes share (cookies, forms, checkpoint signatures), wrapped by the master key that lives elsewhere.</summary>
public sealed class StoredKey
{
    public required string Name { get; init; }
    public required string Purpose { get; init; }
    public required byte[] Wrapped { get; init; }
    public required DateTime CreatedAt { get; init; }
}

internal sealed class StoredKeyMapping : IEntityTypeConfiguration<StoredKey>
{
    public void Configure(EntityTypeBuilder<StoredKey> b)
    {
        b.ToTable("stored_keys");
        b.HasKey(k => k.Name);
        b.Property(k => k.Name).HasMaxLength(120);
        b.Property(k => k.Purpose).HasMaxLength(40);
    }
}
