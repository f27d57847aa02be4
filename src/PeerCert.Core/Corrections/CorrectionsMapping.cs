using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Applications;
using PeerCert.Core.People;

namespace PeerCert.Core.Corrections;

internal sealed class CorrectionMapping : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> b)
    {
        b.ToTable("corrections");
        b.Property(c => c.Sha256).HasMaxLength(64);
        b.Property(c => c.Reason).HasMaxLength(Reason.MaxLength);
        b.Property(c => c.ActorName).HasMaxLength(256);
        b.Property(c => c.SecondName).HasMaxLength(256);
        b.Property(c => c.Version).IsConcurrencyToken();
        b.HasIndex(c => c.Application);
        b.HasIndex(c => new { c.State, c.ProposedAt });
        b.HasOne<Application>().WithMany().HasForeignKey(c => c.Application).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PersonMergeMapping : IEntityTypeConfiguration<PersonMerge>
{
    public void Configure(EntityTypeBuilder<PersonMerge> b)
    {
        b.ToTable("person_merges");
        b.Property(m => m.Reason).HasMaxLength(Reason.MaxLength);
        b.Property(m => m.ActorName).HasMaxLength(256);
        b.Property(m => m.UndoneBy).HasMaxLength(256);
        b.Property(m => m.Version).IsConcurrencyToken();
        b.HasIndex(m => m.Kept);
        b.HasIndex(m => m.Merged);
        b.HasIndex(m => m.MadeAt);
        b.HasOne<Person>().WithMany().HasForeignKey(m => m.Kept).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(m => m.Merged).OnDelete(DeleteBehavior.Restrict);
    }
}
