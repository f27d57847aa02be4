using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Decisions;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

public enum NameChangeState { Sent, Accepted, Refused, Withdrawn }

public enum NameChangeAction { Accept, Refuse, Withdraw }

/// <summary>What becomes of a change of name that somebody sent in. One that was taken over by mistake is put right by a correction.</summary>
public static class NameChangeLifecycle
{
    public static readonly Transitions<NameChangeState, NameChangeAction> Table = new(
        (NameChangeState.Sent, NameChangeAction.Accept, NameChangeState.Accepted),
        (NameChangeState.Sent, NameChangeAction.Refuse, NameChangeState.Refused),
        (NameChangeState.Sent, NameChangeAction.Withdraw, NameChangeState.Withdrawn));
}

/// <summary>Somebody's legal name is another one since a day, with a paper that shows it. Until staff have looked at it, every page and the registry keep the name on record (CAL-500.2.A).</summary>
public sealed class NameChange : IRoot
{
    private NameChange() { }

    public Id<NameChange> Id { get; private set; }
    public Id<Person> Person { get; private set; }
    public string AsPrinted { get; private set; } = "";
    public string? Given { get; private set; }
    public string? Family { get; private set; }

    /// <summary>The day since which it is the legal name.</summary>
    public DateOnly EffectiveOn { get; private set; }

    public NameChangeState State { get; private set; }
    public DateOnly SentOn { get; private set; }
    public DateTime SentAt { get; private set; }
    public DateOnly? SettledOn { get; private set; }
    public int Version { get; private set; }

    public PrintedName Name => new(AsPrinted, Given, Family);

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static NameChange Send(Id<Person> person, PrintedName name, DateOnly effectiveOn, DateOnly on, DateTime at) => new()
    {
        Id = Id<NameChange>.New(),
        Person = person,
        AsPrinted = name.AsPrinted,
        Given = name.Given,
        Family = name.Family,
        EffectiveOn = effectiveOn,
        State = NameChangeState.Sent,
        SentOn = on,
        SentAt = at,
    };

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;

    public Result<NameChangeState> Take(NameChangeAction action, DateOnly today)
    {
        var next = NameChangeLifecycle.Table.Next(State, action);
        if (!next.Succeeded(out var state, out _))
            return next;
        (State, SettledOn) = (state, today);
        return next;
    }
}

/// <summary>The day on which a change of name was sent; its paper is told by the evidence.</summary>
public sealed class NameChangeFacts(PeerCertDb db) : IFactSource
{
    public const string Question = "name-change";
    public const string Filing = "name-change-sent";

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => new Id<NameChange>(s.File)).ToList();
        return (await db.NameChanges.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(ct)).ToLookup(c => c.Subject(), Fact (c) => new Fact.Filing(Filing, c.SentOn));
    }
}

public static class NameChangeAccess
{
    public static Subject Subject(this NameChange change) => new(change.Person, change.Id.Value);

    extension(PeerCertDb db)
    {
        public async Task<Result<NameChange>> AnyNameChangeAsync(Id<NameChange> id, CancellationToken ct) =>
            await db.NameChanges.SingleOrDefaultAsync(c => c.Id == id && c.State != NameChangeState.Withdrawn, ct) is { } found ? found : new Problem.NotFound("thing.name-change");
    }
}

internal sealed class NameChangeMapping : IEntityTypeConfiguration<NameChange>
{
    public void Configure(EntityTypeBuilder<NameChange> b)
    {
        b.ToTable("name_changes");
        b.Ignore(c => c.Name);
        b.Property(c => c.AsPrinted).HasMaxLength(PrintedName.MaxLength);
        b.Property(c => c.Given).HasMaxLength(PrintedName.MaxLength);
        b.Property(c => c.Family).HasMaxLength(PrintedName.MaxLength);
        b.Property(c => c.Version).IsConcurrencyToken();
        b.HasIndex(c => c.Person).IsUnique().HasFilter("state = 'Sent'");   // one waits at a time
        b.HasIndex(c => new { c.State, c.SentAt });
        b.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
