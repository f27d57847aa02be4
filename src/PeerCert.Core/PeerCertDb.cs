using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PeerCert.Core.Applications;
using PeerCert.Core.Calendar;
using PeerCert.Core.Certifications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Corrections;
using PeerCert.Core.Decisions;
using PeerCert.Core.Ethics;
using PeerCert.Core.Evidence;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.Ledger;
using PeerCert.Core.Messages;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;

namespace PeerCert.Core;

/// <summary>The one model behind both databases. Each capability maps its own types beside them.</summary>
public abstract partial class PeerCertDb : IdentityUserContext<Account, Guid>
{
    // A failed transaction is given up whole, so savepoints would be two round trips for nothing.
    protected PeerCertDb(DbContextOptions options) : base(options) => Database.AutoSavepointsEnabled = false;

    public DbSet<JournalEntry> Journal => Set<JournalEntry>();
    public DbSet<PendingSeal> PendingSeals => Set<PendingSeal>();
    public DbSet<JournalSeal> Seals => Set<JournalSeal>();
    public DbSet<ReadAudit> ReadAudits => Set<ReadAudit>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<Lease> Leases => Set<Lease>();
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();
    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();
    public DbSet<UnsentForm> UnsentForms => Set<UnsentForm>();
    public DbSet<Authenticator> Authenticators => Set<Authenticator>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<AccountReset> AccountResets => Set<AccountReset>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<OneTimeToken> OneTimeTokens => Set<OneTimeToken>();
    public DbSet<AccountLetter> AccountLetters => Set<AccountLetter>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<PersonKey> PersonKeys => Set<PersonKey>();
    public DbSet<Demographics> Demographics => Set<Demographics>();
    public DbSet<LegalName> LegalNames => Set<LegalName>();
    public DbSet<RecordedFact> Facts => Set<RecordedFact>();
    public DbSet<StoredDecision> Decisions => Set<StoredDecision>();
    public DbSet<PublishedPack> PublishedPacks => Set<PublishedPack>();
    public DbSet<EvidenceFile> Evidence => Set<EvidenceFile>();
    public DbSet<EvidencePreview> EvidencePreviews => Set<EvidencePreview>();
    public DbSet<EvidenceCheck> EvidenceChecks => Set<EvidenceCheck>();
    public DbSet<CodeText> CodeTexts => Set<CodeText>();
    public DbSet<CodeAgreement> CodeAgreements => Set<CodeAgreement>();
    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();
    public DbSet<FeeApproval> FeeApprovals => Set<FeeApproval>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<Mail> Mails => Set<Mail>();
    public DbSet<MailReport> MailReports => Set<MailReport>();
    public DbSet<Application> Applications => Set<Application>();
    public DbSet<ApplicationStage> Stages => Set<ApplicationStage>();
    public DbSet<ApplicationDraft> Drafts => Set<ApplicationDraft>();
    public DbSet<ReviewStep> ReviewSteps => Set<ReviewStep>();
    public DbSet<AskedReason> AskedReasons => Set<AskedReason>();
    public DbSet<ReviewNote> ReviewNotes => Set<ReviewNote>();
    public DbSet<ClockReminder> ClockReminders => Set<ClockReminder>();
    public DbSet<Claim> Claims => Set<Claim>();
    public DbSet<LetterRequest> LetterRequests => Set<LetterRequest>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<ExamEligibility> ExamEligibilities => Set<ExamEligibility>();
    public DbSet<ExamAttempt> ExamAttempts => Set<ExamAttempt>();
    public DbSet<ResultsImport> ResultsImports => Set<ResultsImport>();
    public DbSet<ImportedResult> ImportedResults => Set<ImportedResult>();
    public DbSet<Certificate> Certificates => Set<Certificate>();
    public DbSet<CertificatePrint> CertificatePrints => Set<CertificatePrint>();
    public DbSet<CertificateTerm> CertificateTerms => Set<CertificateTerm>();
    public DbSet<CertificateOverlayRow> CertificateOverlays => Set<CertificateOverlayRow>();
    public DbSet<CeRecordEntry> CeEntries => Set<CeRecordEntry>();
    public DbSet<RenewalFiling> RenewalFilings => Set<RenewalFiling>();
    public DbSet<Reinstatement> Reinstatements => Set<Reinstatement>();
    public DbSet<NameChange> NameChanges => Set<NameChange>();
    public DbSet<WithheldName> WithheldNames => Set<WithheldName>();
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();
    public DbSet<CeAudit> CeAudits => Set<CeAudit>();
    public DbSet<CeAuditDraw> CeAuditDraws => Set<CeAuditDraw>();
    public DbSet<SpecialisedTraining> SpecialisedTrainings => Set<SpecialisedTraining>();
    public DbSet<CertificateReminder> CertificateReminders => Set<CertificateReminder>();
    public DbSet<Counter> Counters => Set<Counter>();
    public DbSet<RegistryEntry> Registry => Set<RegistryEntry>();
    public DbSet<RegistryNameKey> RegistryNameKeys => Set<RegistryNameKey>();
    public DbSet<RegistryPublication> Publications => Set<RegistryPublication>();
    public DbSet<Correction> Corrections => Set<Correction>();
    public DbSet<PersonMerge> PersonMerges => Set<PersonMerge>();
    public DbSet<StoredKey> StoredKeys => Set<StoredKey>();

    // Named here and not by an option of the host, which would let two hosts disagree about the tables.
    protected override Version SchemaVersion => IdentitySchemaVersions.Version1;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<DateTime>().HaveConversion<AsUtc>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<OffsetAsUtc>();
        foreach (var id in RootTypes)
            configurationBuilder.Properties(typeof(Id<>).MakeGenericType(id)).HaveConversion(typeof(AsGuid<>).MakeGenericType(id));
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PeerCertDb).Assembly);
        foreach (var type in builder.Model.GetEntityTypes())
        {
            if (type.GetTableName() is ['A', 's', 'p', 'N', 'e', 't', .. var identity])
                type.SetTableName(Snake(identity));
            foreach (var property in type.GetProperties())
                property.SetColumnName(Snake(property.Name));
        }

        static string Snake(string pascal) => TextKeys.Kebab(pascal).Replace('-', '_');
    }

    private static readonly Type[] RootTypes =
    [
        typeof(Person), typeof(LegalName), typeof(RecordedFact), typeof(StoredDecision), typeof(EvidenceFile), typeof(CodeAgreement),
        typeof(LedgerEntry), typeof(Notice), typeof(Mail), typeof(Application), typeof(ReviewStep), typeof(LetterRequest), typeof(Message), typeof(ExamEligibility), typeof(ExamAttempt), typeof(ResultsImport), typeof(Certificate), typeof(RenewalFiling), typeof(Reinstatement), typeof(SpecialisedTraining), typeof(CeRecordEntry), typeof(CeAudit), typeof(CeAuditDraw), typeof(CalendarFeed), typeof(NameChange), typeof(WithheldName), typeof(Correction), typeof(PersonMerge),
    ];

    private sealed class AsUtc() : ValueConverter<DateTime, DateTime>(v => Instant(v), v => DateTime.SpecifyKind(v, DateTimeKind.Utc));

    // Identity's lockout end: as an instant it compares and sorts on both engines, which an offset does not on SQLite.
    private sealed class OffsetAsUtc() : ValueConverter<DateTimeOffset, DateTime>(
        v => Instant(v.UtcDateTime), v => new DateTimeOffset(DateTime.SpecifyKind(v, DateTimeKind.Utc)));

    /// <summary>Cut to what both engines keep alike. A wall clock time is a bug that PostgreSQL refuses and SQLite would not see.</summary>
    private static DateTime Instant(DateTime value) => value.Kind == DateTimeKind.Utc
        ? new(value.Ticks - value.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc)
        : throw new ArgumentException("an instant is stored in UTC", nameof(value));

    private sealed class AsGuid<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new(value));
}
