using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;

namespace PeerCert.Core.Applications;

internal sealed class ApplicationMapping : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> b)
    {
        b.ToTable("applications");
        b.Property(a => a.Reference).HasMaxLength(20);
        b.Property(a => a.Version).IsConcurrencyToken();
        b.HasIndex(a => a.Reference).IsUnique();
        b.HasIndex(a => new { a.State, a.DueOn, a.Reference });   // the queue of one stage, and how many files are at each
        b.HasIndex(a => new { a.DueOn, a.Reference });   // the queue: the clock that runs out first on top
        b.HasIndex(a => a.Person);
        b.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Restrict);
        b.HasMany<ApplicationStage>("_left").WithOne().HasForeignKey(s => s.Application).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ApplicationStageMapping : IEntityTypeConfiguration<ApplicationStage>
{
    public void Configure(EntityTypeBuilder<ApplicationStage> b)
    {
        b.ToTable("application_stages");
        b.Property(s => s.Id).ValueGeneratedNever();
        b.HasIndex(s => new { s.State, s.Until });
    }
}

internal sealed class ApplicationDraftMapping : IEntityTypeConfiguration<ApplicationDraft>
{
    public void Configure(EntityTypeBuilder<ApplicationDraft> b)
    {
        b.ToTable("application_drafts");
        b.HasKey(d => d.Application);
        b.Property(d => d.Version).IsConcurrencyToken();
        b.HasOne<Application>().WithOne().HasForeignKey<ApplicationDraft>(d => d.Application).OnDelete(DeleteBehavior.Restrict);
    }
}
