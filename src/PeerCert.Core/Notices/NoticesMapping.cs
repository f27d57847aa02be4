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
