using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Decisions;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

public enum ReviewStepState { Proposed, Taken, Rejected, Undone }

public enum ReviewStepAction { Confirm, Reject, Undo }

/// <summary>What can become of a step of a reviewer: one that needs a second reviewer waits for them; one that was taken can be taken back for a while.</summary>
public static class ReviewStepLifecycle
{
    public static readonly Transitions<ReviewStepState, ReviewStepAction> Table = new(
        (ReviewStepState.Proposed, ReviewStepAction.Confirm, ReviewStepState.Taken),
        (ReviewStepState.Proposed, ReviewStepAction.Reject, ReviewStepState.Rejected),
        (ReviewStepState.Taken, ReviewStepAction.Undo, ReviewStepState.Undone));
}

/// <summary>How reviewers work, as the operator set it (<c>Review</c> in the settings).</summary>
public sealed class ReviewOptions
{
    public const string Section = "Review";

    /// <summary>The pack's setting that asks for a second reviewer: <c>second-reviewer.deny</c> and so on, <c>true</c> or <c>false</c>.</summary>
    public const string SecondReviewer = "second-reviewer";

    /// <summary>
    /// How many minutes a decision waits before the person hears of it, so that a slip can be taken back. Never into the next
    /// day: the clock of a notice does not wait.
    /// </summary>
    public int HoldBackMinutes { get; set; } = 5;

    /// <summary>How many minutes a step can be taken back, as long as nobody was told of it.</summary>
    public int UndoMinutes { get; set; } = 60;

    /// <summary>The steps that a second reviewer has to confirm, beside those that the pack names.</summary>
    public IReadOnlyList<ApplicationAction> SecondReviewerFor { get; set; } = [];

    /// <summary>Whether another one has to confirm a step: the pack or the operator asks for it.</summary>
    public bool AsksForSecond(ApplicationAction step, Pack pack, DateOnly today) =>
        SecondReviewerFor.Contains(step)
        || pack.Settings.GetValueOrDefault($"{SecondReviewer}.{TextKeys.Kebab(step.ToString())}")?.On(today) == "true";

    /// <summary>When the person hears of what is done now.</summary>
    public DateTime TellsAt(ProgramClock clock) =>
        clock.Now.AddMinutes(HoldBackMinutes) is var later && clock.DayOf(later) == clock.Today ? later : clock.Now;
}

/// <summary>One step of a reviewer on one application: proposed to a second one or taken, and until when it can be taken back.</summary>
public sealed class ReviewStep : IRoot
{
    private ReviewStep() { }

    public Id<ReviewStep> Id { get; private set; }
    public Id<Application> Application { get; private set; }
    public ApplicationAction Step { get; private set; }
    public ReviewStepState State { get; private set; }

    /// <summary>Who proposed it, or took it where nobody has to confirm it.</summary>
    public Guid Account { get; private set; }

    public string Name { get; private set; } = "";
    public DateTime ProposedAt { get; private set; }

    /// <summary>The second reviewer, who confirmed or rejected it.</summary>
    public Guid? SecondAccount { get; private set; }

    public string? SecondName { get; private set; }
    public DateTime? TakenAt { get; private set; }

    /// <summary>When the person is told, where they are.</summary>
    public DateTime? TellsAt { get; private set; }

    public Id<StoredDecision>? Decision { get; private set; }
    public Id<Notice>? Notice { get; private set; }
    public int Version { get; private set; }

    private readonly List<AskedReason> _asked = [];

    /// <summary>Why each missing point is missing, in the reviewer's choice of words.</summary>
    public IReadOnlyList<AskedReason> Asked => _asked;

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static ReviewStep Propose(Id<Application> application, ApplicationAction step, IEnumerable<ItemAsked> asked, DateTime at, Actor by)
    {
        var proposed = new ReviewStep
        {
            Id = new(OrderedId.At(at)),
            Application = application,
            Step = step,
            State = ReviewStepState.Proposed,
            Account = by.Account ?? Guid.Empty,
            Name = by.Name,
            ProposedAt = at,
        };
        proposed._asked.AddRange(asked.Select(a => AskedReason.Of(proposed.Id, a)));
        return proposed;
    }

    /// <summary>It happens now; <paramref name="second"/> confirmed what another one proposed.</summary>
    public void Take(Id<StoredDecision> decision, Notice? told, DateTime? tellsAt, DateTime now, Actor? second)
    {
        (State, TakenAt, TellsAt, Decision, Notice) = (ReviewStepState.Taken, now, tellsAt, decision, told?.Id);
        if (second is not null)
            (SecondAccount, SecondName) = (second.Account, second.Name);
    }

    public Result<ReviewStepState> Take(ReviewStepAction action, Actor? second = null)
    {
        var next = ReviewStepLifecycle.Table.Next(State, action);
        if (!next.Succeeded(out var state, out _))
            return next;
        State = state;
        if (second is not null)
            (SecondAccount, SecondName) = (second.Account, second.Name);
        return next;
    }

    /// <summary>Whoever took it, the second one where there were two.</summary>
    public bool WasTakenBy(Actor actor) => (SecondAccount ?? Account) == actor.Account;

    /// <summary>The person hears of it now and not later.</summary>
    public void TellNow(DateTime now) => TellsAt = now;
}

/// <summary>Why an item that is asked for is missing. Each has its sentence for the person.</summary>
public enum ItemReason { NotSent, CannotBeRead, NotWhole, OtherName, OutOfDate, NotSigned, SaysTooLittle, DoesNotFit }

/// <summary>One point of a request for items: the rule that is not met, why, and what the reviewer adds in their own words.</summary>
public sealed record ItemAsked(string Rule, ItemReason? Reason, string? Words);

/// <summary>A point of a request for items, as it was asked.</summary>
public sealed class AskedReason
{
    /// <summary>Letters that a reviewer may add about one point.</summary>
    public const int WordsLength = 500;

    private AskedReason() { }

    public Id<ReviewStep> Step { get; private set; }
    public string Rule { get; private set; } = "";
    public ItemReason Reason { get; private set; }
    public string? Words { get; private set; }

    public static AskedReason Of(Id<ReviewStep> step, ItemAsked asked) => new() { Step = step, Rule = asked.Rule, Reason = asked.Reason!.Value, Words = asked.Words };
}

internal sealed class ReviewStepMapping : IEntityTypeConfiguration<ReviewStep>
{
    public void Configure(EntityTypeBuilder<ReviewStep> b)
    {
        b.ToTable("review_steps");
        b.Property(s => s.Name).HasMaxLength(256);
        b.Property(s => s.SecondName).HasMaxLength(256);
        b.Property(s => s.Version).IsConcurrencyToken();
        b.Ignore(s => s.Asked);
        b.HasIndex(s => new { s.Application, s.ProposedAt });
        b.HasIndex(s => s.Decision);
        b.HasIndex(s => new { s.State, s.TellsAt });
        b.HasOne<Application>().WithMany().HasForeignKey(s => s.Application).OnDelete(DeleteBehavior.Restrict);
        b.HasMany<AskedReason>("_asked").WithOne().HasForeignKey(a => a.Step).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AskedReasonMapping : IEntityTypeConfiguration<AskedReason>
{
    public void Configure(EntityTypeBuilder<AskedReason> b)
    {
        b.ToTable("asked_reasons");
        b.HasKey(a => new { a.Step, a.Rule });
        b.Property(a => a.Rule).HasMaxLength(120);
        b.Property(a => a.Words).HasMaxLength(AskedReason.WordsLength);
    }
}
