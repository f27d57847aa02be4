using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;

namespace PeerCert.Core.Ledger;

internal sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> b)
    {
        b.ToTable("ledger_entries");
        b.Property(e => e.FeeLine).HasMaxLength(40);
        b.Property(e => e.FeeLineSha256).HasMaxLength(64);
        b.Property(e => e.Reference).HasMaxLength(80);
        b.Property(e => e.RecordedBy).HasMaxLength(256);
        b.HasIndex(e => new { e.File, e.FeeLine });
        b.HasOne<Person>().WithMany().HasForeignKey(e => e.Person).OnDelete(DeleteBehavior.Restrict);
        b.HasMany(e => e.Postings).WithOne().HasForeignKey(p => p.Entry).OnDelete(DeleteBehavior.Restrict);
        b.Navigation(e => e.Postings).AutoInclude();
    }
}

internal sealed class PostingMapping : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> b)
    {
        b.ToTable("ledger_postings");
        b.HasKey(p => new { p.Entry, p.Line });
    }
}

internal sealed class FeeApprovalMapping : IEntityTypeConfiguration<FeeApproval>
{
    public void Configure(EntityTypeBuilder<FeeApproval> b)
    {
        b.ToTable("fee_approvals");
        b.Property(a => a.FeeLine).HasMaxLength(40);
        b.Property(a => a.FeeLineSha256).HasMaxLength(64);
        b.Property(a => a.Reference).HasMaxLength(80);
        b.Property(a => a.RecordedBy).HasMaxLength(256);
        b.HasIndex(a => a.FeeLineSha256).IsUnique();
    }
}
