using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;

namespace PeerCert.Core.Notices;

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> b)
    {
        b.ToTable("notices");
        b.Property(n => n.Kind).HasMaxLength(80);
        b.Property(n => n.Occasion).HasMaxLength(120);
        b.HasIndex(n => new { n.Person, n.Kind, n.Occasion }).IsUnique();
        b.HasOne<Person>().WithMany().HasForeignKey(n => n.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MailMapping : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> b)
    {
        b.ToTable("mails");
        b.Property(m => m.Version).IsConcurrencyToken();
        b.Property(m => m.MessageId).HasMaxLength(320);
        b.Property(m => m.ReturnToken).HasMaxLength(Mail.TokenLength);
        b.Property(m => m.Address).HasMaxLength(EmailAddress.MaxLength);
        b.Property(m => m.SettledBy).HasMaxLength(256);
        b.HasIndex(m => m.Notice).IsUnique();
        b.HasIndex(m => m.Letter).IsUnique();
        b.HasIndex(m => m.Request);
        b.HasIndex(m => m.MessageId).IsUnique();
        b.HasIndex(m => m.ReturnToken).IsUnique();
        b.HasIndex(m => new { m.SettledAt, m.UndeliveredAt });
        b.HasOne<Notice>().WithMany().HasForeignKey(m => m.Notice).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<AccountLetter>().WithMany().HasForeignKey(m => m.Letter).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MailReportMapping : IEntityTypeConfiguration<MailReport>
{
    public void Configure(EntityTypeBuilder<MailReport> b)
    {
        b.ToTable("mail_reports");
        b.Property(r => r.Sha256).HasMaxLength(64);
        b.Property(r => r.FileName).HasMaxLength(255);
        b.Property(r => r.Status).HasMaxLength(12);
        b.HasIndex(r => r.Sha256).IsUnique();
        b.HasIndex(r => r.Outcome);
        b.HasOne<Mail>().WithMany().HasForeignKey(r => r.Mail).OnDelete(DeleteBehavior.Restrict);
    }
}
