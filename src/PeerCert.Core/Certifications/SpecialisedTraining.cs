using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Decisions;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

public enum SpecialisedTrainingState { Sent, Recorded, NotRecorded, Withdrawn }

public enum SpecialisedTrainingAction { Record, Refuse, Withdraw }

/// <summary>What becomes of a training in an area of specialisation; a look at its proof that was wrong is put right by another look.</summary>
public static class SpecialisedTrainingLifecycle
{
    public static readonly Transitions<SpecialisedTrainingState, SpecialisedTrainingAction> Table = new(
        (SpecialisedTrainingState.Sent, SpecialisedTrainingAction.Record, SpecialisedTrainingState.Recorded),
        (SpecialisedTrainingState.Sent, SpecialisedTrainingAction.Refuse, SpecialisedTrainingState.NotRecorded),
        (SpecialisedTrainingState.Sent, SpecialisedTrainingAction.Withdraw, SpecialisedTrainingState.Withdrawn),
        (SpecialisedTrainingState.Recorded, SpecialisedTrainingAction.Refuse, SpecialisedTrainingState.NotRecorded),
        (SpecialisedTrainingState.NotRecorded, SpecialisedTrainingAction.Record, SpecialisedTrainingState.Recorded));
}

/// <summary>A training in an area of specialisation that a holder sent in with its proof (CAL-212.0). It gives no certificate of its own and never ends.</summary>
public sealed class SpecialisedTraining : IRoot
{
    private SpecialisedTraining() { }

    public Id<SpecialisedTraining> Id { get; private set; }
    public Id<Certificate> Certificate { get; private set; }
    public Id<Person> Person { get; private set; }

    /// <summary>The pack's name of the area.</summary>
    public string Area { get; private set; } = "";

    public string Provider { get; private set; } = "";
    public int HundredthsOfHours { get; private set; }
    public DateOnly EndedOn { get; private set; }
    public SpecialisedTrainingState State { get; private set; }
    public DateOnly SentOn { get; private set; }
    public DateTime SentAt { get; private set; }

    /// <summary>The day on which staff last looked at it, or its holder took it back.</summary>
    public DateOnly? SettledOn { get; private set; }

    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static SpecialisedTraining Send(Certificate certificate, string area, string provider, decimal hours, DateOnly endedOn, DateOnly on, DateTime at) => new()
    {
        Id = Id<SpecialisedTraining>.New(),
        Certificate = certificate.Id,
        Person = certificate.Person,
        Area = area,
        Provider = provider,
        HundredthsOfHours = (int)(hours * 100),
        EndedOn = endedOn,
        State = SpecialisedTrainingState.Sent,
        SentOn = on,
        SentAt = at,
    };

    public Result<SpecialisedTrainingState> Take(SpecialisedTrainingAction action, DateOnly today)
    {
        var next = SpecialisedTrainingLifecycle.Table.Next(State, action);
        if (!next.Succeeded(out var state, out _))
            return next;
        (State, SettledOn) = (state, today);
        return next;
    }

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;
}

public static class SpecialisedTrainingAccess
{
    public static Subject Subject(this SpecialisedTraining training) => new(training.Person, training.Id.Value);

    extension(PeerCertDb db)
    {
        public async Task<Result<SpecialisedTraining>> AnySpecialisedTrainingAsync(Id<SpecialisedTraining> id, CancellationToken ct) =>
            await db.SpecialisedTrainings.SingleOrDefaultAsync(t => t.Id == id && t.State != SpecialisedTrainingState.Withdrawn, ct) is { } found ? found : new Problem.NotFound("thing.specialised-training");

        /// <summary>Areas of which a training is on record for a certificate, by the pack's names, in the order in which they were sent.</summary>
        public async Task<IReadOnlyList<string>> AreasOfAsync(Id<Certificate> certificate, CancellationToken ct) =>
            [.. (await db.SpecialisedTrainings.AsNoTracking().Where(t => t.Certificate == certificate && t.State == SpecialisedTrainingState.Recorded).OrderBy(t => t.SentAt).Select(t => t.Area).ToListAsync(ct)).Distinct()];
    }
}

internal sealed class SpecialisedTrainingMapping : IEntityTypeConfiguration<SpecialisedTraining>
{
    public void Configure(EntityTypeBuilder<SpecialisedTraining> b)
    {
        b.ToTable("specialised_trainings");
        b.Property(t => t.Area).HasMaxLength(80);
        b.Property(t => t.Provider).HasMaxLength(200);
        b.Property(t => t.Version).IsConcurrencyToken();
        b.HasIndex(t => t.Certificate);
        b.HasIndex(t => new { t.State, t.SentAt });
        b.HasIndex(t => t.Person);
        b.HasOne<Certificate>().WithMany().HasForeignKey(t => t.Certificate).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(t => t.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
