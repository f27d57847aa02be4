using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>What an entry is besides learning: hours of a sanction and of a refresher never count (CF-78, CF-18).</summary>
public enum CeEntryKind { Learning, Sanction, Refresher }

/// <summary>
/// One entry of a record of continuing education. <see cref="Hours"/> is direct instruction with breaks in it, or null where
/// <see cref="Units"/> of college are given; <see cref="Breaks"/> and <see cref="LawAndEthics"/> are parts of the hours.
/// </summary>
public sealed record CeEntry(
    string Id, string Title, string Provider, DateOnly From, DateOnly To, decimal? Hours, decimal Breaks, decimal? Units, decimal LawAndEthics, CeEntryKind Kind)
{
    /// <summary>When on its day it was, where that is known: sessions at the same time count once.</summary>
    public TimeOnly? StartsAt { get; init; }

    public TimeOnly? EndsAt { get; init; }
}

/// <summary>What an entry counts for: hours and, of them, those about law and ethics; <see cref="NotCounted"/> says why it counts for nothing.</summary>
public sealed record CountedCeEntry(CeEntry Entry, decimal Hours, decimal LawAndEthics, string? NotCounted)
{
    /// <summary>The entry that this one repeats, or runs at the same time as.</summary>
    public CeEntry? Because { get; init; }
}

/// <summary>Counts the entries of a record as Appendix C says; the order in which they were written makes no difference.</summary>
public static class CeCount
{
    /// <summary>Reasons why an entry counts for nothing.</summary>
    public const string BeforePeriod = "before-period", AfterFiling = "after-filing", Sanction = "sanction", Refresher = "refresher", Repeated = "repeated", SameTime = "same-time", NoFigure = "no-figure";

    /// <param name="began">The day after which hours count (CF-72).</param>
    /// <param name="filedOn">The day of the filing, or the day asked about while nothing is filed.</param>
    public static ImmutableArray<CountedCeEntry> Of(CeStandard standard, IEnumerable<CeEntry> entries, DateOnly began, DateOnly filedOn)
    {
        var counted = ImmutableArray.CreateBuilder<CountedCeEntry>();
        foreach (var entry in entries.OrderBy(e => e.To).ThenBy(e => e.StartsAt).ThenBy(e => e.Id, StringComparer.Ordinal))
            counted.Add(One(standard, entry, counted, began, filedOn));
        return counted.ToImmutable();
    }

    /// <summary>The hours that an entry is worth by itself: instruction without its breaks, or its units (App C(4)).</summary>
    public static decimal? Worth(CeStandard standard, CeEntry entry) =>
        entry.Units is { } units ? standard.HoursPerUnit.On(entry.To)?.Value * units : entry.Hours - entry.Breaks;

    private static CountedCeEntry One(CeStandard standard, CeEntry entry, IEnumerable<CountedCeEntry> before, DateOnly began, DateOnly filedOn)
    {
        if (entry.Kind is CeEntryKind.Sanction)
            return Nothing(entry, Sanction);
        if (entry.Kind is CeEntryKind.Refresher)
            return Nothing(entry, Refresher);
        if (entry.To <= began)
            return Nothing(entry, BeforePeriod);
        if (entry.To > filedOn)
            return Nothing(entry, AfterFiling);
        if (before.FirstOrDefault(b => b.NotCounted is null && SameCourse(b.Entry, entry)) is { } first)
            return Nothing(entry, Repeated) with { Because = first.Entry };
        if (before.FirstOrDefault(b => b.NotCounted is null && Overlap(b.Entry, entry)) is { } other)
            return Nothing(entry, SameTime) with { Because = other.Entry };
        return Worth(standard, entry) is { } hours ? new(entry, hours, Math.Min(entry.LawAndEthics, hours), null) : Nothing(entry, NoFigure);
    }

    private static CountedCeEntry Nothing(CeEntry entry, string why) => new(entry, 0, 0, why);

    /// <summary>The same course of the same provider, however it is spelled (CF-75).</summary>
    private static bool SameCourse(CeEntry one, CeEntry other) => Folded(one.Title) == Folded(other.Title) && Folded(one.Provider) == Folded(other.Provider);

    private static string Folded(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormKD).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static bool Overlap(CeEntry one, CeEntry other) =>
        one.From == one.To && other.From == other.To && one.To == other.To
        && one is { StartsAt: { } start, EndsAt: { } end } && other is { StartsAt: { } otherStart, EndsAt: { } otherEnd } && start < otherEnd && otherStart < end;
}
