using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;

namespace PeerCert.Core.Evidence;

internal sealed class EvidenceFileMapping : IEntityTypeConfiguration<EvidenceFile>
{
    public void Configure(EntityTypeBuilder<EvidenceFile> b)
    {
        b.ToTable("evidence_files");
        b.Property(f => f.Kind).HasMaxLength(80);
        b.Property(f => f.OriginalName).HasMaxLength(255);
        b.Property(f => f.ContentType).HasMaxLength(80);
        b.Property(f => f.Sha256).HasMaxLength(64);
        b.Property(f => f.PrintedName).HasMaxLength(People.PrintedName.MaxLength);
        b.HasIndex(f => new { f.File, f.StoredAt });
        b.HasIndex(f => f.Sha256);   // the same document from two people
        b.HasOne<Person>().WithMany().HasForeignKey(f => f.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EvidencePreviewMapping : IEntityTypeConfiguration<EvidencePreview>
{
    public void Configure(EntityTypeBuilder<EvidencePreview> b)
    {
        b.ToTable("evidence_previews");
        b.HasKey(p => p.Stored);
        b.Property(p => p.Stored).ValueGeneratedNever();
        b.HasIndex(p => new { p.Evidence, p.Page }).IsUnique();
        b.HasOne<EvidenceFile>().WithMany().HasForeignKey(p => p.Evidence).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EvidenceCheckMapping : IEntityTypeConfiguration<EvidenceCheck>
{
    public void Configure(EntityTypeBuilder<EvidenceCheck> b)
    {
        b.ToTable("evidence_checks");
        b.Property(c => c.Note).HasMaxLength(2000);
        b.Property(c => c.Features).HasMaxLength(1000);
        b.Property(c => c.CheckedBy).HasMaxLength(256);
        b.HasIndex(c => new { c.Evidence, c.CheckedAt });
        b.HasOne<EvidenceFile>().WithMany().HasForeignKey(c => c.Evidence).OnDelete(DeleteBehavior.Restrict);
    }
}
