using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

public enum WithheldNameState { Asked, Withheld, Refused, Withdrawn, Ended }

public enum WithheldNameAction { Withhold, Refuse, Withdraw, End }

/// <summary>The states that people decide; that its last day is over is computed from the day.</summary>
public static class WithheldNameLifecycle
{
    public static readonly Transitions<WithheldNameState, WithheldNameAction> Table = new(
        (WithheldNameState.Asked, WithheldNameAction.Withhold, WithheldNameState.Withheld),
        (WithheldNameState.Asked, WithheldNameAction.Refuse, WithheldNameState.Refused),
        (WithheldNameState.Asked, WithheldNameAction.Withdraw, WithheldNameState.Withdrawn),
        (WithheldNameState.Withheld, WithheldNameAction.Withhold, WithheldNameState.Withheld),
        (WithheldNameState.Withheld, WithheldNameAction.End, WithheldNameState.Ended));
}

/// <summary>
/// Somebody's name is left out of the public registry while it would put them in danger: their lines are found by number alone and show no name. What is
/// shown otherwise is what the standard lists (CAL-500.2.A). Why somebody asks is theirs: no story is kept.
/// </summary>
public sealed class WithheldName : IRoot
{
    private WithheldName() { }

    public Id<WithheldName> Id { get; private set; }
    public Id<Person> Person { get; private set; }
    public WithheldNameState State { get; private set; }

    /// <summary>The last day on which the name is left out; null before anybody decided.</summary>
    public DateOnly? Through { get; private set; }

    public DateOnly AskedOn { get; private set; }
    public DateTime AskedAt { get; private set; }
    public DateOnly? SettledOn { get; private set; }

    /// <summary>The last day of which the person was told that it comes near; null before.</summary>
    public DateOnly? ToldOf { get; private set; }

    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static WithheldName Ask(Id<Person> person, DateOnly on, DateTime at) => new() { Id = Id<WithheldName>.New(), Person = person, State = WithheldNameState.Asked, AskedOn = on, AskedAt = at };

    public bool Takes(WithheldNameAction action) => WithheldNameLifecycle.Table.ActionsFrom(State).Contains(action);

    public Result<WithheldNameState> Take(WithheldNameAction action, DateOnly? through, DateOnly today)
    {
        var next = WithheldNameLifecycle.Table.Next(State, action);
        if (!next.Succeeded(out var state, out _))
            return next;
        (State, Through, SettledOn) = (state, through ?? Through, today);
        return next;
    }

    public void ToldOfEnd() => ToldOf = Through;

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;
}

public static class WithheldNames
{
    extension(PeerCertDb db)
    {
        /// <summary>The last day on which a person's name is left out, which may be over; it counts still, and the name is shown again on the day after.</summary>
        public Task<DateOnly?> NameWithheldThroughAsync(Id<Person> person, CancellationToken ct) =>
            db.WithheldNames.Where(w => w.Person == person && w.State == WithheldNameState.Withheld).MaxAsync(w => w.Through, ct);

        /// <summary>What was asked or decided last; null where nothing ever was.</summary>
        public Task<WithheldName?> LastWithheldNameAsync(Id<Person> person, CancellationToken ct) =>
            db.WithheldNames.Where(w => w.Person == person && w.State != WithheldNameState.Withdrawn).OrderByDescending(w => w.AskedAt).ThenByDescending(w => w.Id).FirstOrDefaultAsync(ct);
    }
}

internal sealed class WithheldNameMapping : IEntityTypeConfiguration<WithheldName>
{
    public void Configure(EntityTypeBuilder<WithheldName> b)
    {
        b.ToTable("withheld_names");
        b.Property(w => w.Version).IsConcurrencyToken();
        b.HasIndex(w => w.Person).IsUnique().HasFilter("state = 'Asked'");   // one waits at a time
        b.HasIndex(w => new { w.State, w.Through });
        b.HasOne<Person>().WithMany().HasForeignKey(w => w.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
