using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.ContinuingEducation;

public enum CeAuditState { Requested, Received, Accepted, Deficient, Referred }

public enum CeAuditAction { Send, Accept, FindDeficient, Refer }

/// <summary>The states of a review of proof that people decide; whether proof is late is computed from its days (CF-71).</summary>
public static class CeAuditLifecycle
{
    public static readonly Transitions<CeAuditState, CeAuditAction> Table = new(
        (CeAuditState.Requested, CeAuditAction.Send, CeAuditState.Received),
        (CeAuditState.Requested, CeAuditAction.FindDeficient, CeAuditState.Deficient),
        (CeAuditState.Received, CeAuditAction.Accept, CeAuditState.Accepted),
        (CeAuditState.Received, CeAuditAction.FindDeficient, CeAuditState.Deficient),
        (CeAuditState.Received, CeAuditAction.Refer, CeAuditState.Referred),
        (CeAuditState.Deficient, CeAuditAction.Send, CeAuditState.Received),
        (CeAuditState.Deficient, CeAuditAction.Refer, CeAuditState.Referred));

    /// <summary>The states in which a review is over.</summary>
    public static readonly ImmutableArray<CeAuditState> Over = [.. Enum.GetValues<CeAuditState>().Where(s => !Table.ActionsFrom(s).Any())];
}

/// <summary>A draw of the filings whose continuing education is reviewed, with all it takes to draw them again: seed, population, size (CAL-802.4).</summary>
public sealed class CeAuditDraw : IRoot
{
    public const int SeedLength = 80;

    private CeAuditDraw() { }

    public Id<CeAuditDraw> Id { get; private set; }

    /// <summary>First and last day on which the filings of the population were whole.</summary>
    public DateOnly From { get; private set; }

    public DateOnly Through { get; private set; }
    public int Size { get; private set; }
    public string Seed { get; private set; } = "";

    /// <summary>The references it was drawn from, one a line, in order.</summary>
    public string Population { get; private set; } = "";

    public int PopulationSize { get; private set; }
    public string PopulationSha256 { get; private set; } = "";
    public DateOnly DrawnOn { get; private set; }
    public DateTime DrawnAt { get; private set; }
    public string DrawnBy { get; private set; } = "";
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static CeAuditDraw Of(DateOnly from, DateOnly through, int size, string seed, IReadOnlyCollection<string> population, DateOnly on, DateTime at, string by)
    {
        var written = CeSample.Written(population);
        return new()
        {
            Id = Id<CeAuditDraw>.New(),
            From = from,
            Through = through,
            Size = size,
            Seed = seed,
            Population = written,
            PopulationSize = population.Count,
            PopulationSha256 = CeSample.Hex(written),
            DrawnOn = on,
            DrawnAt = at,
            DrawnBy = by,
        };
    }
}

/// <summary>The review of the proof behind one filing: what was attested is proven from the record (CAL-207.9, 207.10).</summary>
public sealed class CeAudit : IRoot
{
    private CeAudit() { }

    public Id<CeAudit> Id { get; private set; }
    public Id<CeAuditDraw> Draw { get; private set; }
    public Id<RenewalFiling> Filing { get; private set; }
    public Id<Certificate> Certificate { get; private set; }
    public Id<Person> Person { get; private set; }
    public CeAuditState State { get; private set; }
    public DateOnly RequestedOn { get; private set; }

    /// <summary>The last day on which proof is in time, by the pack's clock. A derived date.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>The day on which proof was sent first; null before.</summary>
    public DateOnly? ReceivedOn { get; private set; }

    /// <summary>The day on which staff last decided; null before.</summary>
    public DateOnly? SettledOn { get; private set; }

    /// <summary>When its holder was reminded of the last day, and told that it is over; each once.</summary>
    public DateOnly? RemindedOn { get; private set; }

    public DateOnly? ToldOverdueOn { get; private set; }
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static CeAudit Request(CeAuditDraw draw, RenewalFiling filing, DateOnly on, DateOnly due) => new()
    {
        Id = Id<CeAudit>.New(),
        Draw = draw.Id,
        Filing = filing.Id,
        Certificate = filing.Certificate,
        Person = filing.Person,
        State = CeAuditState.Requested,
        RequestedOn = on,
        DueOn = due,
    };

    /// <summary>Proof came after its last day: it is kept and looked at all the same (CF-71).</summary>
    public bool IsLate => ReceivedOn > DueOn;

    public bool IsOverdueOn(DateOnly day) => ReceivedOn is null && day > DueOn;

    public bool IsOver => CeAuditLifecycle.Over.Contains(State);

    public bool Takes(CeAuditAction action) => CeAuditLifecycle.Table.ActionsFrom(State).Contains(action);

    public Result<CeAuditState> Take(CeAuditAction action, DateOnly today)
    {
        var next = CeAuditLifecycle.Table.Next(State, action);
        if (!next.Succeeded(out var state, out _))
            return next;
        State = state;
        if (action is CeAuditAction.Send)
            ReceivedOn ??= today;
        else
            SettledOn = today;
        return next;
    }

    public void Reminded(DateOnly on) => RemindedOn = on;

    public void ToldOverdue(DateOnly on) => ToldOverdueOn = on;

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;
}

public static class CeAuditAccess
{
    public static Subject Subject(this CeAudit audit) => new(audit.Person, audit.Id.Value);

    extension(PeerCertDb db)
    {
        public async Task<Result<CeAudit>> AnyCeAuditAsync(Id<CeAudit> id, CancellationToken ct) =>
            await db.CeAudits.SingleOrDefaultAsync(a => a.Id == id, ct) is { } found ? found : new Problem.NotFound("thing.ce-audit");

        /// <summary>The review that was asked for last of one's own certificate; null where none was.</summary>
        public Task<CeAudit?> LastCeAuditAsync(Id<Certificate> certificate, CancellationToken ct) =>
            db.CeAudits.Where(a => a.Certificate == certificate).OrderByDescending(a => a.RequestedOn).ThenByDescending(a => a.Id).FirstOrDefaultAsync(ct);
    }
}

internal sealed class CeAuditDrawMapping : IEntityTypeConfiguration<CeAuditDraw>
{
    public void Configure(EntityTypeBuilder<CeAuditDraw> b)
    {
        b.ToTable("ce_audit_draws");
        b.Property(d => d.Seed).HasMaxLength(CeAuditDraw.SeedLength);
        b.Property(d => d.PopulationSha256).HasMaxLength(64);
        b.Property(d => d.DrawnBy).HasMaxLength(256);
        b.Property(d => d.Version).IsConcurrencyToken();
        b.HasIndex(d => d.Seed).IsUnique();   // the same form sent twice draws once
    }
}

internal sealed class CeAuditMapping : IEntityTypeConfiguration<CeAudit>
{
    public void Configure(EntityTypeBuilder<CeAudit> b)
    {
        b.ToTable("ce_audits");
        b.Property(a => a.Version).IsConcurrencyToken();
        b.HasIndex(a => a.Filing).IsUnique();   // a filing is reviewed once
        b.HasIndex(a => a.Draw);
        b.HasIndex(a => a.Certificate);
        b.HasIndex(a => a.Person);
        b.HasIndex(a => new { a.State, a.DueOn });
        b.HasOne<CeAuditDraw>().WithMany().HasForeignKey(a => a.Draw).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<RenewalFiling>().WithMany().HasForeignKey(a => a.Filing).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Certificate>().WithMany().HasForeignKey(a => a.Certificate).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
