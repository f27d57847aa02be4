using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;

namespace PeerCert.Core.Decisions;

internal sealed class RecordedFactMapping : IEntityTypeConfiguration<RecordedFact>
{
    public void Configure(EntityTypeBuilder<RecordedFact> b)
    {
        b.ToTable("facts");
        b.Property(f => f.Kind).HasMaxLength(80);
        b.Property(f => f.RecordedBy).HasMaxLength(256);
        b.HasIndex(f => new { f.Person, f.Kind });
        b.HasIndex(f => f.Supersedes).IsUnique();   // a fact is superseded once: two corrections at once collide
        b.HasOne<Person>().WithMany().HasForeignKey(f => f.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StoredDecisionMapping : IEntityTypeConfiguration<StoredDecision>
{
    public void Configure(EntityTypeBuilder<StoredDecision> b)
    {
        b.ToTable("decisions");
        b.Property(d => d.Question).HasMaxLength(80);
        b.Property(d => d.MadeBy).HasMaxLength(256);
        b.Property(d => d.PackSha256).HasMaxLength(64);
        b.HasIndex(d => new { d.File, d.MadeAt });
        b.HasOne<Person>().WithMany().HasForeignKey(d => d.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PublishedPackMapping : IEntityTypeConfiguration<PublishedPack>
{
    public void Configure(EntityTypeBuilder<PublishedPack> b)
    {
        b.ToTable("published_packs");
        b.HasKey(p => new { p.Authority, p.Version, p.Part, p.Sha256 });
        b.Property(p => p.Authority).HasMaxLength(80);
        b.Property(p => p.Version).HasMaxLength(80);
        b.Property(p => p.Part).HasMaxLength(80);
        b.Property(p => p.Sha256).HasMaxLength(64);
    }
}
