using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Registry;

internal sealed class RegistryEntryMapping : IEntityTypeConfiguration<RegistryEntry>
{
    public void Configure(EntityTypeBuilder<RegistryEntry> b)
    {
        b.ToTable("registry_entries");
        b.HasKey(e => e.Number);
        b.Property(e => e.Number).HasMaxLength(20);
        b.Property(e => e.LegalName).HasMaxLength(PrintedName.MaxLength);
        b.Property(e => e.Life).HasMaxLength(RegistryPublicationMapping.LongestLife);
    }
}

internal sealed class RegistryNameKeyMapping : IEntityTypeConfiguration<RegistryNameKey>
{
    public void Configure(EntityTypeBuilder<RegistryNameKey> b)
    {
        b.ToTable("registry_name_keys");
        b.HasKey(k => new { k.Key, k.Number });
        b.Property(k => k.Key).HasMaxLength(NameKey.MaxLength);
        b.Property(k => k.Number).HasMaxLength(20);
        b.HasIndex(k => k.Number);
        b.HasOne<RegistryEntry>().WithMany().HasForeignKey(k => k.Number).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RegistryPublicationMapping : IEntityTypeConfiguration<RegistryPublication>
{
    /// <summary>Far more than decades of renewals and overlays take.</summary>
    public const int LongestLife = 20_000;

    public void Configure(EntityTypeBuilder<RegistryPublication> b)
    {
        b.ToTable("registry_publications");
        b.Property(p => p.Number).HasMaxLength(20);
        b.Property(p => p.LegalName).HasMaxLength(PrintedName.MaxLength);
        b.Property(p => p.Action).HasMaxLength(40);
        b.Property(p => p.Because).HasMaxLength(80);
        b.Property(p => p.Life).HasMaxLength(LongestLife);
        b.HasIndex(p => new { p.Number, p.ShownFrom });
    }
}
