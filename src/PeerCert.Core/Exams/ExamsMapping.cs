using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Applications;
using PeerCert.Core.People;

namespace PeerCert.Core.Exams;

internal sealed class ExamEligibilityMapping : IEntityTypeConfiguration<ExamEligibility>
{
    public void Configure(EntityTypeBuilder<ExamEligibility> b)
    {
        b.ToTable("exam_eligibilities");
        b.Property(e => e.CandidateId).HasMaxLength(20);
        b.Property(e => e.Version).IsConcurrencyToken();
        b.HasIndex(e => e.CandidateId).IsUnique();
        b.HasIndex(e => e.Application).IsUnique();
        b.HasOne<Application>().WithMany().HasForeignKey(e => e.Application).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(e => e.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ExamAttemptMapping : IEntityTypeConfiguration<ExamAttempt>
{
    public void Configure(EntityTypeBuilder<ExamAttempt> b)
    {
        b.ToTable("exam_attempts");
        b.HasIndex(a => new { a.Eligibility, a.SatOn }).IsUnique();   // one sitting a day: the same result twice is one
        b.HasOne<ExamEligibility>().WithMany().HasForeignKey(a => a.Eligibility).OnDelete(DeleteBehavior.Restrict);
    }
}
