using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCert.Core.People;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> b)
    {
        b.ToTable("accounts");
        b.Property(a => a.Language).HasMaxLength(20);
        b.Property(a => a.PendingEmail).HasMaxLength(EmailAddress.MaxLength);
        b.Property(a => a.Version).IsConcurrencyToken();
    }
}

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> b)
    {
        b.ToTable("role_grants");
        b.Property(g => g.GrantedBy).HasMaxLength(256);
        b.Property(g => g.EndedBy).HasMaxLength(256);
        b.HasIndex(g => g.Account);
        b.HasOne<Account>().WithMany().HasForeignKey(g => g.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AccountSessionMapping : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> b)
    {
        b.ToTable("account_sessions");
        b.Property(s => s.Stamp).HasMaxLength(40);
        b.HasIndex(s => s.Account);
        b.HasOne<Account>().WithMany().HasForeignKey(s => s.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UnsentFormMapping : IEntityTypeConfiguration<UnsentForm>
{
    public void Configure(EntityTypeBuilder<UnsentForm> b)
    {
        b.ToTable("unsent_forms");
        b.Property(f => f.Form).HasMaxLength(64);
        b.HasIndex(f => new { f.Account, f.Form }).IsUnique();
        b.HasIndex(f => f.TypedAt);
        b.HasOne<Account>().WithMany().HasForeignKey(f => f.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuthenticatorMapping : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> b)
    {
        b.ToTable("authenticators");
        b.HasKey(a => a.Account);
        b.Property(a => a.LastStep).IsConcurrencyToken();   // one code opens once, whoever is first
        b.HasOne<Account>().WithOne().HasForeignKey<Authenticator>(a => a.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> b)
    {
        b.ToTable("recovery_codes");
        b.Property(c => c.Hash).HasMaxLength(64);
        b.Property(c => c.UsedAt).IsConcurrencyToken();
        b.HasIndex(c => new { c.Account, c.Hash }).IsUnique();
        b.HasOne<Account>().WithMany().HasForeignKey(c => c.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AccountResetMapping : IEntityTypeConfiguration<AccountReset>
{
    public void Configure(EntityTypeBuilder<AccountReset> b)
    {
        b.ToTable("account_resets");
        b.Property(r => r.Address).HasMaxLength(EmailAddress.MaxLength);
        b.Property(r => r.AskedByName).HasMaxLength(256);
        b.Property(r => r.ConfirmedByName).HasMaxLength(256);
        b.Property(r => r.EndedAt).IsConcurrencyToken();
        b.HasIndex(r => r.Account);
        b.HasOne<Account>().WithMany().HasForeignKey(r => r.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> b)
    {
        b.ToTable("passkeys");
        b.Ignore(p => p.Info);
        b.Property(p => p.Name).HasMaxLength(Passkey.MaxName);
        b.Property(p => p.Transports).HasMaxLength(200);
        b.HasIndex(p => p.CredentialId).IsUnique();
        b.HasIndex(p => p.Account);
        b.HasOne<Account>().WithMany().HasForeignKey(p => p.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OneTimeTokenMapping : IEntityTypeConfiguration<OneTimeToken>
{
    public void Configure(EntityTypeBuilder<OneTimeToken> b)
    {
        b.ToTable("one_time_tokens");
        b.Property(t => t.Purpose).HasMaxLength(40);
        b.Property(t => t.Hash).HasMaxLength(64);
        b.Property(t => t.Address).HasMaxLength(EmailAddress.MaxLength);
        b.Property(t => t.UsedAt).IsConcurrencyToken();   // used once, whoever is first
        b.HasIndex(t => t.Hash).IsUnique();
        b.HasIndex(t => t.Account);
        b.HasOne<Account>().WithMany().HasForeignKey(t => t.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AccountLetterMapping : IEntityTypeConfiguration<AccountLetter>
{
    public void Configure(EntityTypeBuilder<AccountLetter> b)
    {
        b.ToTable("account_letters");
        b.Property(l => l.Address).HasMaxLength(EmailAddress.MaxLength);
        b.Property(l => l.AddressKey).HasMaxLength(EmailAddress.MaxLength);
        b.HasIndex(l => new { l.AddressKey, l.Kind, l.WrittenAt });
        b.HasIndex(l => l.Account);
        b.HasOne<Account>().WithMany().HasForeignKey(l => l.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> b)
    {
        b.ToTable("people");
        b.Property(p => p.PreferredName).HasMaxLength(PrintedName.MaxLength);
        b.Property(p => p.County).HasMaxLength(Person.LongestCounty);
        b.Property(p => p.Version).IsConcurrencyToken();
        b.HasIndex(p => p.Account).IsUnique();
        b.HasOne<Account>().WithMany().HasForeignKey(p => p.Account).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LegalNameMapping : IEntityTypeConfiguration<LegalName>
{
    public void Configure(EntityTypeBuilder<LegalName> b)
    {
        b.ToTable("legal_names");
        b.Property(n => n.AsPrinted).HasMaxLength(PrintedName.MaxLength);
        b.Property(n => n.Given).HasMaxLength(PrintedName.MaxLength);
        b.Property(n => n.Family).HasMaxLength(PrintedName.MaxLength);
        b.Property(n => n.RecordedBy).HasMaxLength(256);
        b.HasIndex(n => new { n.Person, n.RecordedAt });
        b.HasIndex(n => n.Supersedes).IsUnique();
        b.HasOne<Person>().WithMany().HasForeignKey(n => n.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DemographicsMapping : IEntityTypeConfiguration<Demographics>
{
    public void Configure(EntityTypeBuilder<Demographics> b)
    {
        b.ToTable("demographics");
        b.HasKey(d => d.Person);
        b.Property(d => d.Version).IsConcurrencyToken();
        b.HasOne<Person>().WithOne().HasForeignKey<Demographics>(d => d.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
