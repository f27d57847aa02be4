using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

public enum RenewalFilingState { Submitted, Approved, Denied, Withdrawn }

public enum RenewalFilingAction { Approve, Deny, Withdraw }

/// <summary>The states of a filing for a new term that people decide (CAL-207, 209). Whether it is in time is computed from its days.</summary>
public static class RenewalFilingLifecycle
{
    public static readonly Transitions<RenewalFilingState, RenewalFilingAction> Table = new(
        (RenewalFilingState.Submitted, RenewalFilingAction.Approve, RenewalFilingState.Approved),
        (RenewalFilingState.Submitted, RenewalFilingAction.Deny, RenewalFilingState.Denied),
        (RenewalFilingState.Submitted, RenewalFilingAction.Withdraw, RenewalFilingState.Withdrawn));

    /// <summary>Whether nothing follows from where it stands.</summary>
    public static bool IsOver(this RenewalFiling filing) => !Table.ActionsFrom(filing.State).Any();
}

/// <summary>
/// A filing by which the holder of a certificate asks for its next term. Which way it goes (renewal, late renewal, reinstatement) is not
/// chosen but follows from the day on which it is whole: sent and paid (CAL-207.3, CF-13).
/// </summary>
public sealed class RenewalFiling : IRoot
{
    private RenewalFiling() { }

    public Id<RenewalFiling> Id { get; private set; }
    public Id<Certificate> Certificate { get; private set; }
    public Id<Person> Person { get; private set; }
    public string Reference { get; private set; } = "";

    /// <summary>The last day of the term it follows.</summary>
    public DateOnly FollowsDue { get; private set; }

    public RenewalFilingState State { get; private set; }
    public DateOnly SubmittedOn { get; private set; }
    public DateTime SubmittedAt { get; private set; }

    /// <summary>The day on which all was there, its fees too: the day of the filing (CF-13). A derived date; null before.</summary>
    public DateOnly? WholeOn { get; private set; }

    /// <summary>The question of the pack that the day led to; null while it is not whole.</summary>
    public string? Way { get; private set; }

    /// <summary>The day on which it was decided, or withdrawn.</summary>
    public DateOnly? DecidedOn { get; private set; }
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static RenewalFiling File(Certificate certificate, string reference, DateOnly on, DateTime at) => new()
    {
        Id = Id<RenewalFiling>.New(),
        Certificate = certificate.Id,
        Person = certificate.Person,
        Reference = reference,
        FollowsDue = certificate.CurrentUntil,
        State = RenewalFilingState.Submitted,
        SubmittedOn = on,
        SubmittedAt = at,
    };

    public Result<RenewalFilingState> Take(RenewalFilingAction action, DateOnly today)
    {
        var next = RenewalFilingLifecycle.Table.Next(State, action);
        if (!next.Succeeded(out var state, out _))
            return next;
        (State, DecidedOn) = (state, today);
        return next;
    }

    /// <summary>All is there since a day, and the way it goes.</summary>
    public void IsWhole((DateOnly On, string Way)? whole) => (WholeOn, Way) = (whole?.On, whole?.Way);

    /// <summary>Whether it keeps the certificate current: whole by the due date and not decided (CF-13).</summary>
    public bool IsPendingInTime => State is RenewalFilingState.Submitted && WholeOn <= FollowsDue;

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;
}
