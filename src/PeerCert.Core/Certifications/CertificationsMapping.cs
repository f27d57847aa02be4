using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.People;

namespace PeerCert.Core.Certifications;

internal sealed class CertificateMapping : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> b)
    {
        b.ToTable("certificates");
        b.Property(c => c.Number).HasMaxLength(20);
        b.Property(c => c.PackSha256).HasMaxLength(64);
        b.Property(c => c.Version).IsConcurrencyToken();
        b.HasIndex(c => c.Number).IsUnique();
        b.HasIndex(c => c.Application).IsUnique().HasFilter("annulled_on IS NULL");   // last guard: one certificate for each application
        b.HasIndex(c => c.CurrentUntil);
        b.HasIndex(c => c.Person);
        b.HasOne<Application>().WithMany().HasForeignKey(c => c.Application).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<StoredDecision>().WithMany().HasForeignKey(c => c.Decision).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CertificateTermMapping : IEntityTypeConfiguration<CertificateTerm>
{
    public void Configure(EntityTypeBuilder<CertificateTerm> b)
    {
        b.ToTable("certificate_terms");
        b.HasIndex(t => new { t.Certificate, t.StartsOn, t.Revision }).IsUnique();
        b.HasOne<Certificate>().WithMany().HasForeignKey(t => t.Certificate).OnDelete(DeleteBehavior.Restrict);
    }
}
