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
        b.Property(c => c.County).HasMaxLength(Person.LongestCounty);
        b.Property(c => c.Version).IsConcurrencyToken();
        b.HasIndex(c => c.Number).IsUnique();
        b.HasIndex(c => c.Application).IsUnique().HasFilter("annulled_on IS NULL");   // last guard: one certificate for each application
        b.HasIndex(c => new { c.CurrentUntil, c.Number });   // lists by standing are ranges of due dates, in this order
        b.HasIndex(c => new { c.County, c.CurrentUntil, c.Number });   // the same of one county
        b.HasIndex(c => c.PendingSince);
        b.HasIndex(c => c.Follows).IsUnique().HasFilter("annulled_on IS NULL");   // a number is followed once
        b.HasIndex(c => c.Person);
        b.HasOne<Application>().WithMany().HasForeignKey(c => c.Application).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Certificate>().WithMany().HasForeignKey(c => c.Follows).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<StoredDecision>().WithMany().HasForeignKey(c => c.Decision).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CertificateTermMapping : IEntityTypeConfiguration<CertificateTerm>
{
    public void Configure(EntityTypeBuilder<CertificateTerm> b)
    {
        b.ToTable("certificate_terms");
        b.HasIndex(t => new { t.Certificate, t.StartsOn, t.Revision }).IsUnique();
        b.HasIndex(t => t.Supersedes).IsUnique();   // two who correct it at once collide; and whether one stands is asked of every term that is read
        b.HasOne<Certificate>().WithMany().HasForeignKey(t => t.Certificate).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<RenewalFiling>().WithMany().HasForeignKey(t => t.Filing).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CertificateOverlayMapping : IEntityTypeConfiguration<CertificateOverlayRow>
{
    public void Configure(EntityTypeBuilder<CertificateOverlayRow> b)
    {
        b.ToTable("certificate_overlays");
        b.Property(o => o.Id).ValueGeneratedNever();
        b.Property(o => o.RecordedBy).HasMaxLength(256);
        b.HasIndex(o => o.Certificate);
        b.HasIndex(o => o.Supersedes).IsUnique();   // two who end it at once collide
        b.HasOne<Certificate>().WithMany().HasForeignKey(o => o.Certificate).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RenewalFilingMapping : IEntityTypeConfiguration<RenewalFiling>
{
    public void Configure(EntityTypeBuilder<RenewalFiling> b)
    {
        b.ToTable("renewal_filings");
        b.Property(f => f.Reference).HasMaxLength(20);
        b.Property(f => f.Way).HasMaxLength(80);
        b.Property(f => f.Version).IsConcurrencyToken();
        b.HasIndex(f => f.Reference).IsUnique();
        b.HasIndex(f => f.Certificate).IsUnique().HasFilter("state = 'Submitted'");   // last guard: one filing waits at a time
        b.HasIndex(f => new { f.Certificate, f.State });
        b.HasIndex(f => new { f.State, f.SubmittedAt });
        b.HasIndex(f => f.Person);
        b.HasOne<Certificate>().WithMany().HasForeignKey(f => f.Certificate).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(f => f.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReinstatementMapping : IEntityTypeConfiguration<Reinstatement>
{
    public void Configure(EntityTypeBuilder<Reinstatement> b)
    {
        b.ToTable("reinstatements");
        b.Property(r => r.Version).IsConcurrencyToken();
        b.HasIndex(r => new { r.Certificate, r.FollowsDue }).IsUnique();   // what is done for one term stands together
        b.HasIndex(r => r.Person);
        b.HasOne<Certificate>().WithMany().HasForeignKey(r => r.Certificate).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(r => r.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CertificateReminderMapping : IEntityTypeConfiguration<CertificateReminder>
{
    public void Configure(EntityTypeBuilder<CertificateReminder> b)
    {
        b.ToTable("certificate_reminders");
        b.Property(r => r.Id).ValueGeneratedNever();
        b.Property(r => r.Occasion).HasMaxLength(80);
        b.HasIndex(r => new { r.Certificate, r.DueOn, r.Occasion }).IsUnique();
        b.HasOne<Certificate>().WithMany().HasForeignKey(r => r.Certificate).OnDelete(DeleteBehavior.Restrict);
    }
}
