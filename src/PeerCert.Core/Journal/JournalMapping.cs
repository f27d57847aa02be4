using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCert.Core.Journal;

internal sealed class JournalEntryMapping : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> b)
    {
        b.ToTable("journal_entries");
        b.Property(e => e.ActorName).HasMaxLength(256);
        b.Property(e => e.Reason).HasMaxLength(2000);
        b.Property(e => e.RootKind).HasMaxLength(40);
        b.Property(e => e.EventType).HasMaxLength(80);
        b.Property(e => e.Salt).HasMaxLength(64);
        b.Property(e => e.PayloadHash).HasMaxLength(64);
        b.HasIndex(e => new { e.RootKind, e.RootId, e.At });
        b.HasOne(e => e.Pending).WithOne().HasForeignKey<PendingSeal>(p => p.Entry);
    }
}

internal sealed class PendingSealMapping : IEntityTypeConfiguration<PendingSeal>
{
    public void Configure(EntityTypeBuilder<PendingSeal> b)
    {
        b.ToTable("journal_pending");
        b.HasKey(p => p.Entry);
    }
}

internal sealed class JournalSealMapping : IEntityTypeConfiguration<JournalSeal>
{
    public void Configure(EntityTypeBuilder<JournalSeal> b)
    {
        b.ToTable("journal_seals");
        b.HasKey(s => s.Number);
        b.Property(s => s.Number).ValueGeneratedNever();
        b.Property(s => s.Previous).HasMaxLength(64);
        b.Property(s => s.Hash).HasMaxLength(64);
        b.HasIndex(s => s.Entry).IsUnique();
    }
}

internal sealed class ReadAuditMapping : IEntityTypeConfiguration<ReadAudit>
{
    public void Configure(EntityTypeBuilder<ReadAudit> b)
    {
        b.ToTable("read_audits");
        b.Property(a => a.ActorName).HasMaxLength(256);
        b.Property(a => a.What).HasMaxLength(80);
        b.HasIndex(a => new { a.Subject, a.At });
    }
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> b)
    {
        b.ToTable("outbox_messages");
        b.Property(m => m.Kind).HasMaxLength(80);
        b.Property(m => m.LastError).HasMaxLength(OutboxMessage.ErrorLength);
        b.HasIndex(m => new { m.DoneAt, m.DueAt });
    }
}

internal sealed class LeaseMapping : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> b)
    {
        b.ToTable("leases");
        b.HasKey(l => l.Name);
        b.Property(l => l.Name).HasMaxLength(40);
        b.Property(l => l.Holder).HasMaxLength(80);
    }
}
