using System.Collections.Immutable;

namespace PeerCert.Standards.Model;

/// <summary>Where a case stands, what it is called and which provisions it proves.</summary>
public sealed record CasePlace(string Name, ImmutableArray<string> Provisions, string File, int Line);

/// <summary>A worked case: something to ask and what should come out, where its author says so.</summary>
public abstract record Case(CasePlace Place)
{
    /// <summary>Facts, a question and a day.</summary>
    public sealed record Decided(CasePlace Place, string Question, DateOnly AsOf, Facts Facts, ExpectedDecision Expected) : Case(Place);

    /// <summary>Where a clock of days runs to.</summary>
    public sealed record ClockRuns(CasePlace Place, string Clock, DateOnly Start, DateOnly FiledOn, DateOnly? Due, string? Cite) : Case(Place);

    /// <summary>Until when, on the clock of the program's zone, an appointment at <see cref="Start"/> can be changed.</summary>
    public sealed record HoursRun(CasePlace Place, string Clock, DateTime Start, DateOnly FiledOn, DateTime? Due, string? Cite) : Case(Place);

    /// <summary>What the calendar, and a filing that waits, make of a certificate on a day, by this pack alone.</summary>
    public sealed record Stands(CasePlace Place, DateOnly ActiveFrom, DateOnly Due, DateOnly On, DateOnly? PendingSince, string? Tier, DateOnly? LastDay, string? Cite) : Case(Place);

    /// <summary>How long a certificate lasts.</summary>
    public sealed record TermEnds(CasePlace Place, DateOnly IssuedOn, DateOnly? Due) : Case(Place);

    /// <summary>What a line costs on a day, in US cents.</summary>
    public sealed record FeeCosts(CasePlace Place, string Line, DateOnly On, long? Cents, string? Cite) : Case(Place);

    /// <summary>Which version of the code is to be signed on a day.</summary>
    public sealed record CodeIs(CasePlace Place, DateOnly On, string? Version, string? Cite) : Case(Place);

    /// <summary>How many hours of continuing education some units of college are.</summary>
    public sealed record UnitsAre(CasePlace Place, decimal Units, DateOnly On, decimal? Hours, string? Cite) : Case(Place);

    /// <summary>What the program chose.</summary>
    public sealed record SettingIs(CasePlace Place, string Setting, DateOnly On, string Value) : Case(Place);

    /// <summary>Which pack governs.</summary>
    public sealed record Governed(CasePlace Place, GoverningQuestion Question, DateOnly On, string? Pack) : Case(Place);
}

/// <summary>What a decision should say. What is null is not asked about.</summary>
public sealed record ExpectedDecision(Outcome? Outcome, ImmutableArray<ExpectedFinding> Findings, ImmutableArray<string> Absent)
{
    public static readonly ExpectedDecision Anything = new(null, [], []);
}

/// <summary>What one rule should say. What is null is not asked about, but for the remedy: none means none.</summary>
public sealed record ExpectedFinding(string Rule, Verdict Verdict)
{
    public Remedy? Remedy { get; init; }
    public DateOnly? FirstDay { get; init; }
    public DateOnly? LastDay { get; init; }
    public string? FeeLine { get; init; }
    public long? FeeCents { get; init; }
    public string? Text { get; init; }
    public string? Cite { get; init; }
}
