using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

[JournalEvent("record-read")]
public sealed record RecordRead(string What, Guid Subject) : IJournalEvent;

/// <summary>Writes into the journal, the outbox and the read audit within the caller's own commit.</summary>
public sealed class JournalWriter(PeerCertDb db, ProgramClock clock)
{
    /// <summary>Records what happened to a root, and bumps the root's version so that decisions made at once collide.</summary>
    public void Record<TRoot>(IJournalEvent happened, TRoot root, Actor actor, string? reason = null) where TRoot : class, IRoot
    {
        root.Touch();
        db.Add(JournalEntry.Of(happened, RootKindOf<TRoot>(), root.RootId, actor, reason, clock.Now));
    }

    public void Send<T>(string kind, T payload) => Send(kind, payload, clock.Now);

    /// <summary>A message that is not handled before an instant.</summary>
    public void Send<T>(string kind, T payload, DateTime due) => db.Add(OutboxMessage.Of(kind, payload, clock.Now, due));

    public void WasRead(string what, Guid subject, Actor actor) => Audit(what, subject, actor);

    /// <summary>A reading that needs a reason: the journal keeps why. It stands at the audit's own row, so that whoever reads is never taken for whoever changed.</summary>
    public void WasRead(string what, Guid subject, Actor actor, string reason) =>
        db.Add(JournalEntry.Of(new RecordRead(what, subject), ReadAuditKind, Audit(what, subject, actor).Id, actor, reason, clock.Now));

    private ReadAudit Audit(string what, Guid subject, Actor actor)
    {
        var now = clock.Now;
        var audit = new ReadAudit
        {
            Id = OrderedId.At(now),
            At = now,
            Account = actor.Account,
            ActorName = actor.Name,
            What = what,
            Subject = subject,
        };
        db.Add(audit);
        return audit;
    }

    private static readonly string ReadAuditKind = TextKeys.Kebab(nameof(ReadAudit));

    /// <summary>How the journal names a kind of root: <c>exam-eligibility</c>.</summary>
    public static string RootKindOf<TRoot>() => RootKindOf(typeof(TRoot));

    internal static string RootKindOf(Type root) => TextKeys.Kebab(root.Name);
}
