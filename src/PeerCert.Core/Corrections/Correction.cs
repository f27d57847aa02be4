using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.Corrections;

/// <summary>What can turn out to have been recorded wrongly: the last one, that a certificate was issued at all.</summary>
public enum CorrectionKind { BirthDate, LegalName, ExamResult, IssueDay, Issue }

public enum CorrectionState { Proposed, Made, Rejected }

public enum CorrectionAction { Confirm, Reject }

/// <summary>What becomes of a correction that waits for a second person. One that needs none is made at once.</summary>
public static class CorrectionLifecycle
{
    public static readonly Transitions<CorrectionState, CorrectionAction> Table = new(
        (CorrectionState.Proposed, CorrectionAction.Confirm, CorrectionState.Made),
        (CorrectionState.Proposed, CorrectionAction.Reject, CorrectionState.Rejected));
}

/// <summary>What a record says, or should say, as far as it can be corrected.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(Birth), "birth-date")]
[JsonDerivedType(typeof(Name), "legal-name")]
[JsonDerivedType(typeof(Sitting), "exam-result")]
[JsonDerivedType(typeof(IssueDay), "issue-day")]
[JsonDerivedType(typeof(Issue), "issue")]
public abstract record Correctable
{
    [JsonIgnore]
    public abstract CorrectionKind Kind { get; }

    /// <summary>The same in the words of a reader.</summary>
    [JsonIgnore]
    public abstract Text Says { get; }

    public sealed record Birth(DateOnly Day) : Correctable
    {
        public override CorrectionKind Kind => CorrectionKind.BirthDate;
        public override Text Says => Text.Of("format.value", ("value", Day));
    }

    public sealed record Name(string AsPrinted, string? Given, string? Family) : Correctable
    {
        public override CorrectionKind Kind => CorrectionKind.LegalName;
        public override Text Says => Text.Of(Given is null && Family is null ? "correction.name" : "correction.name-parts", ("name", AsPrinted), ("given", Given ?? ""), ("family", Family ?? ""));

        internal PrintedName Printed => new(AsPrinted, Given, Family);
    }

    /// <param name="Attempt">The result that was recorded wrongly.</param>
    /// <param name="Outcome">Cancelled where this person never sat that day.</param>
    public sealed record Sitting(Id<ExamAttempt> Attempt, DateOnly SatOn, AttemptOutcome Outcome) : Correctable
    {
        public override CorrectionKind Kind => CorrectionKind.ExamResult;
        public override Text Says => Text.Of("correction.sitting", new Argument.Day("day", SatOn), new Argument.Term("outcome", TextKeys.Of(Outcome)));
    }

    public sealed record IssueDay(DateOnly Day) : Correctable
    {
        public override CorrectionKind Kind => CorrectionKind.IssueDay;
        public override Text Says => Text.Of("format.value", ("value", Day));
    }

    public sealed record Issue(bool Stands) : Correctable
    {
        public override CorrectionKind Kind => CorrectionKind.Issue;
        public override Text Says => Text.Of(Stands ? "correction.issue-stands" : "correction.issue-annulled");
    }
}

/// <summary>Something that follows from a correction. <paramref name="ChangesStanding"/>: what somebody is entitled to changes, so that a second person looks at it.</summary>
public sealed record CorrectionEffect(Text Says, bool ChangesStanding = false);

/// <summary>A correction before it is made: what is on record, what would be, and all that follows.</summary>
public sealed record ForeseenCorrection(Correctable Before, Correctable After, ImmutableArray<CorrectionEffect> Effects)
{
    public bool NeedsSecond => Effects.Any(e => e.ChangesStanding);

    /// <summary>A hash over all of it: whoever corrects names the one they looked at.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { Before, After, Effects }, Json.Options))));
}

/// <summary>A correction as somebody proposed or made it. What was on record before stays there, and here.</summary>
public sealed class Correction : IRoot
{
    private Correction() { }

    public Id<Correction> Id { get; private set; }
    public Id<Application> Application { get; private set; }
    public CorrectionKind Kind { get; private set; }
    public CorrectionState State { get; private set; }
    public string BeforeJson { get; private set; } = "";
    public string AfterJson { get; private set; } = "";
    public string EffectsJson { get; private set; } = "";

    /// <summary>Hash of what was foreseen: it is made only while just that follows from it.</summary>
    public string Sha256 { get; private set; } = "";

    public string Reason { get; private set; } = "";
    public Guid? Account { get; private set; }
    public string ActorName { get; private set; } = "";
    public DateTime ProposedAt { get; private set; }

    /// <summary>Who confirmed or rejected it; null where nobody had to, or has yet.</summary>
    public string? SecondName { get; private set; }

    /// <summary>When it was made or rejected; null while it waits.</summary>
    public DateTime? DecidedAt { get; private set; }

    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public Correctable ReadBefore() => JsonSerializer.Deserialize<Correctable>(BeforeJson, Json.Options)!;

    public Correctable ReadAfter() => JsonSerializer.Deserialize<Correctable>(AfterJson, Json.Options)!;

    public ImmutableArray<CorrectionEffect> ReadEffects() => JsonSerializer.Deserialize<ImmutableArray<CorrectionEffect>>(EffectsJson, Json.Options);

    /// <summary>Waits for a second person where a standing changes; else it is made.</summary>
    public static Correction Of(Id<Application> application, ForeseenCorrection foreseen, string reason, Actor by, DateTime at) => new()
    {
        Id = Id<Correction>.New(),
        Application = application,
        Kind = foreseen.After.Kind,
        State = foreseen.NeedsSecond ? CorrectionState.Proposed : CorrectionState.Made,
        BeforeJson = JsonSerializer.Serialize(foreseen.Before, Json.Options),
        AfterJson = JsonSerializer.Serialize(foreseen.After, Json.Options),
        EffectsJson = JsonSerializer.Serialize(foreseen.Effects, Json.Options),
        Sha256 = foreseen.Sha256,
        Reason = reason,
        Account = by.Account,
        ActorName = by.Name,
        ProposedAt = at,
        DecidedAt = foreseen.NeedsSecond ? null : at,
    };

    public Result<CorrectionState> Take(CorrectionAction action, Actor by, DateTime at)
    {
        var next = CorrectionLifecycle.Table.Next(State, action);
        if (next.Succeeded(out var state, out _))
            (State, SecondName, DecidedAt) = (state, by.Name, at);
        return next;
    }

    /// <summary>Who may make, confirm and read a correction of a kind.</summary>
    public static string PermissionFor(CorrectionKind kind) => kind switch
    {
        CorrectionKind.BirthDate or CorrectionKind.LegalName => Permissions.CorrectPeople,
        CorrectionKind.ExamResult => Permissions.CorrectResults,
        CorrectionKind.IssueDay or CorrectionKind.Issue => Permissions.CorrectIssues,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
