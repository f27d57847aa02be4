using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;

namespace PeerCert.Core.ContinuingEducation;

/// <summary>
/// One entry of a holder's record of continuing education: the five fields that proof has to show (the legal name is the holder's own), and by
/// what it counts (CAL-207.11.B, C.6B). What is removed stays on record and counts for nothing.
/// </summary>
public sealed class CeRecordEntry : IRoot
{
    public const int MaxLength = 200;

    private CeRecordEntry() { }

    public Id<CeRecordEntry> Id { get; private set; }
    public Id<Certificate> Certificate { get; private set; }
    public Id<Person> Person { get; private set; }
    public string Title { get; private set; } = "";
    public string Provider { get; private set; } = "";

    /// <summary>Words of the pack: the source, the area, the mode, and the topic where it is about law and ethics.</summary>
    public string Source { get; private set; } = "";

    public string Area { get; private set; } = "";
    public string Mode { get; private set; } = "";
    public string? Topic { get; private set; }
    public CeEntryKind Kind { get; private set; }
    public DateOnly StartedOn { get; private set; }
    public DateOnly EndedOn { get; private set; }
    public TimeOnly? StartsAt { get; private set; }
    public TimeOnly? EndsAt { get; private set; }

    /// <summary>Hundredths of an hour, breaks in them; null where units are given.</summary>
    public int? HundredthsOfHours { get; private set; }

    public int HundredthsOfBreaks { get; private set; }
    public int? HundredthsOfUnits { get; private set; }
    public int HundredthsOfLawAndEthics { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public DateTime? RemovedAt { get; private set; }
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static CeRecordEntry Add(Certificate certificate, ReadCeEntry read, DateTime at) => new()
    {
        Id = Id<CeRecordEntry>.New(),
        Certificate = certificate.Id,
        Person = certificate.Person,
        Title = read.Title,
        Provider = read.Provider,
        Source = read.Source,
        Area = read.Area,
        Mode = read.Mode,
        Topic = read.Topic,
        Kind = read.Kind,
        StartedOn = read.From,
        EndedOn = read.To,
        StartsAt = read.StartsAt,
        EndsAt = read.EndsAt,
        HundredthsOfHours = (int?)(read.Hours * 100),
        HundredthsOfBreaks = (int)(read.Breaks * 100),
        HundredthsOfUnits = (int?)(read.Units * 100),
        HundredthsOfLawAndEthics = (int)(read.LawAndEthics * 100),
        RecordedAt = at,
    };

    public void Remove(DateTime at) => RemovedAt = at;

    public CeEntry Read() => new(
        Id.ToString(), Title, Provider, StartedOn, EndedOn, HundredthsOfHours / 100m, HundredthsOfBreaks / 100m, HundredthsOfUnits / 100m, HundredthsOfLawAndEthics / 100m, Kind)
    {
        StartsAt = StartsAt,
        EndsAt = EndsAt,
    };
}

/// <summary>An entry as it was read from what somebody typed.</summary>
public sealed record ReadCeEntry(
    string Title, string Provider, string Source, string Area, string Mode, string? Topic, CeEntryKind Kind, DateOnly From, DateOnly To, TimeOnly? StartsAt, TimeOnly? EndsAt,
    decimal? Hours, decimal Breaks, decimal? Units, decimal LawAndEthics);

internal sealed class CeRecordEntryMapping : IEntityTypeConfiguration<CeRecordEntry>
{
    public void Configure(EntityTypeBuilder<CeRecordEntry> b)
    {
        b.ToTable("ce_entries");
        b.Property(e => e.Title).HasMaxLength(CeRecordEntry.MaxLength);
        b.Property(e => e.Provider).HasMaxLength(CeRecordEntry.MaxLength);
        b.Property(e => e.Source).HasMaxLength(80);
        b.Property(e => e.Area).HasMaxLength(80);
        b.Property(e => e.Mode).HasMaxLength(80);
        b.Property(e => e.Topic).HasMaxLength(80);
        b.Property(e => e.Version).IsConcurrencyToken();
        b.HasIndex(e => new { e.Certificate, e.EndedOn });
        b.HasIndex(e => e.Person);
        b.HasOne<Certificate>().WithMany().HasForeignKey(e => e.Certificate).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(e => e.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
