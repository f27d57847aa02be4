using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Applications;

namespace PeerCert.Core.Messages;

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> b)
    {
        b.ToTable("messages");
        b.Property(m => m.Version).IsConcurrencyToken();
        b.Property(m => m.WrittenBy).HasMaxLength(256);
        b.Property(m => m.Text).HasMaxLength(Message.MaxLength);
        b.HasIndex(m => new { m.Application, m.SentAt });
        b.HasOne<Application>().WithMany().HasForeignKey(m => m.Application).OnDelete(DeleteBehavior.Restrict);
    }
}
