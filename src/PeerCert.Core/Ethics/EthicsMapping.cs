using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;

namespace PeerCert.Core.Ethics;

internal sealed class CodeTextMapping : IEntityTypeConfiguration<CodeText>
{
    public void Configure(EntityTypeBuilder<CodeText> b)
    {
        b.ToTable("code_texts");
        b.HasKey(t => t.Sha256);
        b.Property(t => t.Sha256).HasMaxLength(64);
        b.Property(t => t.CodeVersion).HasMaxLength(80);
        b.Property(t => t.Language).HasMaxLength(20);
        b.HasIndex(t => new { t.CodeVersion, t.Language, t.LoadedAt });
    }
}

internal sealed class CodeAgreementMapping : IEntityTypeConfiguration<CodeAgreement>
{
    public void Configure(EntityTypeBuilder<CodeAgreement> b)
    {
        b.ToTable("code_agreements");
        b.Property(a => a.CodeVersion).HasMaxLength(80);
        b.Property(a => a.TextSha256).HasMaxLength(64);
        b.Property(a => a.SignedName).HasMaxLength(PrintedName.MaxLength);
        b.HasIndex(a => new { a.Person, a.SignedOn });
        b.HasIndex(a => new { a.File, a.TextSha256 }).IsUnique();   // the same form sent twice signs once
        b.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<CodeText>().WithMany().HasForeignKey(a => a.TextSha256).OnDelete(DeleteBehavior.Restrict);
    }
}
