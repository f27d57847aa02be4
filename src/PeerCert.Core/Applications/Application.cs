using System.Collections.Immutable;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

public enum ApplicationState { Draft, Submitted, Incomplete, Complete, Approved, Denied, Certified, Withdrawn, Voided }

public enum ApplicationAction { Submit, AskForItems, Supply, MarkComplete, Approve, Deny, Issue, Withdraw, Void, Annul }

/// <summary>
/// The states of an application that people decide (CAL-801.5 to 801.11), and the end of one that nobody made complete (CAL-801.8.C).
/// A certificate that was issued wrongly is annulled: the file is where it was before.
/// </summary>
public static class ApplicationLifecycle
{
    public static readonly Transitions<ApplicationState, ApplicationAction> Table = new(
        (ApplicationState.Draft, ApplicationAction.Submit, ApplicationState.Submitted),
        (ApplicationState.Submitted, ApplicationAction.AskForItems, ApplicationState.Incomplete),
        (ApplicationState.Submitted, ApplicationAction.MarkComplete, ApplicationState.Complete),
        (ApplicationState.Submitted, ApplicationAction.Deny, ApplicationState.Denied),
        (ApplicationState.Incomplete, ApplicationAction.Supply, ApplicationState.Submitted),
        (ApplicationState.Complete, ApplicationAction.Approve, ApplicationState.Approved),
        (ApplicationState.Complete, ApplicationAction.Deny, ApplicationState.Denied),
        (ApplicationState.Approved, ApplicationAction.Issue, ApplicationState.Certified),
        (ApplicationState.Draft, ApplicationAction.Withdraw, ApplicationState.Withdrawn),
        (ApplicationState.Submitted, ApplicationAction.Withdraw, ApplicationState.Withdrawn),
        (ApplicationState.Incomplete, ApplicationAction.Withdraw, ApplicationState.Withdrawn),
        (ApplicationState.Complete, ApplicationAction.Withdraw, ApplicationState.Withdrawn),
        (ApplicationState.Incomplete, ApplicationAction.Void, ApplicationState.Voided),
        (ApplicationState.Certified, ApplicationAction.Annul, ApplicationState.Approved));

    /// <summary>Where nothing follows but a correction: a new application may be started beside it.</summary>
    public static readonly ImmutableArray<ApplicationState> Over = [.. Enum.GetValues<ApplicationState>().Where(s => Table.ActionsFrom(s).All(a => a is ApplicationAction.Annul))];

    /// <summary>Whether nothing follows from where it stands.</summary>
    public static bool IsOver(this Application application) => Over.Contains(application.State);
}

/// <summary>How an application came in.</summary>
public enum FilingChannel { Online, Paper, Phone }

/// <summary>One application for certification, from draft to decision.</summary>
public sealed class Application : IRoot
{
    private Application() { }

    public Id<Application> Id { get; private set; }
    public Id<Person> Person { get; private set; }

    /// <summary>What people call it on the telephone: not secret, not guessable from another.</summary>
    public string Reference { get; private set; } = "";

    public ApplicationState State { get; private set; }
    public DateTime StartedAt { get; private set; }

    /// <summary>First submission: picks the standard (CF-44) and starts the clocks (CAL-801.8). Re-sending does not move it (CF-52).</summary>
    public DateOnly? SubmittedOn { get; private set; }

    public DateTime? SubmittedAt { get; private set; }

    /// <summary>The day staff found it complete: the decision notice is due from here (CAL-801.7).</summary>
    public DateOnly? CompleteOn { get; private set; }

    public DateOnly? DecidedOn { get; private set; }

    public FilingChannel Channel { get; private set; }

    /// <summary>The day a paper or a call came in that staff key in: it counts as the day of submission (CF-62). Null where the person files online.</summary>
    public DateOnly? ReceivedOn { get; private set; }

    /// <summary>Who of the staff keys it in, and fills it in for the person; null where the person does.</summary>
    public Guid? KeyedBy { get; private set; }

    /// <summary>The day whose standard it is filed under; for a draft that is filed online the day of today (CF-34).</summary>
    public DateOnly FilingDay(DateOnly today) => SubmittedOn ?? ReceivedOn ?? today;

    /// <summary>The day it came into the state it stands in; null before it was sent.</summary>
    public DateOnly? StateSince { get; private set; }

    public int Version { get; private set; }

    private readonly List<ApplicationStage> _left = [];

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static Application Start(Id<Person> person, string reference, DateTime at) => new()
    {
        Id = Id<Application>.New(),
        Person = person,
        Reference = reference,
        State = ApplicationState.Draft,
        StartedAt = at,
    };

    public static Application KeyIn(Id<Person> person, string reference, FilingChannel channel, DateOnly receivedOn, Guid keyedBy, DateTime at)
    {
        var application = Start(person, reference, at);
        (application.Channel, application.ReceivedOn, application.KeyedBy) = (channel, receivedOn, keyedBy);
        return application;
    }

    /// <summary>
    /// The last day of the clock that runs, so that the queue is a range of days. A derived date: the pack's clocks give the
    /// same one at any time (<see cref="ApplicationClocks"/>). Null where no clock runs.
    /// </summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>Moves along the lifecycle table and stamps the day that the step is about, and the last day of the clock that runs from it.</summary>
    public Result<ApplicationState> Take(ApplicationAction action, ApplicationClocks clocks, DateOnly today, DateTime now)
    {
        var next = ApplicationLifecycle.Table.Next(State, action);
        if (!next.Succeeded(out var state, out var problem))
            return problem;
        switch (action)
        {
            case ApplicationAction.Submit:
                (SubmittedOn, SubmittedAt) = (ReceivedOn ?? today, now);
                break;
            case ApplicationAction.MarkComplete:
                CompleteOn = today;
                break;
            case ApplicationAction.Approve or ApplicationAction.Deny:
                DecidedOn = today;
                break;
        }
        if (StateSince is { } since)
            _left.Add(ApplicationStage.Stood(Id, State, since, today, now));
        (State, StateSince) = (state, today);
        DueOn = clocks.Running(State, SubmittedOn, CompleteOn)?.Due;
        return state;
    }

    /// <summary>Back to where it stood before the last step, as if that had not been taken: the stage is as it was.</summary>
    public void TakeBack(ApplicationStage before, ApplicationClocks clocks)
    {
        (State, StateSince, DecidedOn) = (before.State, before.Since, null);
        if (State is ApplicationState.Submitted)
            CompleteOn = null;
        DueOn = clocks.Running(State, SubmittedOn, CompleteOn)?.Due;
    }

    /// <summary>The exam was passed: from now on the clock of the certificate runs (CAL-801.11). Null where it turns out that it was not.</summary>
    public void Passed(Deadline? certificate) => DueOn = certificate?.Due;

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;
}

/// <summary>That an application stood in a state from one day to another. What the next ones may expect is read from these.</summary>
public sealed class ApplicationStage
{
    private ApplicationStage() { }

    public Guid Id { get; private set; }
    public Id<Application> Application { get; private set; }
    public ApplicationState State { get; private set; }
    public DateOnly Since { get; private set; }

    /// <summary>The day it left the state.</summary>
    public DateOnly Until { get; private set; }

    public static ApplicationStage Stood(Id<Application> application, ApplicationState state, DateOnly from, DateOnly until, DateTime at) => new()
    {
        Id = OrderedId.At(at),
        Application = application,
        State = state,
        Since = from,
        Until = until,
    };
}

/// <summary>
/// What an applicant has typed so far, exactly as typed, so that it can be left and resumed. It becomes facts when the
/// application is submitted.
/// </summary>
public sealed class ApplicationDraft
{
    private ApplicationDraft() { }

    public Id<Application> Application { get; private set; }
    public string AnswersJson { get; private set; } = "{}";
    public DateTime SavedAt { get; private set; }
    public int Version { get; private set; }

    public static ApplicationDraft For(Application application) => new() { Application = application.Id, SavedAt = application.StartedAt };

    public DraftAnswers Read() => System.Text.Json.JsonSerializer.Deserialize<DraftAnswers>(AnswersJson, Json.Options)!;

    public void Save(DraftAnswers answers, DateTime at)
    {
        (AnswersJson, SavedAt) = (System.Text.Json.JsonSerializer.Serialize(answers, Json.Options), at);
        Version++;
    }

    /// <summary>Something beside the answers was changed by the same person.</summary>
    public void Touch(DateTime at)
    {
        SavedAt = at;
        Version++;
    }
}

/// <summary>The answers of a draft, as typed; null or empty where nothing was typed yet. Keys are the pack's kinds of fact.</summary>
public sealed record DraftAnswers
{
    public string? AsPrinted { get; init; }
    public string? Given { get; init; }
    public string? Family { get; init; }
    public TypedDay? BirthDate { get; init; }

    /// <summary>Words chosen from a list: the pathway, the perspective.</summary>
    public ImmutableDictionary<string, string> Chosen { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Statements answered with yes or no, and on which day.</summary>
    public ImmutableDictionary<string, StatedAnswer> Stated { get; init; } = ImmutableDictionary<string, StatedAnswer>.Empty;

    /// <summary>Trainings, work, certificates of other states: whatever can be there several times.</summary>
    public ImmutableArray<TypedEntry> Entries { get; init; } = [];

    /// <summary>Lines that are being typed and were not added yet, one of a kind. They count for nothing.</summary>
    public ImmutableArray<TypedEntry> Begun { get; init; } = [];

    public TypedEntry? BegunOf(string kind) => Begun.FirstOrDefault(e => e.Kind == kind);

    /// <summary>With this in place of the line that was begun of a kind; null where none is.</summary>
    public DraftAnswers WithBegun(string kind, TypedEntry? line) =>
        this with { Begun = [.. Begun.Where(e => e.Kind != kind), .. line is null ? Array.Empty<TypedEntry>() : [line]] };
}

public sealed record StatedAnswer(bool Yes, DateOnly On);

/// <summary>One line about a stretch of time: who, from when, until when, how much, about what.</summary>
public sealed record TypedEntry(
    Guid Id, string Kind, string? Who, TypedDay? From, TypedDay? To, string? Quantity, ImmutableArray<string> Topics);
