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
        b.HasIndex(e => e.File).IsUnique();
        b.HasIndex(e => e.Application);
        b.HasOne<Application>().WithMany().HasForeignKey(e => e.Application).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(e => e.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ExamAttemptMapping : IEntityTypeConfiguration<ExamAttempt>
{
    public void Configure(EntityTypeBuilder<ExamAttempt> b)
    {
        b.ToTable("exam_attempts");
        b.HasIndex(a => new { a.Eligibility, a.SatOn, a.Revision }).IsUnique();   // one sitting a day: the same result twice is one
        b.HasIndex(a => a.Supersedes).IsUnique();   // a result is superseded once: two corrections at once collide
        b.HasOne<ExamEligibility>().WithMany().HasForeignKey(a => a.Eligibility).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ResultsImportMapping : IEntityTypeConfiguration<ResultsImport>
{
    public void Configure(EntityTypeBuilder<ResultsImport> b)
    {
        b.ToTable("results_imports");
        b.Property(i => i.FileName).HasMaxLength(ResultsImport.FileNameLength);
        b.Property(i => i.Sha256).HasMaxLength(64);
        b.Property(i => i.Version).IsConcurrencyToken();
        b.Ignore(i => i.By);
        b.HasIndex(i => i.Sha256).IsUnique();   // the same content is taken in once, whoever brings it
        b.HasIndex(i => new { i.State, i.BegunAt });
    }
}

internal sealed class ImportedResultMapping : IEntityTypeConfiguration<ImportedResult>
{
    public void Configure(EntityTypeBuilder<ImportedResult> b)
    {
        b.ToTable("imported_results");
        b.HasKey(l => new { l.Import, l.Line });
        b.Property(l => l.Line).ValueGeneratedNever();
        b.Property(l => l.CandidateId).HasMaxLength(ImportedResult.CandidateIdLength);
        b.HasIndex(l => new { l.Import, l.State, l.SatOn, l.Line });
        b.HasOne<ResultsImport>().WithMany().HasForeignKey(l => l.Import).OnDelete(DeleteBehavior.Restrict);
    }
}
