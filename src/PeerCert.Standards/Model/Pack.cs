using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using PeerCert.Standards.Evaluation.Rules;

namespace PeerCert.Standards.Model;

/// <summary>Whether a value is printed in the cited place, stands in for one that is not, or is contradicted by another text.</summary>
public enum Provenance { Sourced, Placeholder, Disputed }

/// <summary>A value as one text gives it from one day on. A null value says: from here on there is none, or it is not known.</summary>
public sealed record InForce<T>(DateOnly From, T? Value, Citation Source, Provenance Provenance, string? Note) where T : struct
{
    private Argument? _said;

    /// <summary>The value as an argument of a text. Made once, since a rule says the same figure to everybody.</summary>
    internal Argument As(string name) => _said is { } said && said.Name == name ? said : _said = Value switch
    {
        long cents => new Argument.Amount(name, cents),
        var count => new Argument.Count(name, Convert.ToInt64(count, CultureInfo.InvariantCulture)),
    };
}

/// <summary>A value that changes over time. Before its first entry it is unknown; never the nearest, never the latest.</summary>
public sealed record Dated<T>(string Name, ImmutableArray<InForce<T>> Entries) where T : struct
{
    /// <summary>The entry in force on <paramref name="day"/>, or null where none is. Entries are in order of their days.</summary>
    public InForce<T>? On(DateOnly day)
    {
        for (var at = Entries.Length - 1; at >= 0; at--)
            if (Entries[at].From <= day)
                return Entries[at].Value is null ? null : Entries[at];
        return null;
    }
}

/// <summary>What the program chose where the text is silent or can be read in two ways, from one day on.</summary>
public sealed record Chosen(DateOnly From, string Value, Citation Source, string? Note);

/// <summary>A choice of the program and, where an operator chose otherwise, from which day.</summary>
public sealed record Setting(string Name, ImmutableArray<Chosen> Entries)
{
    /// <summary>What holds on <paramref name="day"/>; the first entry holds for all days before.</summary>
    public string On(DateOnly day)
    {
        for (var at = Entries.Length - 1; at > 0; at--)
            if (Entries[at].From <= day)
                return Entries[at].Value;
        return Entries[0].Value;
    }
}

/// <summary>A way in which the exam is given, or a language in which it is.</summary>
public sealed record ExamChoice(string Name, Citation Source);

/// <summary>
/// A question that the reports to the state break down by. Nobody has to answer it, and no decision asks for it; of some
/// several values hold of one person.
/// </summary>
public sealed record DemographicQuestion(string Name, ImmutableArray<string> Values, bool Several, Citation Source)
{
    /// <summary>The question whose values and words it shares; null where they are its own.</summary>
    public string? Like { get; init; }

    public string TextKey => $"demographic.{Name}";

    public string WordKey(string value) => $"demographic.{Like ?? Name}.{value}";
}

/// <summary>
/// What an entry of the record of continuing education says of itself, and how many hours a unit of college is. The sources are a closed
/// list; areas and topics are open and end with a word for whatever else fits. <see cref="Proof"/> is the document that proves an entry, with all that has to stand in it.
/// </summary>
public sealed record CeStandard(
    Dated<int> HoursPerUnit, Wanted Proof, ImmutableArray<CeWord> Sources, ImmutableArray<CeWord> Areas, ImmutableArray<CeWord> Modes, ImmutableArray<CeWord> Topics);

/// <summary>A word of one of those lists; its own words are the text <c>ce-LIST.NAME</c>.</summary>
public sealed record CeWord(string List, string Name, Citation Source)
{
    public string TextKey => $"ce-{List}.{Name}";
}

/// <summary>The words in which a certificate is advertised, whatever language a page is in (CAL-213): full title, short title, what stands before the number, captions.</summary>
public sealed record Advertising(string Title, string Abbreviation, string BeforeNumber, string CaptionOfOne, string CaptionOfSeveral, Citation Source)
{
    /// <summary>
    /// The lines of an advertisement: full name, title and number, and the areas of specialisation by their complete titles, under a caption that
    /// goes with how many there are.
    /// </summary>
    public IEnumerable<string> Lines(string name, string number, IReadOnlyList<Specialisation> areas, bool abbreviated)
    {
        yield return name;
        yield return $"{(abbreviated ? Abbreviation : Title)}, {BeforeNumber}{number}";
        if (areas.Count == 1)
            yield return $"{CaptionOfOne}, {areas[0].Title}";
        else if (areas.Count > 1)
        {
            yield return $"{CaptionOfSeveral}:";
            foreach (var area in areas)
                yield return area.Title;
        }
    }
}

/// <summary>An area in which a certified person can be trained further; <see cref="Title"/> is the complete one that is advertised (CAL-213.4).</summary>
public sealed record Specialisation(string Name, string Title, ImmutableArray<string> Competencies, Citation Source)
{
    public string TextKey => $"specialisation.{Name}";

    public static string CompetencyKey(string competency) => $"competency.{competency}";
}

/// <summary>The areas of specialisation and how a certificate is advertised with them.</summary>
public sealed record Specialisations(Advertising Advertising, ImmutableArray<Specialisation> Areas, Citation Source);

/// <summary>A dated change of a pack as it was read, for whoever keeps copies.</summary>
public sealed record Amendment(AmendmentStamp Stamp, DateOnly From, string CanonicalJson);

/// <summary>One line of the fee schedule. Chargeable only when the state has approved this very line (by <see cref="Sha256"/>).</summary>
public sealed record FeeLine(string Code, Dated<long> Cents, Citation Source, string Sha256);

/// <summary>One tier of the calendar's own life of a certificate: it lasts through due date plus <see cref="YearsAfterDue"/>.</summary>
public sealed record StandingTier(string Name, int? YearsAfterDue, Citation Source);

/// <summary>
/// What the calendar does to a certificate under this pack. <see cref="Tiers"/> are in order; the last has no end.
/// </summary>
public sealed record Lifecycle(Dated<int> TermYears, DateOnly TiersFrom, ImmutableArray<StandingTier> Tiers)
{
    /// <summary>The ways in which a holder goes on or comes back, in the order in which they open.</summary>
    public ImmutableArray<Way> Ways { get; init; } = [];

    /// <summary>
    /// First and last day of a tier for a term that began on <paramref name="from"/> and is due on <paramref name="due"/>; no
    /// last day for the tier that does not end. Every tier is counted from the due date itself, its anniversaries included (CF-11).
    /// </summary>
    public (DateOnly First, DateOnly? Last) Days(string tier, DateOnly from, DateOnly due)
    {
        var first = from;
        foreach (var each in Tiers)
        {
            var last = LastDay(each, due);
            if (each.Name == tier)
                return (first, last);
            first = last?.AddDays(1) ?? first;
        }

        throw new ArgumentException($"There is no tier {tier}.", nameof(tier));
    }

    /// <summary>
    /// Due dates of the certificates that stand in a tier on <paramref name="day"/>, first and last, null where there is no
    /// bound: a tier is a range of due dates, so that lists are ranges and no status word is ever stored.
    /// </summary>
    public (DateOnly? First, DateOnly? Last) DueDates(string tier, DateOnly day)
    {
        DateOnly? last = null;
        foreach (var each in Tiers)
        {
            var first = each.YearsAfterDue is { } years ? FirstDueStillInside(day, years) : (DateOnly?)null;
            if (each.Name == tier)
                return (first, last);
            last = first?.AddDays(-1);
        }

        throw new ArgumentException($"There is no tier {tier}.", nameof(tier));
    }

    private static DateOnly? LastDay(StandingTier tier, DateOnly due) => tier.YearsAfterDue is { } years ? Calendar.LastDayGranted(due, years) : null;

    /// <summary>The earliest due date whose anniversary so many years later is not over on a day: on Feb 29 those of the 28th are (CF-05).</summary>
    private static DateOnly FirstDueStillInside(DateOnly day, int years)
    {
        var due = Calendar.AddYears(day, -years);
        while (Calendar.LastDayGranted(due, years) < day)
            due = due.AddDays(1);
        return due;
    }
}

/// <summary>
/// A way in which the holder of a certificate goes on or comes back: a question of the pack. Where that question has no
/// rule of its own about when, the way is open while the newest <see cref="Term"/> stands in <see cref="Tier"/>; <see cref="NewNumber"/>
/// where it leads to another certificate.
/// </summary>
public sealed record Way(string Question, string? Term, string? Tier, bool NewNumber, Citation Source)
{
    public string TextKey => $"way.{Question}";
}

/// <summary>A version of the code of ethics and the first day it is the one to sign.</summary>
public sealed record CodeVersion(string Version, DateOnly From, Citation Source);

/// <summary>
/// A question that a pack can decide. <see cref="Filing"/> names the filing whose day picks the figures; while nothing is
/// filed yet, the day of asking stands in for it (CF-34: a draft is checked under today's text).
/// </summary>
public sealed record Question(string Name, string Filing, Citation Source, ImmutableArray<Requirement> Roots)
{
    /// <summary>Every rule of the question, depth first.</summary>
    public IEnumerable<Requirement> Rules() => Roots.SelectMany(r => r.Tree());
}

/// <summary>
/// A standard as read from its folder: checked, immutable, stamped. <see cref="From"/> is the first day it can speak of;
/// <see cref="Figures"/> holds every figure of its rules as <c>rule-id.field</c>; <see cref="Content"/> its longer texts
/// by file name; <see cref="Amendments"/> are the dated changes that are in its values already.
/// </summary>
public sealed record Pack(
    PackStamp Stamp,
    string CanonicalJson,
    DateOnly From,
    FrozenDictionary<string, FactKind> Kinds,
    FrozenDictionary<string, Question> Questions,
    FrozenDictionary<string, FeeLine> Fees,
    FrozenDictionary<string, Clock> Clocks,
    FrozenDictionary<string, Dated<int>> Figures,
    FrozenDictionary<string, Setting> Settings,
    ImmutableArray<CodeVersion> CodeVersions,
    Lifecycle Lifecycle,
    FrozenDictionary<string, FrozenDictionary<string, TextForm>> Texts,
    FrozenDictionary<string, string> Content)
{
    public ImmutableArray<ExamChoice> ExamModes { get; init; } = [];

    /// <summary>Languages of the exam by their tag, in the order given.</summary>
    public ImmutableArray<ExamChoice> ExamLanguages { get; init; } = [];

    public ImmutableArray<DemographicQuestion> Demographics { get; init; } = [];

    /// <summary>What the record of continuing education asks for; null where the pack says nothing of it.</summary>
    public CeStandard? ContinuingEducation { get; init; }

    /// <summary>Areas of specialisation; null where the pack says nothing of them.</summary>
    public Specialisations? Specialisations { get; init; }

    /// <summary>The languages in which the exam can be taken on <paramref name="day"/>: each from a day of its own (CAL §401(2)(A)).</summary>
    public IEnumerable<ExamChoice> ExamLanguagesOn(DateOnly day) =>
        ExamLanguages.Where(l => !Settings.TryGetValue($"exam-language-released.{l.Name}", out var released) || released.On(day) == "true");

    public ImmutableArray<Amendment> Amendments { get; init; } = [];

    /// <summary>What an operator chose otherwise than the pack proposes; null where nothing was chosen.</summary>
    public Amendment? Choices { get; init; }

    internal ImmutableArray<AmendmentStamp> AmendmentStamps { get; init; } = [];

    /// <summary>The version of the code of ethics to sign on <paramref name="day"/>; null where none is known.</summary>
    public CodeVersion? CodeOn(DateOnly day) => CodeVersions.Where(v => v.From <= day).MaxBy(v => v.From);

    /// <summary>Our plain summary of a version of the code, in Markdown; null where there is none in that language.</summary>
    public string? CodeText(string version, string language) => Content.GetValueOrDefault($"code-of-ethics.{version}.{language}.md");

    /// <summary>Our plain orientation, in Markdown; null where there is none in that language.</summary>
    public string? Orientation(string language) => Content.GetValueOrDefault($"orientation.{language}.md");
}

/// <summary>
/// A kind of fact that the pack declares, with the one shape and unit it may have. <see cref="Values"/> lists the words an
/// attribute may hold (none: it holds a day); <see cref="Detail"/> says what the detail of an event names; <see cref="Topics"/> and
/// <see cref="Features"/> list the words a span or a document may carry.
/// </summary>
public sealed record FactKind(string Name, string Shape, string? Unit)
{
    private readonly ImmutableArray<ImmutableArray<Argument>> _said = [];

    public ImmutableArray<string> Values
    {
        get;
        init => (field, _said) = (value, [.. value.Select(v => ImmutableArray.Create<Argument>(new Argument.Term("value", WordKey(v))))]);
    } = [];

    public EventDetail Detail { get; init; }

    /// <summary>A day that cannot lie after the day asked about, such as a birth date.</summary>
    public bool PastOnly { get; init; }

    /// <summary>A span whose first day has to be known.</summary>
    public bool FromRequired { get; init; }

    public ImmutableArray<string> Topics { get; init; } = [];
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>A document that somebody else writes, such as a supervisor's letter.</summary>
    public bool ByAnother { get; init; }

    /// <summary>A document on which a name and mostly an expiration date are printed, to be typed as they stand there.</summary>
    public bool Printed { get; init; }

    /// <summary>The text that names this kind to people; for an attestation the statement itself.</summary>
    public string TextKey { get; } = $"kind.{Name}";

    /// <summary>The text for one of its values, topics or features.</summary>
    public string WordKey(string word) => $"kind.{Name}.{word}";

    /// <summary>One of its values as the argument of a text.</summary>
    internal ImmutableArray<Argument> Said(string value) => _said[Values.IndexOf(value)];
}

public enum EventDetail
{
    /// <summary>The event says all by its kind.</summary>
    None,

    /// <summary>The code of a fee line of the pack.</summary>
    FeeLine,
}

/// <summary>A text in one language: one sentence, or one for each plural category of the argument <see cref="CountBy"/>.</summary>
public sealed record TextForm(string? CountBy, FrozenDictionary<string, string> Forms);
