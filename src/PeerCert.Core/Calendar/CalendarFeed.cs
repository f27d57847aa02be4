using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Calendar;

/// <summary>
/// A link under which a person's calendar fetches their own days. Whoever has the link sees the days and no more: it opens nothing else, and the days
/// say neither whose they are nor what program they belong to.
/// </summary>
public sealed class CalendarFeed : IRoot
{
    public const int SecretLength = 43;

    private CalendarFeed() { }

    public Id<CalendarFeed> Id { get; private set; }
    public Id<Person> Person { get; private set; }
    public string Secret { get; private set; } = "";

    /// <summary>The language that its days are written in.</summary>
    public string Language { get; private set; } = "";

    public DateTime StartedAt { get; private set; }
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static CalendarFeed Start(Id<Person> person, string secret, string language, DateTime at) =>
        new() { Id = Id<CalendarFeed>.New(), Person = person, Secret = secret, Language = language, StartedAt = at };
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> b)
    {
        b.ToTable("calendar_feeds");
        b.Property(f => f.Secret).HasMaxLength(CalendarFeed.SecretLength);
        b.Property(f => f.Language).HasMaxLength(35);
        b.Property(f => f.Version).IsConcurrencyToken();
        b.HasIndex(f => f.Person).IsUnique();   // one link for each person: who starts twice has the first
        b.HasIndex(f => f.Secret).IsUnique();
        b.HasOne<Person>().WithMany().HasForeignKey(f => f.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
